package dev.assay.worker;

import dev.assay.event.Leftover;
import dev.assay.event.Leftover.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * What a test can leave behind in a JVM, as it was at one moment.
 *
 * @param processes child processes; they are looked for only where a thread reaps one, since the search is dear
 * @param descriptors open file descriptors; null where they are not known
 */
record JvmState(
        Locale locale,
        TimeZone timeZone,
        Map<Object, Object> properties,
        @Nullable Object out,
        @Nullable Object err,
        @Nullable Object in,
        Set<Thread> threads,
        Set<ProcessHandle> processes,
        @Nullable Map<String, String> descriptors) {

    /** The name of the shell that holds the PostgreSQL of all of a run's tests, which is nobody's. */
    private static final String SERVER = "assay-postgres";

    static JvmState now(@Nullable JvmState before) {
        Set<Thread> threads = liveThreads();
        return new JvmState(
                Locale.getDefault(),
                TimeZone.getDefault(),
                before != null && System.getProperties().equals(before.properties)
                        ? before.properties
                        : new HashMap<>(System.getProperties()),
                System.out,
                System.err,
                System.in,
                threads,
                threads.stream().anyMatch(JvmState::isReaper) ? children() : Set.of(),
                Descriptors.open());
    }

    /**
     * Returns what is other than it was before.
     *
     * @return what was left behind, by what tells it from anything else that is
     */
    Map<Object, Leftover> since(JvmState before, Descriptors known) {
        Map<Object, Leftover> found = new LinkedHashMap<>();
        if (!locale.equals(before.locale)) {
            add(found, new Leftover(Kind.LOCALE, "default locale", before.locale + " -> " + locale));
        }
        if (!timeZone.equals(before.timeZone)) {
            add(
                    found,
                    new Leftover(
                            Kind.TIME_ZONE, "default time zone", before.timeZone.getID() + " -> " + timeZone.getID()));
        }
        if (properties != before.properties) {
            compareProperties(before, found);
        }
        compareStream("System.out", before.out, out, found);
        compareStream("System.err", before.err, err, found);
        compareStream("System.in", before.in, in, found);
        compareThreads(before, found);
        compareProcesses(before, found);
        for (String port : known.ports(before.descriptors, descriptors)) {
            add(found, new Leftover(Kind.PORT, "port " + port, "still listening"));
        }
        for (String file : Descriptors.files(before.descriptors, descriptors)) {
            add(found, new Leftover(Kind.FILE, file, "still open"));
        }
        return found;
    }

    private static void add(Map<Object, Leftover> found, Leftover leftover) {
        found.put(leftover, leftover);
    }

    private void compareProperties(JvmState before, Map<Object, Leftover> found) {
        properties.forEach((key, value) -> {
            Object old = before.properties.get(key);
            if (!value.equals(old)) {
                String change = (old == null ? "(not set)" : old) + " -> " + value;
                add(found, new Leftover(Kind.SYSTEM_PROPERTY, key.toString(), change));
            }
        });
        before.properties.forEach((key, old) -> {
            if (!properties.containsKey(key)) {
                add(found, new Leftover(Kind.SYSTEM_PROPERTY, key.toString(), old + " -> (not set)"));
            }
        });
    }

    private static void compareStream(
            String name, @Nullable Object before, @Nullable Object now, Map<Object, Leftover> found) {
        if (before != now) {
            String type = now == null ? "null" : now.getClass().getName();
            add(found, new Leftover(Kind.STANDARD_STREAM, name, "replaced by " + type));
        }
    }

    private void compareThreads(JvmState before, Map<Object, Leftover> found) {
        for (Thread thread : threads) {
            if (!thread.isDaemon() && !isReaper(thread) && !before.threads.contains(thread) && thread.isAlive()) {
                StackTraceElement[] stack = thread.getStackTrace();
                found.put(
                        thread,
                        new Leftover(
                                Kind.THREAD,
                                thread.getName(),
                                stack.length == 0 ? "running" : "at " + stack[0],
                                Threads.text(stack)));
            }
        }
    }

    private void compareProcesses(JvmState before, Map<Object, Leftover> found) {
        for (ProcessHandle child : processes) {
            String command = child.info().commandLine().orElse("still running");
            if (!before.processes.contains(child) && child.isAlive() && !command.contains(SERVER)) {
                found.put(
                        child,
                        new Leftover(
                                Kind.PROCESS,
                                "process " + child.pid(),
                                command.lines().findFirst().orElse(command)));
            }
        }
    }

    private static boolean isReaper(Thread thread) {
        return thread.getName().startsWith("process reaper");
    }

    private static Set<ProcessHandle> children() {
        Set<ProcessHandle> children = new HashSet<>();
        try {
            ProcessHandle.current().children().forEach(children::add);
        } catch (RuntimeException e) {
            // There is no descriptor left to read the table of processes with: none is known.
            return Set.of();
        }
        return children;
    }

    private static Set<Thread> liveThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[64];
        int count = root.enumerate(threads);
        while (count == threads.length) {
            threads = new Thread[threads.length * 2];
            count = root.enumerate(threads);
        }
        return new HashSet<>(List.of(Arrays.copyOf(threads, count)));
    }
}
