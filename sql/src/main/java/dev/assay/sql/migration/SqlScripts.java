package dev.assay.sql.migration;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Scripts of SQL, each in a transaction of its own, which are noted in a table so that none is run twice.
 *
 * @param scripts those that go forward, in order
 * @param undo those that take back what others did
 */
record SqlScripts(List<Script> scripts, List<Script> undo) implements Migrations {
    /** Where it is noted what was run. */
    static final String HISTORY = "assay_migration";

    /** Those with a version by version, then the others by name. */
    private static final Comparator<Script> ORDER = Comparator.comparing(
                    Script::version,
                    (one, other) -> one.isPresent() && other.isPresent()
                            ? one.get().compareTo(other.get())
                            : Boolean.compare(other.isPresent(), one.isPresent()))
            .thenComparing(Script::name);

    static SqlScripts at(ClassLoader loader, List<String> locations) {
        List<Script> found = new ArrayList<>();
        for (String location : locations) {
            try {
                List<Script> here = ScriptFolder.scripts(loader, location);
                if (here.isEmpty()) {
                    throw none(location);
                }
                found.addAll(here);
            } catch (IOException e) {
                throw unreadable(location, e);
            }
        }
        return of(found, locations.size() == 1);
    }

    /** Returns the scripts of a folder; nothing if there are none. */
    static Optional<Migrations> find(ClassLoader loader, String folder) {
        try {
            List<Script> found = ScriptFolder.scripts(loader, "classpath:" + folder);
            return found.isEmpty() ? Optional.empty() : Optional.of(of(found, true));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Without versions, several places are run as they are named, and only what is in one folder is sorted by name. */
    private static SqlScripts of(List<Script> found, boolean oneFolder) {
        List<Script> forward = new ArrayList<>(
                found.stream().filter(script -> !script.isUndo()).toList());
        if (oneFolder || found.stream().anyMatch(script -> script.version().isPresent())) {
            forward.sort(ORDER);
        }
        return new SqlScripts(
                List.copyOf(forward), found.stream().filter(Script::isUndo).toList());
    }

    private static RuntimeException none(String location) {
        return Diagnosis.of("ASSAY-SQL-051", "there are no scripts where migrations are to be.")
                .with("location", location)
                .because("each *.sql there is a migration, and there is none")
                .toFix("a folder or file among the resources, such as db/migration, or of the file system")
                .exception();
    }

    private static RuntimeException unreadable(String location, IOException e) {
        return Diagnosis.of("ASSAY-SQL-052", "scripts of migrations cannot be read.")
                .with("location", location)
                .with("reason", String.valueOf(e.getMessage()))
                .toFix("see the reason; scripts are text in UTF-8")
                .exception(e);
    }

    @Override
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Script script : scripts) {
                digest.update((script.name() + '\0' + script.text() + '\0').getBytes(StandardCharsets.UTF_8));
            }
            return scripts.size() + " scripts " + HexFormat.of().formatHex(digest.digest(), 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void migrate(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Set<String> run = history(connection);
            for (Script script : scripts) {
                if (run.add(script.name())) {
                    run(script, connection);
                }
            }
        }
    }

    private static Set<String> history(Connection connection) throws SQLException {
        Set<String> run = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + HISTORY + " (script varchar(1000) PRIMARY KEY)");
            try (ResultSet rows = statement.executeQuery("SELECT script FROM " + HISTORY)) {
                while (rows.next()) {
                    run.add(rows.getString(1));
                }
            }
        }
        return run;
    }

    private static void run(Script script, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            statements(script, connection);
            try (PreparedStatement note =
                    connection.prepareStatement("INSERT INTO " + HISTORY + " (script) VALUES (?)")) {
                note.setString(1, script.name());
                note.executeUpdate();
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void statements(Script script, Connection connection) {
        for (SqlStatement each : script.statements()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(each.text());
            } catch (SQLException e) {
                throw FailedMigration.of("SQL scripts", script.file() + ", line " + each.line(), each.text(), e);
            }
        }
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
