package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A data directory as PostgreSQL initialises it, set up for tests: nothing in it has to survive. */
final class Cluster {
    private static final long INIT_SECONDS = 120;

    private static final List<String> SETTINGS = List.of(
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "fsync = off",
            "full_page_writes = off",
            // A commit reaches the system, though not the disk: it is there if the server is killed.
            "synchronous_commit = on",
            "wal_level = minimal",
            "max_wal_senders = 0",
            // What of the log is not needed is not kept for later.
            "wal_recycle = off",
            "wal_init_zero = off",
            "shared_buffers = 128MB",
            // In the folder, with which it goes, whoever kills whom.
            "dynamic_shared_memory_type = mmap",
            // Passwords are random: to guess them is no faster for that.
            "scram_iterations = 1",
            "jit = off",
            // Copies of databases share their files' blocks where the file system can do that.
            "file_copy_method = clone",
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            "lc_messages = 'C'");

    private static final List<String> OPTIONS = List.of(
            "-U",
            "postgres",
            // Over the loopback address nobody listens, and a connection costs nothing more.
            "-A",
            "password",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            // Small segments of the log: half of what is copied for each server would be one.
            "--wal-segsize=1");

    private Cluster() {}

    /** Returns a name that a cluster which is set up otherwise has not. */
    static String name() {
        int settings = (SETTINGS + " " + OPTIONS).hashCode();
        return "cluster-" + Integer.toHexString(settings);
    }

    static void initialise(Programs programs, Path folder) throws IOException {
        Path log = Files.createTempFile("assay-initdb", ".log");
        Path secret = Files.createTempFile("assay-initdb", ".password");
        try {
            String password = Secret.random();
            Files.writeString(secret, password);
            programs.nobody().own(secret);
            programs.nobody().own(folder);
            List<String> command = programs.command("initdb", "-D", folder.toString(), "--pwfile=" + secret);
            command.addAll(OPTIONS);
            Process initdb = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!initdb.waitFor(INIT_SECONDS, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
                initdb.destroyForcibly();
                throw failed(Files.readString(log).strip(), folder);
            }
            Files.writeString(
                    folder.resolve("postgresql.conf"),
                    "\n" + String.join("\n", SETTINGS) + "\n",
                    StandardOpenOption.APPEND);
            Secret.password(folder, password);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the thread was interrupted", folder);
        } finally {
            Files.deleteIfExists(log);
            Files.deleteIfExists(secret);
        }
    }

    private static DiagnosisException failed(String reason, Path folder) {
        return Diagnosis.of("ASSAY-SQL-094", "PostgreSQL's cluster could not be initialised.")
                .with("initdb", reason)
                .with("folder", folder)
                .because("each server begins with a copy of it")
                .toFix("see what initdb said; nothing of the cluster remains, and it is made again when it is needed")
                .exception();
    }
}
