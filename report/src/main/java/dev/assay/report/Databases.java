package dev.assay.report;

import dev.assay.event.DatabaseUse;
import dev.assay.event.DatabaseUse.Effect;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Sums up what tests did with their databases, and what their fixtures took to open.
 *
 * <p>Memory is bounded by the number of classes, and of tests that run or are about to be retried: of others, those that
 * were longest in the database are kept.
 *
 * @since 0.1
 */
public final class Databases implements RunListener {
    /** How many of the tests that were longest in the database are kept. */
    public static final int MOST = 200;

    private final PriorityQueue<OfTest> slowest =
            new PriorityQueue<>(Comparator.comparingLong(test -> test.use().nanos()));
    private final Map<List<String>, OfClass> classes = new LinkedHashMap<>();
    private final Map<Effect, OfEffect> effects = new EnumMap<>(Effect.class);
    private final Map<String, Fixture> fixtures = new TreeMap<>();

    /** Tests that are not at their end, by the effect that they are counted with: each is one, however often it is tried. */
    private final Map<List<String>, Effect> counted = new HashMap<>();

    /** What a test did. */
    public record OfTest(TestRef test, DatabaseUse use) {}

    /**
     * What a class did.
     *
     * @param tests how many tests used a database; the class's own fixtures are one more
     * @param use of all together
     */
    public record OfClass(String suite, String className, long tests, DatabaseUse use) {}

    /**
     * What all tests of one effect did.
     *
     * @param tests how many there are
     * @param use of all together
     */
    public record OfEffect(long tests, DatabaseUse use) {}

    /**
     * What a fixture took to open.
     *
     * @param times how often it was opened
     * @param nanos how long that took, together
     * @param longest how long the one took that took longest
     */
    public record Fixture(String name, long times, long nanos, long longest) {}

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.DatabaseUsed used) {
            add(used.test(), used.use());
        } else if (event instanceof RunEvent.TestFinished test && test.last() && !counted.isEmpty()) {
            counted.remove(key(test.test()));
        } else if (event instanceof RunEvent.FixtureOpened opened) {
            long nanos = opened.nanos();
            fixtures.merge(
                    opened.name(),
                    new Fixture(opened.name(), 1, nanos, nanos),
                    (known, one) -> new Fixture(
                            known.name, known.times + 1, known.nanos + nanos, Math.max(known.longest, nanos)));
        }
    }

    private static List<String> key(TestRef test) {
        return List.of(test.suite(), test.uniqueId());
    }

    private void add(TestRef test, DatabaseUse use) {
        Effect before = counted.putIfAbsent(key(test), use.effect());
        long more = before == null ? 1 : 0;
        classes.merge(
                List.of(test.suite(), test.topClass()),
                new OfClass(test.suite(), test.topClass(), 1, use),
                (known, one) -> new OfClass(known.suite, known.className, known.tests + more, known.use.plus(use)));
        effects.merge(
                before == null ? use.effect() : before,
                new OfEffect(1, use),
                (known, one) -> new OfEffect(known.tests + more, known.use.plus(use)));
        slowest.add(new OfTest(test, use));
        if (slowest.size() > MOST) {
            slowest.remove();
        }
    }

    /** Tells whether no test used a database that anybody saw. */
    public boolean isEmpty() {
        return classes.isEmpty();
    }

    /** Returns what each class did, in the order in which they first did something. */
    public List<OfClass> classes() {
        return List.copyOf(classes.values());
    }

    /** Returns what tests did, by the most that each did. */
    public Map<Effect, OfEffect> effects() {
        return new EnumMap<>(effects);
    }

    /** Returns how databases were isolated: a tier's name, several in alphabetical order; empty without databases. */
    public List<String> tiers() {
        return classes.values().stream()
                .map(each -> each.use().tier())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the tests that were longest in the database, the longest first. */
    public List<OfTest> slowest() {
        List<OfTest> all = new ArrayList<>(slowest);
        all.sort(Comparator.comparingLong((OfTest test) -> test.use().nanos()).reversed());
        return all;
    }

    /** Returns the fixtures that were opened, the dearest first. */
    public List<Fixture> fixtures() {
        return fixtures.values().stream()
                .sorted(Comparator.comparingLong(Fixture::nanos).reversed())
                .toList();
    }
}
