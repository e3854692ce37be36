package dev.assay.sql.server;

import dev.assay.sql.JdbcUrl;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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
 * @param password of its superuser
 */
record Running(
        Path folder, int port, ProcessId host, Path programs, Path cluster, String run, Path project, String password) {
    /** Returns the same with another password. */
    Running password(String other) {
        return new Running(folder, port, host, programs, cluster, run, project, other);
    }

    /** Writes it down for processes of this user. */
    void write(Path file) throws IOException {
        Properties facts = new Properties();
        facts.setProperty("folder", folder.toString());
        facts.setProperty("port", String.valueOf(port));
        facts.setProperty("host", host.name());
        facts.setProperty("programs", programs.toString());
        facts.setProperty("cluster", cluster.toString());
        facts.setProperty("run", run);
        facts.setProperty("project", project.toString());
        facts.setProperty("password", password);
        facts.setProperty("space", ProcessId.space());
        StringWriter out = new StringWriter();
        facts.store(out, null);
        Secret.write(file, out.toString());
    }

    /** Returns what is written in a file; nothing if there is none, or its processes have numbers of another space. */
    static Optional<Running> read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            Properties facts = new Properties();
            facts.load(text);
            if (!ProcessId.space().equals(facts.getProperty("space"))) {
                return Optional.empty();
            }
            return Optional.of(new Running(
                    Path.of(facts.getProperty("folder")),
                    Integer.parseInt(facts.getProperty("port")),
                    ProcessId.parse(facts.getProperty("host")),
                    Path.of(facts.getProperty("programs")),
                    Path.of(facts.getProperty("cluster")),
                    facts.getProperty("run"),
                    Path.of(facts.getProperty("project")),
                    Objects.requireNonNull(facts.getProperty("password"))));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            // There is none, or it is another version's.
            return Optional.empty();
        }
    }

    /** Tells whether it runs, or is about to again. */
    boolean isAlive() {
        return host.isAlive() && !Files.exists(folder.resolve(Host.ENDED));
    }

    /** Returns the address of a database for a role. */
    JdbcUrl address(String database, String role) {
        return new JdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, password);
    }

    /** Returns a database, each connection a new one. */
    Database database(String name) {
        return new Database(address(name, PostgresServer.SUPERUSER), this::isAlive);
    }

    /** Returns the address of a database with user and password in it. */
    String url(String database) {
        JdbcUrl address = address(database, PostgresServer.SUPERUSER);
        return address.url() + "?user=" + address.user() + "&password=" + address.password();
    }

    /** Returns the data directory. */
    Path data() {
        return folder.resolve("data");
    }

    /** Returns no password. */
    @Override
    public String toString() {
        return "PostgreSQL at port " + port;
    }
}
