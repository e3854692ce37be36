package dev.assay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every benchmark, one after the other. */
@Command(name = "all", description = "every benchmark, one after the other")
final class All implements Callable<Integer> {
    @Mixin
    private final Setting setting = new Setting();

    @Override
    public Integer call() {
        int worst = 0;
        for (String benchmark : List.of("lang3", "trivial", "million", "mixed", "page", "data")) {
            List<String> words = new ArrayList<>(List.of(benchmark, "--rounds", String.valueOf(setting.rounds)));
            setting.assay.forEach(each -> words.add("--assay=" + each));
            setting.assayArguments.forEach(each -> words.add("--assay-arg=" + each));
            worst = Math.max(worst, Bench.commandLine().execute(words.toArray(String[]::new)));
        }
        return worst;
    }
}
