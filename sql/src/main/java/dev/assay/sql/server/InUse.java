package dev.assay.sql.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Which entries of a cache running servers need. */
final class InUse {
    private final Set<Path> needed = new HashSet<>();

    InUse(Cache cache) throws IOException {
        for (Running server : cache.registry().running()) {
            needed.add(server.programs());
            needed.add(server.cluster());
        }
    }

    boolean test(Path entry) {
        return needed.contains(entry);
    }
}
