package dev.assay.cli.parallel;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What was seen in one run: outcomes, what classes did, and which ran before which in the same JVM. */
public final class Observation implements RunListener {
    private final Map<String, Seen> outcomes = new TreeMap<>();
    private final Map<String, Facts> classes = new LinkedHashMap<>();
    private final Map<String, Traits> traits = new HashMap<>();
    private final Map<Integer, List<String>> byWorker = new HashMap<>();
    private final Map<String, List<String>> before = new HashMap<>();
    private long wallNanos;
    private boolean complete;

    /**
     * A test's outcome.
     *
     * @param suite the test's suite
     * @param topClass binary name of its top-level class
     * @param name the test as people call it: {@code CartTest#adds}
     */
    public record Seen(String suite, String topClass, String name, Outcome outcome) {}

    private static final class Facts {
        private final Set<String> tags = new TreeSet<>();
        private final List<Leftover> leftovers = new ArrayList<>();
        private Optional<DatabaseUse> use = Optional.empty();
        private long wallNanos;
    }

    /** What the run knew of a class, also of one that it did not run. */
    private record Traits(Set<String> state, Set<String> locks) {
        Traits() {
            this(new TreeSet<>(), new TreeSet<>());
        }
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.TestFinished test && test.last()) {
            add(test.test(), test.outcome());
            facts(test.test().suite(), test.test().topClass())
                    .tags
                    .addAll(test.test().tags());
        } else if (event instanceof RunEvent.ContainerFailed failed && failed.last()) {
            add(failed.container(), Outcome.FAILED);
        } else if (event instanceof RunEvent.DatabaseUsed used) {
            Facts of = facts(used.test().suite(), used.test().topClass());
            of.use = Optional.of(of.use.map(known -> known.plus(used.use())).orElse(used.use()));
        } else if (event instanceof RunEvent.ClassTrait trait) {
            traits(trait);
        } else if (event instanceof RunEvent.PartStarted part) {
            List<String> ran = byWorker.computeIfAbsent(part.worker(), key -> new ArrayList<>());
            before.merge(
                    key(part.suite(), part.className()),
                    List.copyOf(ran),
                    (known, more) -> Stream.concat(known.stream(), more.stream())
                            .distinct()
                            .toList());
            ran.add(part.className());
        } else if (event instanceof RunEvent.PartFinished part) {
            Facts of = facts(part.suite(), part.className());
            of.leftovers.addAll(part.leftovers());
            of.wallNanos += part.wallNanos();
        } else if (event instanceof RunEvent.RunFinished finished) {
            wallNanos = finished.wallNanos();
            complete = finished.end() == RunEvent.RunFinished.End.COMPLETE;
        }
    }

    private void add(TestRef test, Outcome outcome) {
        String simple = test.className().substring(test.className().lastIndexOf('.') + 1);
        outcomes.put(
                key(test.suite(), test.uniqueId()),
                new Seen(test.suite(), test.topClass(), simple + "#" + test.name(), outcome));
    }

    private void traits(RunEvent.ClassTrait told) {
        Traits of = traits.computeIfAbsent(key(told.suite(), told.className()), key -> new Traits());
        Set<String> names = switch (told.trait()) {
            case STATIC_STATE -> of.state;
            case LOCKS -> of.locks;
        };
        names.addAll(told.names());
    }

    private static String key(String suite, String name) {
        return suite + '\n' + name;
    }

    private Facts facts(String suite, String name) {
        return classes.computeIfAbsent(key(suite, name), key -> new Facts());
    }

    /** Returns what was seen of each class, in the order in which they ended. */
    public List<TestClass> classes() {
        List<TestClass> all = new ArrayList<>();
        classes.forEach((key, facts) -> {
            Traits known = traits.getOrDefault(key, new Traits());
            all.add(new TestClass(
                    key.substring(0, key.indexOf('\n')),
                    key.substring(key.indexOf('\n') + 1),
                    facts.use,
                    facts.leftovers,
                    facts.tags,
                    known.state,
                    known.locks,
                    facts.wallNanos));
        });
        return all;
    }

    /** Returns each test's outcome, by what tells it from all others. */
    public Map<String, Seen> outcomes() {
        return new TreeMap<>(outcomes);
    }

    /** Returns the classes that ran in the same JVM before a class did, in order. */
    public List<String> before(String suite, String className) {
        return before.getOrDefault(key(suite, className), List.of());
    }

    /** Returns how many tests have an outcome. */
    public int tests() {
        return outcomes.size();
    }

    /** Returns how many tests have this one. */
    public long count(Outcome outcome) {
        return outcomes.values().stream()
                .filter(seen -> seen.outcome() == outcome)
                .count();
    }

    /** Returns how long the run took. */
    public long wallNanos() {
        return wallNanos;
    }

    /** Tells whether the run came to its end. */
    public boolean isComplete() {
        return complete;
    }
}
