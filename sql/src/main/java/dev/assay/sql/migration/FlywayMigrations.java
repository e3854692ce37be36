package dev.assay.sql.migration;

import dev.assay.core.DiagnosisException;
import dev.assay.sql.migration.Script.Version;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/**
 * What Flyway does.
 *
 * @param loader where its scripts and classes are
 * @param locations as Flyway has them
 * @param files what is there
 * @param last the version at which it stops, if it does
 */
record FlywayMigrations(ClassLoader loader, List<String> locations, List<Script> files, Optional<String> last)
        implements Migrations {
    private static final String HISTORY = "flyway_schema_history";

    static FlywayMigrations at(ClassLoader loader, List<String> locations) {
        List<Script> files = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (String location : locations) {
            // Flyway takes what has no prefix for a resource, too.
            String whole = location.contains(":") ? location : "classpath:" + location;
            all.add(whole);
            try {
                files.addAll(ScriptFolder.files(loader, whole));
            } catch (IOException e) {
                throw SqlScripts.unreadable(location, e);
            }
        }
        if (files.isEmpty()) {
            throw SqlScripts.none(String.join(", ", locations));
        }
        return new FlywayMigrations(loader, List.copyOf(all), List.copyOf(files), Optional.empty());
    }

    @Override
    public String fingerprint() {
        return "Flyway " + last.map(version -> "until " + version + " ").orElse("") + Script.hash(files);
    }

    @Override
    public void migrate(DataSource database) {
        try {
            Flyway.configure(loader)
                    .dataSource(database)
                    .locations(locations.toArray(String[]::new))
                    .target(last.orElse("latest"))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private static DiagnosisException failed(FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script) {
                String file = script.getResource() == null
                        ? "unknown"
                        : script.getResource().getRelativePath() + ", line " + script.getLineNumber();
                Throwable error = script.getCause() == null ? script : script.getCause();
                return FailedMigration.of("Flyway", file, String.valueOf(script.getStatement()), error);
            }
        }
        return FailedMigration.of("Flyway", "none that it names", "none that it names", e);
    }

    @Override
    public Migrations until(String version) {
        Version wanted = Version.of(version).orElseThrow(() -> Unversioned.of(version, versions()));
        if (scripts().stream()
                .noneMatch(script -> script.version().filter(wanted::equals).isPresent())) {
            throw Unversioned.of(version, versions());
        }
        return new FlywayMigrations(loader, locations, files, Optional.of(version));
    }

    private List<Script> scripts() {
        return files.stream()
                .filter(file -> Script.isOne(file.name()) && !file.isUndo())
                .toList();
    }

    private List<String> versions() {
        return scripts().stream()
                .flatMap(script -> script.version().stream())
                .map(Version::toString)
                .toList();
    }

    /** By the scripts {@code U2__name.sql}, which Flyway itself runs only for who pays. */
    @Override
    public void undo(DataSource database, String version) throws SQLException {
        Version wanted = Version.of(version).orElseThrow(() -> Unversioned.of(version, versions()));
        try (Connection connection = database.getConnection()) {
            Set<Optional<Version>> run = run(connection);
            List<Script> back = files.stream().filter(Script::isUndo).toList();
            for (Script script : Undo.of(scripts(), back, wanted, each -> run.contains(each.version()))) {
                String noted = noted(connection, script.version().orElseThrow());
                SqlScripts.run(script, connection, "DELETE FROM " + HISTORY + " WHERE version = ?", noted);
            }
        }
    }

    private static Set<Optional<Version>> run(Connection connection) throws SQLException {
        Set<Optional<Version>> run = new HashSet<>();
        for (String version : history(connection)) {
            run.add(Version.of(version));
        }
        return run;
    }

    private static String noted(Connection connection, Version version) throws SQLException {
        return history(connection).stream()
                .filter(each -> Version.of(each).filter(version::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> history(Connection connection) throws SQLException {
        List<String> versions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version FROM " + HISTORY + " WHERE version IS NOT NULL AND success")) {
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
        }
        return versions;
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
