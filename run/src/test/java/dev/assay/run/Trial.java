package dev.assay.run;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.history.Costs;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real run of fixture classes in real worker JVMs, and what it told. */
final class Trial {
    private final List<Class<?>> classes = new ArrayList<>();
    /** Workers of a second's life: who optimizes takes longer than they do. */
    private final List<String> jvmArgs = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));

    private final Map<String, List<Class<?>>> others = new TreeMap<>();
    private final List<Path> added = new ArrayList<>();
    private final Map<String, String> systemProperties = new TreeMap<>();
    private final List<RunListener> readers = new ArrayList<>();
    private final Path folder;
    private Costs costs = Costs.unknown();
    private String leftOut = "";
    private Selection selection = Selection.ALL;
    private Duration testTimeout = Duration.ofSeconds(60);
    private RunOptions.Order order = RunOptions.Order.DISCOVERY;
    private int retries;
    private int workers = 1;
    private boolean failFast;
    private boolean reuseJvm = true;
    private boolean leftoversByTest;
    private @Nullable Consumer<RunEvent> watcher;
    private @Nullable Run run;
    final List<RunEvent> events = new ArrayList<>();

    private Trial(Path folder) {
        this.folder = folder;
    }

    static Trial in(Path folder, Class<?>... classes) {
        Trial trial = new Trial(folder);
        trial.classes.addAll(Arrays.asList(classes));
        return trial;
    }

    Trial select(Selection wanted) {
        selection = wanted;
        return this;
    }

    Trial timeout(Duration limit) {
        testTimeout = limit;
        return this;
    }

    Trial retries(int number) {
        retries = number;
        return this;
    }

    Trial workers(int number) {
        workers = number;
        return this;
    }

    Trial failFast() {
        failFast = true;
        return this;
    }

    Trial leftoversByTest() {
        leftoversByTest = true;
        return this;
    }

    Trial freshJvmForEachClass() {
        reuseJvm = false;
        return this;
    }

    Trial jvmArg(String argument) {
        jvmArgs.add(argument);
        return this;
    }

    Trial systemProperty(String key, String value) {
        systemProperties.put(key, value);
        return this;
    }

    /** Adds a suite whose JVMs get an argument of their own. */
    Trial suite(String name, Class<?>... types) {
        others.put(name, List.of(types));
        return this;
    }

    Trial order(RunOptions.Order wanted) {
        order = wanted;
        return this;
    }

    /** Adds an entry to the first suite's classpath. */
    Trial alsoOnClasspath(Path entry) {
        added.add(entry);
        return this;
    }

    Trial costs(Costs known) {
        costs = known;
        return this;
    }

    Trial reader(RunListener reader) {
        readers.add(reader);
        return this;
    }

    /** Leaves out of the classpath what has this in its name. */
    Trial without(String entry) {
        leftOut = entry;
        return this;
    }

    /** Lets a test act while the run goes on, on the run's own thread. */
    Trial watch(Consumer<RunEvent> eachEvent) {
        watcher = eachEvent;
        return this;
    }

    void interrupt() {
        Run running = run;
        if (running != null) {
            running.interrupt();
        }
    }

    RunEvent.RunFinished execute() {
        List<Path> classpath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Path worker = classpath.stream()
                .filter(entry -> entry.toString().contains("worker"))
                .findFirst()
                .orElseThrow();
        List<Suite> suites = new ArrayList<>();
        suites.add(suite("fixtures", classpath, jvmArgs, classes));
        others.forEach((name, types) -> suites.add(suite(name, classpath, List.of("-Dfixture.suite=" + name), types)));
        RunOptions options = new RunOptions(
                "trial",
                "fixtures",
                "",
                worker,
                WorkerCount.exactly(workers),
                selection,
                order,
                1,
                failFast,
                retries,
                testTimeout,
                List.of(),
                leftoversByTest);
        RunListener listener = event -> {
            events.add(event);
            if (watcher != null) {
                watcher.accept(event);
            }
        };
        List<RunListener> listeners = new ArrayList<>(readers);
        listeners.add(listener);
        run = new Run(options, suites, () -> costs, listeners);
        return run.execute();
    }

    private Suite suite(String name, List<Path> classpath, List<String> arguments, List<Class<?>> types) {
        Map<String, String> properties = new TreeMap<>(systemProperties);
        properties.put("fixture.fork", "${surefire.forkNumber}");
        return new Suite(
                name,
                List.of(classesFolder()),
                Stream.concat(classpath.stream(), added.stream())
                        .filter(entry -> leftOut.isEmpty() || !entry.toString().contains(leftOut))
                        .toList(),
                List.of(),
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                arguments,
                properties,
                Map.of("FIXTURE_VARIABLE", "set"),
                types.stream().map(Class::getName).toList(),
                List.of(),
                "",
                "",
                reuseJvm,
                List.of());
    }

    private static Path classesFolder() {
        try {
            return Path.of(Trial.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Final outcomes by {@code Class#name}. */
    Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (RunEvent.TestFinished event : all(RunEvent.TestFinished.class)) {
            if (event.last()) {
                outcomes.put(name(event), event.outcome());
            }
        }
        return outcomes;
    }

    RunEvent.TestFinished test(String name) {
        return all(RunEvent.TestFinished.class).stream()
                .filter(event -> event.last() && name(event).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no outcome of " + name + " among " + outcomes()));
    }

    Failure failure(String name) {
        Failure failure = test(name).failure();
        if (failure == null) {
            throw new AssertionError(name + " has not failed");
        }
        return failure;
    }

    private static String name(RunEvent.TestFinished event) {
        String className = event.test().className();
        return className.substring(className.lastIndexOf('.') + 1) + "#"
                + event.test().name();
    }

    <T> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What a test wrote, decoded as UTF-8. */
    String output(String name) {
        String id = test(name).test().uniqueId();
        StringBuilder text = new StringBuilder();
        for (RunEvent.Output output : all(RunEvent.Output.class)) {
            if (id.equals(output.testId())) {
                text.append(new String(output.bytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
