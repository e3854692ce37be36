package dev.assay.bench;

import dev.assay.bench.measure.Series;
import dev.assay.bench.suite.MavenProject;
import dev.assay.bench.suite.Preparation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One test that does nothing, compiled: what a tool costs before it does anything. */
@Command(name = "trivial", description = "a project with one trivial test, compiled: what starting costs")
final class Trivial implements Callable<Integer> {
    private static final String FIRST = "Assay without history";
    private static final String AGAIN = "Assay with history";
    private static final String SOURCE = """
            import org.junit.jupiter.api.Test;

            class TrivialTest {
                @Test
                void passes() {}
            }
            """;

    @Mixin
    private final Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        Path folder = setting.folder("trivial");
        Preparation preparation = setting.preparation("trivial");
        MavenProject project = MavenProject.write(folder, "jupiter", Map.of("TrivialTest.java", SOURCE), preparation);
        project.maven("test-compile", "surefire:test");
        AssayContender first = assay(FIRST, folder, true);
        AssayContender again = assay(AGAIN, folder, false);
        if (setting.wants(FIRST)) {
            preparation.run(first.job(0).commands().get(0), folder);
        }
        SurefireContender surefire = new SurefireContender(folder, 1);
        Report report = new Report(
                "trivial",
                setting.command(),
                Machine.here(),
                Map.of("JUnit", "6.1.3", "Surefire", "3.6.1"),
                setting.measure(List.of(surefire, first, again)),
                surefire.name(),
                List.of());
        List<Check> checks = new ArrayList<>();
        Optional<Series> peer = report.line(surefire.name()).map(Line::wallMillis);
        for (String name : List.of(FIRST, AGAIN)) {
            report.line(name)
                    .map(Line::wallMillis)
                    .ifPresent(wall -> peer.ifPresent(other -> checks.add(Check.atMost(
                            "one trivial test: " + name,
                            "<= 1 of mvn -o surefire:test's wall",
                            1,
                            wall.median() / other.median(),
                            ""))));
        }
        return setting.publish(report.with(checks));
    }

    private AssayContender assay(String name, Path folder, boolean fresh) {
        List<String> arguments = new ArrayList<>(List.of("."));
        arguments.addAll(setting.assayArguments);
        return new AssayContender(name, setting.assay(), arguments, folder, fresh);
    }
}
