package dev.assay.cli.parallel;

import dev.assay.event.Leftover;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Observes a suite class after class, and then runs its classes in other orders and beside each other: unit tests first,
 * then integration tests; one worker, then two, then all.
 */
public final class Experiment {
    private static final int LIMITED = 2;
    private static final int PAIRS = 3;

    private final Runner rounds;
    private final Plan plan;
    private final Consumer<Step> steps;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<String, TestClass> classes = new LinkedHashMap<>();
    private long seed;

    /** Runs a suite's classes: {@link Rounds}, or what a test makes up. */
    @FunctionalInterface
    public interface Runner {
        /** Runs classes, all if there are none. */
        Observation run(Rounds.Way way, List<String> classes);
    }

    /**
     * How much is done.
     *
     * @param rounds how many for each phase
     * @param workers how many workers the last of them have
     * @param seed of the first
     */
    public record Plan(int rounds, int workers, long seed) {}

    /**
     * A round that is over.
     *
     * @param phase what ran: {@code all}, {@code unit}, {@code integration}
     * @param differences how many tests differ from the first run
     */
    public record Step(String phase, Rounds.Way way, Observation seen, int differences) {}

    /** Begins with nothing. */
    public Experiment(Runner rounds, Plan plan, Consumer<Step> steps) {
        this.rounds = rounds;
        this.plan = plan;
        this.steps = steps;
        this.seed = plan.seed;
    }

    /**
     * Runs all of it; returns the first run, which the others are compared with.
     *
     * @throws InterruptedExperiment if a round does not come to its end, which is not compared then
     */
    public Observation run() throws InterruptedExperiment {
        Observation first = round(Rounds.Way.FIRST, List.of());
        steps.accept(new Step("all", Rounds.Way.FIRST, first, 0));
        first.classes().forEach(seen -> classes.put(seen.suite() + '\n' + seen.name(), seen));
        for (boolean integration : new boolean[] {false, true}) {
            List<String> phase = classes.values().stream()
                    .filter(seen -> Stage.of(seen).isIntegration() == integration)
                    .map(TestClass::name)
                    .distinct()
                    .toList();
            if (!phase.isEmpty()) {
                prove(first, integration ? "integration" : "unit", phase);
            }
        }
        return first;
    }

    /** A test that did not run in a round has no other outcome there, and none that is the same. */
    private Observation round(Rounds.Way way, List<String> some) throws InterruptedExperiment {
        Observation seen = rounds.run(way, some);
        if (!seen.isComplete()) {
            throw new InterruptedExperiment();
        }
        return seen;
    }

    private void prove(Observation first, String name, List<String> phase) throws InterruptedExperiment {
        Map<String, Observation.Seen> expected = of(first, phase);
        for (int round = 1; round <= plan.rounds; round++) {
            int workers = round == 2 && plan.rounds > 2 ? LIMITED : plan.workers;
            Rounds.Way way = round == 1 ? Rounds.Way.BACK : Rounds.Way.random(seed++, workers);
            Map<String, Difference> differences = differences(name, way, expected, phase, first);
            Map<String, Difference> alone = Map.of();
            if (way.workers() > 1 && differences.keySet().stream().anyMatch(test -> !findings.containsKey(test))) {
                // The same order without anything beside it tells which of the two it was.
                alone = differences(name, Rounds.Way.random(way.seed(), 1), expected, phase, first);
            }
            for (Map.Entry<String, Difference> each : differences.entrySet()) {
                boolean order = way.workers() == 1 || alone.containsKey(each.getKey());
                findings.putIfAbsent(
                        each.getKey(),
                        new Finding(
                                each.getValue(),
                                order ? Finding.Cause.ORDER : Finding.Cause.BESIDE,
                                way.order(),
                                order ? 1 : way.workers(),
                                List.of()));
            }
        }
    }

    private Map<String, Difference> differences(
            String name, Rounds.Way way, Map<String, Observation.Seen> expected, List<String> phase, Observation first)
            throws InterruptedExperiment {
        Observation seen = round(way, phase);
        Map<String, Difference> differences = new LinkedHashMap<>();
        for (Difference each : Difference.between(expected, seen.outcomes())) {
            differences.put(each.test(), each);
            if (way.workers() == 1) {
                findings.putIfAbsent(
                        each.test(),
                        new Finding(each, Finding.Cause.ORDER, way.order(), 1, suspects(each, seen, first)));
            }
        }
        steps.accept(new Step(name, way, seen, differences.size()));
        return differences;
    }

    /** Returns who ran before it here, and not when it had its first outcome; whoever is known to leave things first. */
    private List<String> suspects(Difference difference, Observation seen, Observation first) {
        String suite = difference.seen().suite();
        String type = difference.seen().topClass();
        Set<String> before = new TreeSet<>(seen.before(suite, type));
        before.removeAll(first.before(suite, type));
        before.remove(type);
        return before.stream()
                .sorted(Comparator.comparing(name -> !leaves(suite, name)))
                .toList();
    }

    private boolean leaves(String suite, String name) {
        TestClass seen = classes.get(suite + '\n' + name);
        return seen != null
                && (seen.leftovers().stream().anyMatch(left -> left.kind() != Leftover.Kind.FILE)
                        || seen.use()
                                .filter(use -> !use.tier().equals("SANDBOX"))
                                .isPresent());
    }

    /**
     * Looks for the culprit of each class whose tests depend on the order, of the first few of them.
     *
     * @throws InterruptedExperiment if a round does not come to its end
     */
    public Map<Finding, List<String>> culprits(List<Finding> all, Observation first) throws InterruptedExperiment {
        Map<Finding, List<String>> culprits = new LinkedHashMap<>();
        Set<String> asked = new TreeSet<>();
        for (Finding finding : all) {
            if (asked.size() < PAIRS && asked.add(finding.difference().seen().topClass())) {
                culprits.put(finding, culprits(finding, first));
            }
        }
        return culprits;
    }

    /**
     * Runs a test's class behind each of its first suspects alone, and returns those behind which it has another outcome
     * than in the first run; nothing where it depends on something else, such as the order within its class.
     */
    private List<String> culprits(Finding finding, Observation first) throws InterruptedExperiment {
        List<String> culprits = new ArrayList<>();
        String victim = finding.difference().seen().topClass();
        for (String suspect : finding.behind().stream().limit(PAIRS).toList()) {
            Map<String, Observation.Seen> expected = of(first, List.of(suspect, victim));
            boolean forwards = suspect.compareTo(victim) < 0;
            Observation pair = round(forwards ? Rounds.Way.FIRST : Rounds.Way.BACK, List.of(suspect, victim));
            if (Difference.between(expected, pair.outcomes()).stream()
                    .anyMatch(each -> each.test().equals(finding.difference().test()))) {
                culprits.add(suspect);
            }
        }
        return culprits;
    }

    private static Map<String, Observation.Seen> of(Observation first, List<String> phase) {
        Set<String> names = Set.copyOf(phase);
        return first.outcomes().entrySet().stream()
                .filter(seen -> names.contains(seen.getValue().topClass()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the tests that had not always the outcome of the first run. */
    public List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    /** Returns what was seen of each class in the first run. */
    public List<TestClass> classes() {
        return List.copyOf(classes.values());
    }
}
