package dev.assay.bench.data;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a program found out, each fact a line of its output: {@code name=value}.
 *
 * @since 0.1
 */
public final class Facts {
    private static final String DONE = "done";

    private final Map<String, String> all;

    private Facts(Map<String, String> all) {
        this.all = all;
    }

    /** Prints a number. */
    static void say(String name, double value) {
        System.out.printf(Locale.ROOT, "%s=%.6f%n", name, value);
    }

    /** Prints a text without line ends. */
    static void say(String name, String value) {
        System.out.println(name + "=" + value);
    }

    /** Says that the program came to its end; what a program said that did not counts for nothing. */
    static void done() {
        System.out.println(DONE + "=yes");
    }

    /** Returns the time that all threads of this JVM were on a processor, the collector's and compiler's included. */
    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Returns the time that the calling thread was on a processor since it began. */
    static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * Reads what a program printed; lines that hold no fact are passed over.
     *
     * @throws IllegalArgumentException if the program did not come to its end
     */
    public static Facts of(String log) {
        Map<String, String> found = new LinkedHashMap<>();
        log.lines().filter(line -> line.matches("[a-z0-9_]+=\\S+")).forEach(line -> {
            int equals = line.indexOf('=');
            found.put(line.substring(0, equals), line.substring(equals + 1));
        });
        if (found.remove(DONE) == null) {
            throw new IllegalArgumentException("the program did not come to its end");
        }
        return new Facts(found);
    }

    /**
     * Returns a fact.
     *
     * @throws IllegalArgumentException if the program said nothing of it
     */
    public String text(String name) {
        String text = all.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no fact named " + name + " in the log");
        }
        return text;
    }

    /** Returns the facts that are numbers. */
    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        all.forEach((name, text) -> {
            if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
                numbers.put(name, Double.valueOf(text));
            }
        });
        return numbers;
    }
}
