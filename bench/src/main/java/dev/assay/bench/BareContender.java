package dev.assay.bench;

import dev.assay.bench.measure.Job;
import dev.assay.bench.suite.BareLauncher;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The bare launcher in a number of JVMs side by side, each with its share of the classes.
 *
 * @param classpath the suite's, the launcher's own program included
 * @param classes names of the classes to run
 * @param jvms how many JVMs
 * @param jvmArguments for each of them
 * @param folder where they run
 */
record BareContender(List<Path> classpath, List<String> classes, int jvms, List<String> jvmArguments, Path folder)
        implements Contender {
    @Override
    public String name() {
        return "bare Launcher x" + jvms;
    }

    @Override
    public Job job(int round) throws IOException {
        String joined = classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<List<String>> commands = new ArrayList<>();
        for (int jvm = 0; jvm < jvms; jvm++) {
            Path share = Contender.results(folder).resolve("bare-" + jvm + ".txt");
            Files.write(share, share(jvm));
            List<String> words = new ArrayList<>(List.of(Setting.java()));
            words.addAll(jvmArguments);
            words.addAll(List.of("-cp", joined, BareLauncher.MAIN_CLASS, share.toString()));
            commands.add(words);
        }
        return new Job(commands, folder, Map.of(), log(round));
    }

    @Override
    public Result read(int round) throws IOException {
        Job logs = new Job(List.of(), folder, Map.of(), log(round));
        Counts counts = new Counts(0, 0, 0);
        for (int jvm = 0; jvm < jvms; jvm++) {
            counts = counts.plus(Counts.ofBareLog(Files.readString(logs.log(jvm), StandardCharsets.ISO_8859_1)));
        }
        return Result.of(counts);
    }

    private List<String> share(int jvm) {
        List<String> share = new ArrayList<>();
        for (int i = jvm; i < classes.size(); i += jvms) {
            share.add(classes.get(i));
        }
        return share;
    }

    private Path log(int round) {
        return Contender.results(folder).resolve("bare-" + round + ".log");
    }
}
