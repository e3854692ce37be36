package dev.assay.worker;

import dev.assay.event.Leftover;
import dev.assay.event.Leftover.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

/**
 * Sees what a class left behind, by comparing the JVM before and after it. It only observes: what it finds stays as it
 * is, since a later class may rely on it as it would in any other runner.
 *
 * <p>Child processes are looked for only where a thread reaps one, and ports only among new file descriptors, because
 * both searches are dear. Ports need {@code /proc}; elsewhere they are not looked for.
 */
final class Leftovers {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private Locale locale = Locale.getDefault();
    private TimeZone timeZone = TimeZone.getDefault();
    private Map<Object, Object> properties = Map.copyOf(System.getProperties());
    private Object out = System.out;
    private Object err = System.err;
    private Object in = System.in;
    private Set<Thread> threads = new HashSet<>(liveThreads());
    private Set<Long> processes = new HashSet<>();
    private Set<String> descriptors = descriptors();

    /** Returns what has changed since the last call, and takes the present state as the new normal. */
    List<Leftover> since() {
        List<Leftover> found = new ArrayList<>();
        compareLocale(found);
        compareTimeZone(found);
        compareProperties(found);
        compareStreams(found);
        compareThreads(found);
        comparePorts(found);
        return found;
    }

    private void compareLocale(List<Leftover> found) {
        Locale now = Locale.getDefault();
        if (!now.equals(locale)) {
            found.add(new Leftover(Kind.LOCALE, "default locale", locale + " -> " + now));
            locale = now;
        }
    }

    private void compareTimeZone(List<Leftover> found) {
        TimeZone now = TimeZone.getDefault();
        if (!now.equals(timeZone)) {
            found.add(new Leftover(Kind.TIME_ZONE, "default time zone", timeZone.getID() + " -> " + now.getID()));
            timeZone = now;
        }
    }

    private void compareProperties(List<Leftover> found) {
        if (System.getProperties().equals(properties)) {
            return;
        }
        Map<Object, Object> now = new HashMap<>(System.getProperties());
        for (Map.Entry<Object, Object> entry : now.entrySet()) {
            Object before = properties.get(entry.getKey());
            if (!entry.getValue().equals(before)) {
                found.add(new Leftover(
                        Kind.SYSTEM_PROPERTY,
                        entry.getKey().toString(),
                        (before == null ? "(not set)" : before) + " -> " + entry.getValue()));
            }
        }
        for (Map.Entry<Object, Object> entry : properties.entrySet()) {
            if (!now.containsKey(entry.getKey())) {
                found.add(new Leftover(
                        Kind.SYSTEM_PROPERTY, entry.getKey().toString(), entry.getValue() + " -> (not set)"));
            }
        }
        properties = now;
    }

    private void compareStreams(List<Leftover> found) {
        if (System.out != out) {
            found.add(new Leftover(Kind.STANDARD_STREAM, "System.out", "replaced by " + name(System.out)));
            out = System.out;
        }
        if (System.err != err) {
            found.add(new Leftover(Kind.STANDARD_STREAM, "System.err", "replaced by " + name(System.err)));
            err = System.err;
        }
        if (System.in != in) {
            found.add(new Leftover(Kind.STANDARD_STREAM, "System.in", "replaced by " + name(System.in)));
            in = System.in;
        }
    }

    private static String name(Object object) {
        return object == null ? "null" : object.getClass().getName();
    }

    private void compareThreads(List<Leftover> found) {
        Set<Thread> now = new HashSet<>(liveThreads());
        boolean reaping = false;
        for (Thread thread : now) {
            if (thread.getName().startsWith("process reaper")) {
                reaping = true;
            } else if (!thread.isDaemon() && !threads.contains(thread) && thread.isAlive()) {
                StackTraceElement[] stack = thread.getStackTrace();
                found.add(
                        new Leftover(Kind.THREAD, thread.getName(), stack.length == 0 ? "running" : "at " + stack[0]));
            }
        }
        threads = now;
        if (reaping) {
            compareProcesses(found);
        }
    }

    private void compareProcesses(List<Leftover> found) {
        Set<Long> now = new HashSet<>();
        ProcessHandle.current().children().filter(ProcessHandle::isAlive).forEach(child -> {
            now.add(child.pid());
            if (!processes.contains(child.pid())) {
                found.add(new Leftover(
                        Kind.PROCESS,
                        "process " + child.pid(),
                        child.info().commandLine().orElse("still running")));
            }
        });
        processes = now;
    }

    private static List<Thread> liveThreads() {
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
        return List.of(Arrays.copyOf(threads, count));
    }

    private void comparePorts(List<Leftover> found) {
        Set<String> now = descriptors();
        Set<String> inodes = new HashSet<>();
        for (String descriptor : now) {
            if (!descriptors.contains(descriptor)) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        }
        descriptors = now;
        if (!inodes.isEmpty()) {
            for (String port : listening(inodes)) {
                found.add(new Leftover(Kind.PORT, "port " + port, "still listening"));
            }
        }
    }

    private static Set<String> descriptors() {
        Set<String> names = new HashSet<>();
        if (Files.isDirectory(DESCRIPTORS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // The listing's own descriptor is closed by now, and its number free for others.
            names.removeIf(name -> target(name).isEmpty());
        }
        return names;
    }

    private static String target(String descriptor) {
        try {
            return Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor)).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }

    /** Columns of {@code /proc/net/tcp}: 1 the local address with its port in hex, 3 the state, 9 the inode. */
    private static List<String> listening(Set<String> inodes) {
        List<String> ports = new ArrayList<>();
        for (Path file : SOCKETS) {
            try {
                for (String line : Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of()) {
                    String[] columns = line.trim().split("\\s+");
                    if (columns.length > 9 && columns[3].equals("0A") && inodes.contains(columns[9])) {
                        String address = columns[1];
                        ports.add(
                                String.valueOf(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16)));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ports;
    }
}
