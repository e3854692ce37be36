package dev.assay.sql.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The servers of a cache that run: a note for each, which its host deletes when it ends. Where a host was killed, whoever
 * comes next stops the server and deletes what it left.
 */
final class Registry {
    static final String FOLDER = "running";

    private static final String NOTE = ".server";

    private final Path folder;

    Registry(Path cache) {
        this.folder = cache.resolve(FOLDER);
    }

    /** Returns where the note of a server is to be. */
    Path note(Path server) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(server.getFileName() + NOTE);
    }

    /** Returns those that run. */
    List<Running> running() throws IOException {
        List<Running> all = new ArrayList<>();
        for (Path note : notes()) {
            Running.read(note).filter(Running::isAlive).ifPresent(all::add);
        }
        return all;
    }

    /** Ends what servers have left whose hosts are dead; returns their folders. */
    List<PostgresCache.Freed> sweep() throws IOException {
        List<PostgresCache.Freed> swept = new ArrayList<>();
        for (Path note : notes()) {
            Running server = Running.read(note).orElse(null);
            if (server != null && !server.host().isAlive()) {
                try {
                    kill(server);
                    if (Files.isDirectory(server.folder())) {
                        PostgresCache.Freed all = new PostgresCache.Freed(server.folder(), Cache.size(server.folder()));
                        Cache.delete(server.folder());
                        swept.add(all);
                    }
                    Files.deleteIfExists(note);
                } catch (IOException e) {
                    // Another process does it too, or the server writes while it ends: the note stays for the next one.
                }
            }
        }
        return swept;
    }

    private List<Path> notes() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> notes = Files.list(folder)) {
            return notes.filter(note -> note.toString().endsWith(NOTE)).sorted().toList();
        }
    }

    private static void kill(Running server) throws IOException {
        Path file = server.data().resolve("postmaster.pid");
        if (Files.isRegularFile(file)) {
            String number =
                    Files.readString(file).lines().findFirst().orElse("").strip();
            ProcessHandle.of(number.matches("\\d{1,18}") ? Long.parseLong(number) : 0)
                    .filter(process -> process.info()
                            .commandLine()
                            .orElse("")
                            .contains(server.folder().toString()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
