package dev.assay.bench.data;

import java.util.Arrays;

/** How long a scenario takes until every row of it is there and verified: once in a fresh JVM, and warm. */
public final class ScenarioTime {
    private ScenarioTime() {}

    /** Takes the scenario's name and how often to make it after the first time. */
    public static void main(String[] arguments) {
        long begin = System.nanoTime();
        World first = World.of(arguments[0]);
        long fresh = System.nanoTime() - begin;
        double freshCpu = Facts.threadNanos() / 1e6;
        int times = Integer.parseInt(arguments[1]);
        double[] millis = new double[times];
        double[] cleanUp = new double[times];
        long rows = first.rows();
        first.close();
        long half = 0;
        for (int i = 0; i < times; i++) {
            half = i == times / 2 ? Facts.cpuNanos() : half;
            long start = System.nanoTime();
            World world = World.of(arguments[0]);
            long made = System.nanoTime();
            world.close();
            millis[i] = (made - start) / 1e6;
            cleanUp[i] = (System.nanoTime() - made) / 1e6;
        }
        double cpu = (Facts.cpuNanos() - half) / 1e6 / (times - times / 2);
        Facts.say("rows", rows);
        Facts.say("fresh_thread_ms", freshCpu);
        Facts.say("warm_cpu_ms", cpu);
        Facts.say("fresh_ms", fresh / 1e6);
        Facts.say("warm_ms", lastHalfsMedian(millis));
        Facts.say("clean_up_ms", lastHalfsMedian(cleanUp));
        Facts.done();
    }

    /** The first half warms up. */
    private static double lastHalfsMedian(double[] values) {
        double[] warm = Arrays.copyOfRange(values, values.length / 2, values.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
