package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template while it is made: in a database of this JVM's own, which gets its name when it is complete and sealed. So who
 * sees a template sees a whole one, and what remains of a JVM that was killed meanwhile is swept like any copy.
 */
final class SettingUp {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Pattern ROLE = Pattern.compile("role \"([^\"]+)\" already exists");

    private static final Pattern EXTENSION = Pattern.compile("extension \"([^\"]+)\" is not available");

    private final PostgresServer server;
    private final String parent;
    private final String content;
    private final String name;
    private final Duration waiting;

    /** Begins; {@code waiting} says how long it waits for another JVM that makes the same. */
    SettingUp(PostgresServer server, String parent, String content, Duration waiting) {
        this.waiting = waiting;
        this.server = server;
        this.parent = parent;
        this.content = content;
        this.name = "assay_" + Digest.of(server.site().content(content));
    }

    /** Returns the template, which is made unless another thread or JVM has made it. */
    Template template(Template.Setup setup) {
        try {
            attempt(setup);
        } catch (Waited e) {
            throw waited(content, waiting, e);
        } catch (Exception first) {
            if (!isServersEnd(first) || !server.isRunning()) {
                throw failed(first);
            }
            try {
                // It is back, and what was begun was nobody's yet.
                attempt(setup);
            } catch (Exception again) {
                again.addSuppressed(first);
                throw failed(again);
            }
        }
        server.site().use(name, content, server.administration());
        return new Template(server, content, name);
    }

    private void attempt(Template.Setup setup) throws Exception {
        if (!exists()) {
            // The lock goes with its connection, and that with its JVM.
            try (Connection lock = server.database(server.site().home()).getConnection();
                    Statement statement = lock.createStatement()) {
                statement.execute("SET lock_timeout = '" + waiting.toMillis() + "ms'");
                lock(statement);
                if (!exists()) {
                    make(setup);
                    server.site().keepTemplates();
                }
            }
        }
    }

    private void lock(Statement statement) throws SQLException, Waited {
        try {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('" + name + "', 0))");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new Waited(e);
            }
            throw e;
        }
    }

    /** Somebody else has the lock, and keeps it. */
    private static final class Waited extends Exception {
        private static final long serialVersionUID = 1;

        Waited(SQLException cause) {
            super(cause);
        }
    }

    /** Says that somebody else has not come to the end of setting up a template. */
    static DiagnosisException waited(String content, Duration waiting, Throwable cause) {
        return Diagnosis.of("ASSAY-SQL-077", "a template of a database is being set up for too long.")
                .with("template", content)
                .with("waited", waiting.toSeconds() + " s")
                .because("another thread or JVM of the run has begun it, and has not ended")
                .toFix("see what it does there: a thread dump of that JVM, and pg_stat_activity of the server")
                .exception(cause);
    }

    /** Tells whether a connection was lost, wherever migrations have put its error. */
    private static boolean isServersEnd(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException error
                    && String.valueOf(error.getSQLState()).matches("08...|57P0[123]")) {
                return true;
            }
        }
        return false;
    }

    private boolean exists() throws SQLException {
        return !server.administration()
                .column("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")
                .isEmpty();
    }

    private void make(Template.Setup setup) throws Exception {
        Administration administration = server.administration();
        String own = server.copies().copy(parent, name);
        try {
            setup.run(server.database(own));
            // Whoever is still connected would keep all copies from being made.
            administration.execute("ALTER DATABASE " + own + " ALLOW_CONNECTIONS false");
            server.copies().disconnect(own);
            administration.execute("ALTER DATABASE " + own + " RENAME TO " + name);
        } catch (Exception e) {
            try {
                server.copies().drop(own);
            } catch (SQLException drop) {
                e.addSuppressed(drop);
            }
            throw e;
        }
    }

    private RuntimeException failed(Exception failure) {
        String extension = message(failure, EXTENSION);
        if (!extension.isEmpty()) {
            return Diagnosis.of("ASSAY-SQL-035", "an extension is needed that the server does not have.")
                    .with("template", content)
                    .with("extension", extension)
                    .with("server", server)
                    .because(
                            "the embedded PostgreSQL comes from an artifact that has PostgreSQL's own extensions alone")
                    .toFix("a server that has it, in tiers SANDBOX and CLONE: -D" + Given.PROPERTY
                            + "=jdbc:postgresql://...")
                    .toFix("a database that has it, by tier EXTERNAL with its URL")
                    .toFix("migrations that do without it in tests")
                    .exception(failure);
        }
        String role = message(failure, ROLE);
        if (!role.isEmpty()) {
            return Diagnosis.of("ASSAY-SQL-092", "a role is made that there is already.")
                    .with("template", content)
                    .with("role", role)
                    .because("roles belong to all databases of a server, and others of its databases have made it too")
                    .toFix("DO $$ BEGIN CREATE ROLE " + role + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$;")
                    .exception(failure);
        }
        return Diagnosis.of("ASSAY-SQL-033", "a template of a database could not be set up.")
                .with("template", content)
                .with("reason", String.valueOf(failure.getMessage()))
                .because("each test would have a copy of it")
                .toFix("see the cause; nothing of the template remains, and it is set up again when it is asked for")
                .exception(failure);
    }

    /** Returns what an error names, wherever migrations have put it; empty if there is none like it. */
    private static String message(Throwable failure, Pattern like) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            Matcher message = like.matcher(String.valueOf(each.getMessage()));
            if (each instanceof SQLException && message.find()) {
                return message.group(1);
            }
        }
        return "";
    }
}
