package dev.assay.run;

import dev.assay.event.Signal;
import dev.assay.event.TestRef;
import dev.assay.history.Costs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Which of a part's tests are left out for their cost, and in which order its steps run. */
final class StepChoice {
    private final RunOptions options;
    private Costs costs = Costs.unknown();

    StepChoice(RunOptions options) {
        this.options = options;
    }

    void begin(Costs known) {
        costs = known;
    }

    /** Held parts wait for an answer also where no locks are needed. */
    boolean holds(Part part) {
        return part.stepwise || !options.selection().fasterThan().isZero();
    }

    List<String> tooSlow(Signal.Discovered discovered) {
        long limit = options.selection().fasterThan().toNanos();
        List<String> ids = new ArrayList<>();
        if (limit > 0) {
            List<TestRef> all = new ArrayList<>(discovered.tests());
            all.addAll(discovered.templates());
            for (TestRef test : all) {
                if (costs.ofTest(test.suite(), test.staticId()) >= limit) {
                    ids.add(test.uniqueId());
                }
            }
        }
        return ids;
    }

    /** Steps in the order in which to run them: unknown and dear ones first, while others can still take the rest. */
    List<String> order(Part part) {
        List<String> steps = new ArrayList<>(part.stepsLeft);
        if (options.order() == RunOptions.Order.RANDOM) {
            Collections.shuffle(
                    steps, new Random(options.seed() + part.task.name().hashCode()));
        } else if (options.order() == RunOptions.Order.REVERSE) {
            Collections.reverse(steps);
        } else if (options.order() == RunOptions.Order.HISTORY) {
            steps.sort(Comparator.comparingLong((String step) -> {
                        long cost = costs.ofTest(part.task.suite.name(), step);
                        return cost == 0 ? Long.MAX_VALUE : cost;
                    })
                    .reversed());
        }
        return steps;
    }
}
