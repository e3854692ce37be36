package dev.assay.worker;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The file descriptors of this process, and which of them listen on a port. Needs {@code /proc}; elsewhere, and where
 * there is no descriptor left to read it with, nothing is known.
 */
final class Ports {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private Set<String> lastInodes = Set.of();
    private Set<String> lastPorts = Set.of();

    /** Returns the numbers of the open descriptors; null where they are not known. */
    static @Nullable Set<String> descriptors() {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException e) {
            return null;
        }
        // The listing's own descriptor is closed by now, and its number free for others.
        names.removeIf(name -> target(name).isEmpty());
        return names;
    }

    /** Returns the ports on which descriptors listen that were not there before; none where that is not known. */
    Set<String> since(@Nullable Set<String> before, @Nullable Set<String> now) {
        Set<String> inodes = new HashSet<>();
        if (before != null && now != null) {
            for (String descriptor : now) {
                String target = before.contains(descriptor) ? "" : target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
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
