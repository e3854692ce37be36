package dev.assay.worker;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The file descriptors of this process, which of them listen on a port, and which are files. Needs {@code /proc};
 * elsewhere, and where there is no descriptor left to read it with, nothing is known.
 */
final class Descriptors {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private static final List<String> NOT_THEIRS =
            List.of("/dev/", "/proc/", "/sys/", "/memfd:", System.getProperty("java.home"));

    private Set<String> lastInodes = Set.of();
    private Set<String> lastPorts = Set.of();

    /** Returns what the open descriptors are of, by their numbers; null where they are not known. */
    static @Nullable Map<String, String> open() {
        Map<String, String> open = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
            entries.forEach(entry -> open.put(entry.getFileName().toString(), ""));
        } catch (IOException | DirectoryIteratorException e) {
            return null;
        }
        // The listing's own descriptor is closed by now, and its number free for others.
        open.replaceAll((number, nothing) -> target(number));
        open.values().removeIf(String::isEmpty);
        return open;
    }

    /** Returns what descriptors are of that were not there before, or were of something else. */
    private static List<String> since(Map<String, String> before, Map<String, String> now) {
        List<String> targets = new ArrayList<>();
        for (Map.Entry<String, String> open : now.entrySet()) {
            if (!open.getValue().equals(before.get(open.getKey()))) {
                targets.add(open.getValue());
            }
        }
        return targets;
    }

    /**
     * Returns the files that are open and were not before; none where that is not known. What classes are loaded from, and
     * what the system makes up, stays open by itself.
     */
    static Set<String> files(@Nullable Map<String, String> before, @Nullable Map<String, String> now) {
        if (before == null || now == null) {
            return Set.of();
        }
        Set<String> files = new TreeSet<>();
        for (String target : since(before, now)) {
            if (isTheirs(target) && !before.containsValue(target)) {
                files.add(target);
            }
        }
        return files;
    }

    private static boolean isTheirs(String target) {
        for (String beginning : NOT_THEIRS) {
            if (target.startsWith(beginning)) {
                return false;
            }
        }
        return target.startsWith("/") && !target.endsWith(".jar");
    }

    /** Returns the ports on which descriptors listen that were not there before; none where that is not known. */
    Set<String> ports(@Nullable Map<String, String> before, @Nullable Map<String, String> now) {
        Set<String> inodes = new HashSet<>();
        for (String target : before == null || now == null ? List.<String>of() : since(before, now)) {
            if (target.startsWith("socket:[")) {
                inodes.add(target.substring(8, target.length() - 1));
            }
        }
        if (inodes.isEmpty()) {
            return Set.of();
        }
        // The table takes milliseconds to read: not again for the same sockets.
        if (!inodes.equals(lastInodes)) {
            lastPorts = listening(inodes);
            lastInodes = inodes;
        }
        return lastPorts;
    }

    /** Lets the next search read the table of sockets again: one that was there before may listen by now. */
    void forget() {
        lastInodes = Set.of();
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
    private static Set<String> listening(Set<String> inodes) {
        Set<String> ports = new TreeSet<>();
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
                return Set.of();
            }
        }
        return ports;
    }
}
