package dev.assay.report.compare;

import dev.assay.event.Outcome;
import dev.assay.report.compare.Comparison.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each test of one run its counterpart in the other.
 *
 * <p>By equal names first. What remains is tried in the dialects of older Surefires, which write {@code adds{int}[1]}
 * (2.22) for {@code adds(int)[1]}, {@code factory} (3.0 to 3.5) or {@code factory[1]} for {@code factory()[1]}, and a
 * class that failed as its own name or as none.
 */
final class Matching {
    private static final Comparator<Difference> BY_NAME =
            Comparator.comparing(Difference::className).thenComparing(Difference::name);

    private final Results a;
    private final Results b;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Difference> onlyInA = new ArrayList<>();
    private final List<Difference> onlyInB = new ArrayList<>();

    Matching(Results a, Results b) {
        this.a = a;
        this.b = b;
    }

    Comparison compare() {
        TreeSet<String> classNames = new TreeSet<>(a.classes.keySet());
        classNames.addAll(b.classes.keySet());
        for (String className : classNames) {
            List<Test> restA = new ArrayList<>();
            List<Test> restB = new ArrayList<>();
            pairEqual(className, restA, restB);
            if (!restA.isEmpty() && !restB.isEmpty()) {
                pair(className, restA, restB, name -> canonical(className, name));
                pair(className, restA, restB, Matching::unindexed);
            }
            restA.forEach(test -> onlyInA.add(new Difference(className, test.name, test.outcome, null)));
            restB.forEach(test -> onlyInB.add(new Difference(className, test.name, null, test.outcome)));
        }
        forgetContainers(onlyInA, onlyInB);
        forgetContainers(onlyInB, onlyInA);
        onlyInA.removeIf(test -> test.a() == Outcome.NOT_RUN);
        onlyInB.removeIf(test -> test.b() == Outcome.NOT_RUN);
        differences.sort(BY_NAME);
        onlyInA.sort(BY_NAME);
        onlyInB.sort(BY_NAME);
        return new Comparison(a.side(), b.side(), differences, onlyInA, onlyInB, times());
    }

    private List<Comparison.ClassTime> times() {
        return a.classNanos.entrySet().stream()
                .filter(of -> b.classNanos.containsKey(of.getKey()))
                .map(of -> new Comparison.ClassTime(
                        of.getKey(), of.getValue(), b.classNanos.getOrDefault(of.getKey(), 0L)))
                .sorted(Comparator.comparingLong(of -> -Math.abs(of.a() - of.b())))
                .toList();
    }

    /** Pairs tests of one name, which is nearly all there is. */
    private void pairEqual(String className, List<Test> restA, List<Test> restB) {
        Map<String, List<Outcome>> ofA = a.classes.getOrDefault(className, Map.of());
        Map<String, List<Outcome>> ofB = b.classes.getOrDefault(className, Map.of());
        ofA.forEach((name, outcomes) -> {
            List<Outcome> others = ofB.getOrDefault(name, List.of());
            if (!outcomes.equals(others)) {
                List<Outcome> leftA = new ArrayList<>(outcomes);
                List<Outcome> leftB = new ArrayList<>(others);
                leftA.removeIf(leftB::remove);
                int both = Math.min(leftA.size(), leftB.size());
                for (int i = 0; i < both; i++) {
                    differences.add(new Difference(className, name, leftA.get(i), leftB.get(i)));
                }
                leftA.subList(both, leftA.size()).forEach(outcome -> restA.add(new Test(name, outcome)));
                leftB.subList(both, leftB.size()).forEach(outcome -> restB.add(new Test(name, outcome)));
            }
        });
        ofB.forEach((name, outcomes) -> {
            if (!ofA.containsKey(name)) {
                outcomes.forEach(outcome -> restB.add(new Test(name, outcome)));
            }
        });
    }

    /** Pairs tests whose names are alike in some dialect, those with equal outcomes first. */
    private void pair(String className, List<Test> restA, List<Test> restB, UnaryOperator<String> dialect) {
        Map<String, List<Test>> others = new HashMap<>();
        for (Test test : restB) {
            others.computeIfAbsent(dialect.apply(test.name), key -> new ArrayList<>(1))
                    .add(test);
        }
        for (boolean equalOutcome : new boolean[] {true, false}) {
            restA.removeIf(test -> {
                List<Test> candidates = others.getOrDefault(dialect.apply(test.name), List.of());
                Test counterpart = take(candidates, test, equalOutcome);
                if (counterpart != null && !equalOutcome) {
                    differences.add(new Difference(className, counterpart.name, test.outcome, counterpart.outcome));
                }
                return counterpart != null;
            });
        }
        restB.removeIf(test -> test.taken);
    }

    /** Takes a counterpart from those left, from their end, where taking is cheap; null where there is none. */
    private static @Nullable Test take(List<Test> candidates, Test test, boolean equalOutcome) {
        for (int i = candidates.size() - 1; i >= 0; i--) {
            Test candidate = candidates.get(i);
            if (candidate.mayBe(test) && (!equalOutcome || candidate.outcome == test.outcome)) {
                candidates.remove(i);
                candidate.taken = true;
                return candidate;
            }
        }
        return null;
    }

    /**
     * Surefire writes a nested class that is disabled, older ones any class that is, as one test without a name, where
     * Assay writes its tests: both say the same.
     */
    private static void forgetContainers(List<Difference> containers, List<Difference> tests) {
        containers.removeIf(container -> {
            String skipped = container.className();
            Outcome outcome = outcome(container);
            return canonical(skipped, container.name()).isEmpty()
                    && (outcome == Outcome.SKIPPED || outcome == Outcome.ABORTED)
                    && tests.removeIf(test -> outcome(test) == outcome
                            && (test.className().equals(skipped)
                                    || test.className().startsWith(skipped + "$")));
        });
    }

    private static @Nullable Outcome outcome(Difference test) {
        return test.a() == null ? test.b() : test.a();
    }

    private static String canonical(String className, String name) {
        if (name.isEmpty()
                || name.equals(className)
                || name.equals("initializationError")
                || name.equals("executionError")) {
            return "";
        }
        return name.replace('{', '(').replace('}', ')').replace("()", "");
    }

    private static String unindexed(String name) {
        int index = name.indexOf('[');
        return canonical("", index < 0 ? name : name.substring(0, index));
    }

    /** A test without its counterpart; compared by identity, for several may be alike. */
    private static final class Test {
        final String name;
        final Outcome outcome;
        boolean taken;

        Test(String name, Outcome outcome) {
            this.name = name;
            this.outcome = outcome;
        }

        /** Two different indexes are two tests; a name without one may be any of its method's. */
        boolean mayBe(Test other) {
            return name.indexOf('[') < 0
                    || other.name.indexOf('[') < 0
                    || canonical("", name).equals(canonical("", other.name));
        }
    }
}
