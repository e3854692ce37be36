package dev.assay.run;

import dev.assay.history.ClassCost;
import dev.assay.history.Costs;
import dev.assay.run.RunOptions.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which classes run, in which order, and in which JVMs.
 *
 * @param tasks all classes
 * @param expectedTests how many tests history expects of these classes; 0 where it knows none, or not how many of a
 *     class's tests are selected
 * @param expectedWallNanos how long they should take; 0 where history does not know each of them
 */
record Plan(List<ClassTask> tasks, int expectedTests, long expectedWallNanos) {
    /** Classes below this cost are not worth running step by step. */
    private static final long WORTH_STEPS = 1_000_000_000L;

    /** Unknown classes from this size on are run step by step where that is safe. */
    private static final long LARGE = 16 << 10;

    /**
     * The classes that patterns select, before anything is known of them.
     *
     * @param names binary names by suite, in order
     * @param classFiles how many class files there are in all
     */
    record Found(Map<Suite, List<String>> names, int classFiles) {
        boolean isEmpty() {
            return names.values().stream().allMatch(List::isEmpty);
        }
    }

    /** Finds the classes of the suites by their names. */
    static Found find(List<Suite> suites, Selection selection) {
        ClassPatterns wanted = ClassPatterns.of(selection.includes(), selection.excludes());
        Map<Suite, List<String>> found = new LinkedHashMap<>();
        int classFiles = 0;
        for (Suite suite : suites) {
            List<String> includes = suite.includes().isEmpty() ? ClassPatterns.DEFAULT_INCLUDES : suite.includes();
            ClassPatterns ofSuite = ClassPatterns.of(includes, suite.excludes());
            boolean nested = includes.stream().anyMatch(include -> include.contains("$"));
            try (ClassFiles files = ClassFiles.in(suite.scan())) {
                classFiles += files.names().size();
                List<String> names = ClassScanner.candidates(files.names(), ofSuite, nested);
                names.removeIf(name -> !wanted.matches(name)
                        || selected(name, selection.tests()).isEmpty());
                found.put(suite, names);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Found(found, classFiles);
    }

    /** Tells which tests of a class are selected: none, all, or some of its methods and nested classes. */
    private static Optional<List<String>> selected(String className, List<String> tests) {
        List<String> methods = new ArrayList<>();
        boolean any = tests.isEmpty();
        for (String test : tests) {
            int hash = test.indexOf('#');
            String type = hash < 0 ? test : test.substring(0, hash);
            String method = hash < 0 ? "*" : test.substring(hash + 1);
            int dollar = type.indexOf('$');
            if (classGlob(type).matcher(className).matches()) {
                if (hash < 0) {
                    return Optional.of(List.of());
                }
                methods.add(method);
            } else if (dollar > 0
                    && classGlob(type.substring(0, dollar)).matcher(className).matches()) {
                methods.add(type.substring(dollar) + '#' + method);
            }
        }
        return any || !methods.isEmpty() ? Optional.of(methods) : Optional.empty();
    }

    /** A simple name, a qualified name, with {@code *} for anything. */
    private static Pattern classGlob(String name) {
        String regex = Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(name.contains(".") ? regex : "(?:.*[.$])?" + regex);
    }

    /** Returns a queue for each kind of JVM that the suites need. */
    static List<Lane> lanes(Found found, RunOptions options) {
        Comparator<Part> order = order(options);
        List<Lane> lanes = new ArrayList<>();
        found.names().forEach((suite, names) -> {
            if (!names.isEmpty() && lanes.stream().noneMatch(lane -> lane.serves(suite))) {
                lanes.add(new Lane(Jvm.of(suite), order));
            }
        });
        return lanes;
    }

    /** Reads the classes and puts them into the lanes' queues. */
    static Plan of(Found found, List<Lane> lanes, RunOptions options, Costs costs, int workers, AtomicInteger partIds) {
        List<ClassTask> tasks = new ArrayList<>();
        found.names().forEach((suite, names) -> tasks.addAll(read(suite, names, options, costs)));
        Estimate estimate = new Estimate(tasks);
        Map<Lane, List<Part>> parts = new LinkedHashMap<>();
        FailedBefore failed = new FailedBefore(options.selection());
        int expected = 0;
        for (ClassTask task : tasks) {
            Lane lane = lanes.stream()
                    .filter(each -> each.serves(task.suite))
                    .findFirst()
                    .orElseThrow();
            parts.computeIfAbsent(lane, key -> new ArrayList<>())
                    .add(Part.of(task)
                            .select(failed.ids(task.suite.name(), task.name()))
                            .exact(!options.selection().failed().isEmpty())
                            .stepwise(stepwise(task, estimate, options))
                            .expected(estimate.nanos(task))
                            .waits(Estimate.waits(task))
                            .build(partIds.incrementAndGet()));
            expected += task.cost == null ? 0 : task.cost.tests();
        }
        if (options.order() == Order.RANDOM) {
            parts.values().forEach(each -> Collections.shuffle(each, new Random(options.seed())));
        } else if (options.order() == Order.REVERSE) {
            parts.values().forEach(Collections::reverse);
        }
        parts.forEach((lane, each) -> lane.queue.addAll(each));
        return takesWholeClasses(options.selection(), tasks)
                ? new Plan(tasks, expected, expectedWallNanos(tasks, workers))
                : new Plan(tasks, 0, 0);
    }

    /** What history knows of a class says little of some of its tests. */
    private static boolean takesWholeClasses(Selection selection, List<ClassTask> tasks) {
        return selection.tags().isEmpty()
                && selection.failed().isEmpty()
                && selection.fasterThan().isZero()
                && tasks.stream().allMatch(task -> task.methods.isEmpty());
    }

    /** What waits can share a core; what computes cannot, and nothing ends before its longest class. */
    private static long expectedWallNanos(List<ClassTask> tasks, int workers) {
        long busy = 0;
        long longest = 0;
        for (ClassTask task : tasks) {
            ClassCost cost = task.cost;
            if (cost == null) {
                return 0;
            }
            busy += Math.min(cost.cpuNanos(), cost.wallNanos());
            longest = Math.max(longest, task.type.splittable() ? 0 : cost.wallNanos());
        }
        return Math.max(longest, busy / workers);
    }

    private static List<ClassTask> read(Suite suite, List<String> names, RunOptions options, Costs costs) {
        List<ClassTask> tasks = new ArrayList<>();
        FailedBefore failed = new FailedBefore(options.selection());
        try (ClassFiles files = ClassFiles.in(suite.scan());
                URLClassLoader classpath = new URLClassLoader(urls(suite), ClassLoader.getPlatformClassLoader())) {
            ClassScanner scanner = new ClassScanner(files, classpath, !FixtureSettings.areSet(suite, classpath));
            for (String name : names) {
                if (!failed.wants(suite.name(), name)) {
                    continue;
                }
                TestClass type = scanner.scan(name);
                if (type != null) {
                    ClassCost cost = costs.ofClass(suite.name(), name);
                    tasks.add(new ClassTask(
                            suite,
                            type,
                            cost,
                            selected(name, options.selection().tests()).orElse(List.of())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tasks;
    }

    private static URL[] urls(Suite suite) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (var entry : suite.classpath()) {
            urls.add(entry.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static boolean stepwise(ClassTask task, Estimate estimate, RunOptions options) {
        if (!task.type.splittable() || !options.selection().failed().isEmpty()) {
            return false;
        }
        return task.cost == null
                ? task.type.waits() || task.type.bytes() >= LARGE
                : estimate.nanos(task) >= WORTH_STEPS;
    }

    /** First attempts before retries; then as asked. Sorting is stable, so equals stay as found or shuffled. */
    private static Comparator<Part> order(RunOptions options) {
        Comparator<Part> byAttempt = Comparator.comparingInt(part -> part.attempt);
        return options.order() == Order.HISTORY
                ? byAttempt.thenComparing(Comparator.comparingLong((Part part) -> part.expectedNanos)
                        .reversed())
                : byAttempt;
    }
}
