package dev.assay.bench.data;

import java.util.Locale;
import java.util.function.LongFunction;

/** How many customers a contender makes in a second, on one thread. */
public final class CustomerRate {
    /** As many as cost little enough that the clock is asked often, and much enough that asking costs nothing. */
    private static final int BATCH = 500;

    private CustomerRate() {}

    /** Takes the contender's name, and the seconds of a core to warm up and to measure. */
    public static void main(String[] arguments) {
        LongFunction<Customer> source =
                CustomerSource.valueOf(arguments[0].toUpperCase(Locale.ROOT)).open();
        Loop loop = new Loop(source);
        loop.run(Double.parseDouble(arguments[1]));
        long cpu = Facts.cpuNanos();
        long first = loop.next;
        Facts.say("wall_per_s", loop.run(Double.parseDouble(arguments[2])));
        Facts.say("core_per_s", (loop.next - first) * 1e9 / (Facts.cpuNanos() - cpu));
        // Whoever reads it keeps the customers from being optimized away.
        Facts.say("digest", "h" + Long.toHexString(loop.digest));
        Facts.say("example", source.apply(0).toString().replace(' ', '_'));
        Facts.done();
    }

    /** Goes on where it stopped, so that what is measured was not made before. */
    private static final class Loop {
        private final LongFunction<Customer> source;
        private long next;
        private long digest;

        Loop(LongFunction<Customer> source) {
            this.source = source;
        }

        /** Returns how many a second. */
        double run(double seconds) {
            long begin = System.nanoTime();
            // Of a core, not of a clock: on a busy machine contenders would be less warm than on a quiet one.
            long end = Facts.cpuNanos() + (long) (seconds * 1e9);
            long first = next;
            do {
                for (int i = 0; i < BATCH; i++) {
                    digest = 31 * digest + digest(source.apply(next++));
                }
            } while (Facts.cpuNanos() < end);
            return (next - first) * 1e9 / (System.nanoTime() - begin);
        }

        /** Reads something of each field, so that none can be left out, and little, for all contenders pay for it. */
        private static long digest(Customer customer) {
            return customer.name().length()
                    + 3L * customer.email().length()
                    + customer.phone().charAt(2)
                    + customer.street().length()
                    + customer.city().charAt(0)
                    + customer.state().charAt(0)
                    + customer.zip().charAt(1)
                    + customer.since().getDayOfMonth()
                    + customer.balance().scale()
                    + customer.status().ordinal();
        }
    }
}
