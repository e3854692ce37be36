package dev.assay.sql.server;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * A server that runs, as it is written down for others.
 *
 * @param folder all that it writes
 * @param port on the loopback address
 * @param host what it runs under
 * @param programs where its programs are in the cache
 * @param cluster the plain cluster that it has grown from
 * @param run whose it is
 * @param project the folder in which the run was started
 */
record Running(Path folder, int port, ProcessId host, Path programs, Path cluster, String run, Path project) {
    void write(Path file) throws IOException {
        Properties facts = new Properties();
        facts.setProperty("folder", folder.toString());
        facts.setProperty("port", String.valueOf(port));
        facts.setProperty("host", host.name());
        facts.setProperty("programs", programs.toString());
        facts.setProperty("cluster", cluster.toString());
        facts.setProperty("run", run);
        facts.setProperty("project", project.toString());
        Path beside = file.resolveSibling(file.getFileName() + "." + host.name());
        try (Writer out = Files.newBufferedWriter(beside)) {
            facts.store(out, null);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static Optional<Running> read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            Properties facts = new Properties();
            facts.load(text);
            return Optional.of(new Running(
                    Path.of(facts.getProperty("folder")),
                    Integer.parseInt(facts.getProperty("port")),
                    ProcessId.parse(facts.getProperty("host")),
                    Path.of(facts.getProperty("programs")),
                    Path.of(facts.getProperty("cluster")),
                    facts.getProperty("run"),
                    Path.of(facts.getProperty("project"))));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            // There is none, or it is another version's.
            return Optional.empty();
        }
    }

    /** Tells whether it runs, or is about to again. */
    boolean isAlive() {
        return host.isAlive() && !Files.exists(folder.resolve(Host.ENDED));
    }

    /** Returns the address of a database, as JDBC has it. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** Returns the data directory. */
    Path data() {
        return folder.resolve("data");
    }
}
