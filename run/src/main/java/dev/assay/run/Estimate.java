package dev.assay.run;

import dev.assay.history.ClassCost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates what a class costs: as history measured it, else by its size at the rate of its package, else at a rate
 * that is only good for an order. Classes that look as if they waited count for more, since begun early they leave their
 * core to others; and so do those that register tests while running, since one of their methods may stand for thousands.
 */
final class Estimate {
    /** Shorter ones are not worth telling apart, and what they take is mostly chance. */
    private static final long LONG = 500_000_000;

    private static final double NANOS_PER_BYTE = 5_000;
    private static final int WAITING = 20;
    private static final int REGISTERING = 30;

    private final Map<String, double[]> byPackage = new HashMap<>();
    private final double[] overall = new double[2];

    Estimate(List<ClassTask> tasks) {
        for (ClassTask task : tasks) {
            ClassCost cost = task.cost;
            if (cost != null) {
                add(overall, cost, task);
                add(byPackage.computeIfAbsent(packageOf(task), key -> new double[2]), cost, task);
            }
        }
    }

    private static void add(double[] sums, ClassCost cost, ClassTask task) {
        sums[0] += cost.wallNanos();
        sums[1] += task.type.bytes();
    }

    long nanos(ClassTask task) {
        ClassCost cost = task.cost;
        if (cost != null) {
            return cost.wallNanos();
        }
        double[] sums = byPackage.getOrDefault(packageOf(task), overall);
        double rate = sums[1] > 0 ? sums[0] / sums[1] : NANOS_PER_BYTE;
        return (long) (rate
                * task.type.bytes()
                * (task.type.waits() ? WAITING : 1)
                * (task.type.registers() ? REGISTERING : 1));
    }

    /** Tells whether history knows that a class leaves its core idle most of the time. */
    static boolean waits(ClassTask task) {
        ClassCost cost = task.cost;
        return cost != null && cost.wallNanos() > LONG && cost.cpuNanos() < cost.wallNanos() / 4;
    }

    private static String packageOf(ClassTask task) {
        String name = task.name();
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
