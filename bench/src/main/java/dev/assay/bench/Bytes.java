package dev.assay.bench;

import dev.assay.bench.data.SameBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether a scenario's bytes are the same on any number of threads, in shards, and on another Java. */
@Command(name = "bytes", description = "one scenario's bytes on 1, 2, 8 threads, in 7 shards, on JDK 17 and 25")
final class Bytes implements Callable<Integer> {
    private static final String SCENARIO = "large";

    @Mixin
    private final Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        List<ProgramContender> contenders = new ArrayList<>();
        for (int version : List.of(17, 25)) {
            String java = Jdks.here().java(version);
            for (int threads : List.of(1, 2, 8)) {
                for (int shards : List.of(1, 7)) {
                    String name = "JDK " + version + ", threads: " + threads + ", shards: " + shards;
                    List<String> arguments = List.of(SCENARIO, "" + threads, "" + shards);
                    contenders.add(new ProgramContender(
                            name, java, List.of(), SameBytes.class, arguments, setting.folder("bytes")));
                }
            }
        }
        // One round is enough, for nothing is timed.
        setting.rounds = 1;
        List<Line> lines = setting.measure(List.copyOf(contenders));
        Map<String, String> hashes = new LinkedHashMap<>();
        for (ProgramContender each : contenders) {
            if (lines.stream().anyMatch(line -> line.contender().equals(each.name()))) {
                hashes.put(each.name(), hash(each));
            }
        }
        return setting.publish(new Report(
                "bytes",
                setting.command(),
                Machine.here(),
                Map.of(),
                lines,
                contenders.get(0).name(),
                List.of(check(hashes, contenders.size()))));
    }

    private static String hash(ProgramContender contender) throws IOException {
        return contender.facts(1).text("sha256");
    }

    static Check check(Map<String, String> hashes, int expected) {
        String work = SCENARIO + " scenario's bytes on 1, 2, 8 threads; JDK 17 and 25; whole and in 7 shards";
        Set<String> different = Set.copyOf(hashes.values());
        boolean same = different.size() == 1 && hashes.size() == expected;
        String measured = hashes.size() + " runs: "
                + different.stream().sorted().map(hash -> hash.substring(0, 12)).collect(Collectors.joining(" "));
        return new Check(work, "the same SHA-256 in " + expected + " runs", measured, same);
    }
}
