package dev.assay.sql.migration;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.migration.Script.Version;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
            .thenComparing(Script::name)
            .thenComparing(Script::path);

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
    private static SqlScripts of(List<Script> all, boolean oneFolder) {
        // The same folder is on some class paths twice.
        List<Script> found = all.stream().distinct().toList();
        refuseTwice(found);
        List<Script> forward = new ArrayList<>(
                found.stream().filter(script -> !script.isUndo()).toList());
        if (oneFolder || found.stream().anyMatch(script -> script.version().isPresent())) {
            forward.sort(ORDER);
        }
        return new SqlScripts(
                List.copyOf(forward), found.stream().filter(Script::isUndo).toList());
    }

    /** Only one of two that have one version, or one path, would be run. */
    private static void refuseTwice(List<Script> scripts) {
        Map<String, Script> known = new HashMap<>();
        for (Script script : scripts) {
            String own = script.version()
                    .map(version -> (script.isUndo() ? "U" : "V") + version)
                    .orElse(script.path());
            Script other = known.putIfAbsent(own, script);
            if (other != null) {
                throw Diagnosis.of("ASSAY-SQL-075", "two scripts of migrations are the same one.")
                        .with("one", other.file())
                        .with("other", script.file())
                        .with("both", own)
                        .because("what has been run is noted by version, or by path below the location without one")
                        .toFix("another version or name for one of them")
                        .exception();
            }
        }
    }

    static RuntimeException none(String location) {
        return Diagnosis.of("ASSAY-SQL-051", "there are no scripts where migrations are to be.")
                .with("location", location)
                .because("each *.sql there is a migration, and there is none")
                .toFix("a folder or file among the resources, such as db/migration, or of the file system")
                .exception();
    }

    static RuntimeException unreadable(String location, IOException e) {
        return Diagnosis.of("ASSAY-SQL-052", "scripts of migrations cannot be read.")
                .with("location", location)
                .with("reason", String.valueOf(e.getMessage()))
                .toFix("see the reason; scripts are text in UTF-8")
                .exception(e);
    }

    @Override
    public String fingerprint() {
        return scripts.size() + " scripts " + Script.hash(scripts);
    }

    @Override
    public void migrate(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Set<String> run = history(connection);
            for (Script script : scripts) {
                if (run.add(script.path())) {
                    run(script, connection, "INSERT INTO " + HISTORY + " (script) VALUES (?)", script.path());
                }
            }
        }
    }

    @Override
    public Migrations until(String version) {
        Version last = Version.of(version).orElseThrow(() -> noSuch(version));
        if (scripts.stream()
                .noneMatch(script -> script.version().filter(last::equals).isPresent())) {
            throw noSuch(version);
        }
        return new SqlScripts(
                scripts.stream()
                        .filter(script -> script.version()
                                .filter(own -> own.compareTo(last) <= 0)
                                .isPresent())
                        .toList(),
                undo);
    }

    private DiagnosisException noSuch(String version) {
        return Unversioned.of(
                version,
                scripts.stream()
                        .flatMap(script -> script.version().stream())
                        .map(Version::toString)
                        .toList());
    }

    @Override
    public void undo(DataSource database, String version) throws SQLException {
        Version last = Version.of(version).orElseThrow(() -> noSuch(version));
        try (Connection connection = database.getConnection()) {
            Set<String> run = history(connection);
            for (Script script : Undo.of(scripts, undo, last, script -> run.contains(script.path()))) {
                run(
                        script,
                        connection,
                        "DELETE FROM " + HISTORY + " WHERE script = ?",
                        forward(script).path());
            }
        }
    }

    /** Returns the script that another one takes back. */
    private Script forward(Script undone) {
        return scripts.stream()
                .filter(script -> script.version().equals(undone.version()))
                .findFirst()
                .orElseThrow();
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

    /** Runs a script in a transaction, and notes it. */
    static void run(Script script, Connection connection, String note, String noted) throws SQLException {
        connection.setAutoCommit(false);
        try {
            statements(script, connection);
            try (PreparedStatement statement = connection.prepareStatement(note)) {
                statement.setString(1, noted);
                statement.executeUpdate();
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException end) {
                e.addSuppressed(end); // a connection that has died says less than what it died of
            }
            throw e;
        }
        connection.setAutoCommit(true);
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
