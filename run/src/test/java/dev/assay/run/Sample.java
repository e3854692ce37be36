package dev.assay.run;

import dev.assay.event.TestRef;
import dev.assay.history.ClassCost;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small values for tests of the planner's and the coordinator's parts. */
final class Sample {
    private Sample() {}

    static Suite suite(String name, List<String> includes, List<String> jvmArgs) {
        return new Suite(
                name,
                List.of(testClasses()),
                List.of(testClasses()),
                List.of(),
                ".",
                Path.of("java"),
                jvmArgs,
                Map.of(),
                Map.of(),
                includes,
                List.of(),
                "",
                "",
                true,
                List.of());
    }

    static Path testClasses() {
        try {
            return Path.of(Sample.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static ClassTask task(String name, long bytes, @Nullable ClassCost cost) {
        return task(new TestClass(name, bytes, true, true, List.of(), false, false, ""), cost);
    }

    static ClassTask task(TestClass type, @Nullable ClassCost cost) {
        return new ClassTask(suite("sample", List.of(), List.of()), type, cost, List.of());
    }

    static Part part(int id) {
        return Part.of(task("a.T" + id, 100, null)).build(id);
    }

    static TestRef test(String id) {
        return new TestRef("sample", "a.T", "a.T", id, id, id, List.of());
    }

    static RunOptions options(RunOptions.Order order, long seed, Selection selection) {
        return new RunOptions(
                "sample",
                "",
                "",
                Path.of("worker.jar"),
                WorkerCount.exactly(1),
                selection,
                order,
                seed,
                false,
                0,
                RunOptions.DEFAULT_TEST_TIMEOUT,
                List.of(),
                false);
    }
}
