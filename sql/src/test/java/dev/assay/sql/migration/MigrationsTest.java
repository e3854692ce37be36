package dev.assay.sql.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import dev.assay.core.DocumentedErrors;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.state.Difference;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final Migrations PLAIN = Migrations.scripts("migrations/plain");
    private static final Migrations FLYWAY = Migrations.flyway("migrations/flyway");
    private static final Migrations LIQUIBASE = Migrations.liquibase("migrations/liquibase/master.xml");

    private static DatabaseClone empty() {
        return PostgresServer.shared().template("nothing", nothing -> {}).open();
    }

    private static List<String> names(DataSource database, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @TestFactory
    Stream<DynamicTest> scripts_run_by_version_then_by_name_and_once() {
        return Stream.of(PLAIN, FLYWAY)
                .map(migrations -> DynamicTest.dynamicTest(migrations.toString(), () -> {
                    try (DatabaseClone database = empty()) {
                        migrations.migrate(database.database());
                        migrations.migrate(database.database());
                        assertThat(names(database.database(), "SELECT name FROM names"))
                                .containsExactly("THE SHOP; ITS OWN");
                        assertThat(names(database.database(), "SELECT email FROM customer"))
                                .containsExactly("the.shop;.its.own@example.org");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> an_old_version_with_rows_is_brought_further_and_back() {
        return Stream.of(PLAIN, FLYWAY, LIQUIBASE)
                .map(migrations -> DynamicTest.dynamicTest(migrations.toString(), () -> {
                    Upgrade.Old old = Upgrade.from("1", migrations, "Ada", database -> {
                        try (Connection connection = database.getConnection();
                                Statement statement = connection.createStatement()) {
                            statement.execute("INSERT INTO customer (id, name) VALUES (1, 'Ada Byron')");
                        }
                    });
                    try (Upgrade upgrade = old.on(PostgresServer.shared())) {
                        upgrade.to("2");
                        assertThat(names(upgrade.database(), "SELECT email FROM customer WHERE id = 1"))
                                .containsExactly("ada.byron@example.org");
                        assertThat(upgrade.back()).isEmpty();
                        upgrade.toNewest();
                        assertThat(names(upgrade.database(), "SELECT email FROM customer WHERE id = 1"))
                                .containsExactly("ada.byron@example.org");
                    }
                }));
    }

    @Test
    void a_way_back_that_loses_rows_is_seen() throws Exception {
        Migrations lossy = new SqlScripts(
                List.of(
                        new Script("V1__a.sql", "V1__a.sql", "CREATE TABLE a (id int PRIMARY KEY, b int)"),
                        new Script("V2__b.sql", "V2__b.sql", "ALTER TABLE a DROP COLUMN b")),
                List.of(new Script("U2__b.sql", "U2__b.sql", "ALTER TABLE a ADD COLUMN b int")));
        Upgrade.Old old = Upgrade.from("1", lossy, "one", database -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO a VALUES (1, 2)");
            }
        });
        try (Upgrade upgrade = old.on(PostgresServer.shared())) {
            upgrade.toNewest();
            assertThat(upgrade.back()).containsExactly(new Difference.ValueChanged("a", List.of(1), "b", 2, null));
        }
    }

    private static String failure(Migrations migrations) {
        try (DatabaseClone database = empty()) {
            migrations.migrate(database.database());
            return "nothing failed";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void what_fails_names_file_and_statement_whoever_runs_it() {
        assertThat(failure(Migrations.scripts("migrations/broken")))
                .contains("ASSAY-SQL-050", "migrations/broken/V1__customers.sql, line 4", "CREATE TABEL customer");
        assertThat(failure(Migrations.flyway("migrations/broken")))
                .contains("ASSAY-SQL-050", "V1__customers.sql, line 4", "CREATE TABEL customer");
        assertThat(failure(Migrations.liquibase("migrations/broken/master.xml")))
                .contains("ASSAY-SQL-050", "master.xml::customers::shop", "CREATE TABEL customer");
    }

    @Test
    void nothing_of_a_script_that_fails_remains() throws Exception {
        Migrations broken = Migrations.scripts("migrations/broken");
        try (DatabaseClone database = empty()) {
            assertThatThrownBy(() -> broken.migrate(database.database())).isInstanceOf(DiagnosisException.class);
            assertThat(names(database.database(), "SELECT relname FROM pg_class WHERE relname = 'a'"))
                    .isEmpty();
        }
    }

    @Test
    void a_fingerprint_follows_the_content() {
        assertThat(PLAIN.fingerprint())
                .isEqualTo(Migrations.scripts("classpath:migrations/plain/").fingerprint())
                .isNotEqualTo(PLAIN.until("2").fingerprint());
        assertThat(FLYWAY.fingerprint()).isNotEqualTo(FLYWAY.until("1").fingerprint());
        assertThat(LIQUIBASE.fingerprint()).isNotEqualTo(LIQUIBASE.until("1").fingerprint());
        assertThat(Migrations.of("mine", database -> {}).fingerprint()).isEqualTo("mine");
    }

    @Test
    void a_fingerprint_follows_what_a_changelog_includes_runs_and_loads_elsewhere(@TempDir Path folder)
            throws Exception {
        Files.createDirectories(folder.resolve("db"));
        Files.createDirectories(folder.resolve("shop"));
        Files.writeString(
                folder.resolve("db/master.yaml"), "databaseChangeLog:\n  - include:\n      file: shop/tables.xml\n");
        Path tables = folder.resolve("shop/tables.xml");
        String changelog = "<databaseChangeLog xmlns=\"http://www.liquibase.org/xml/ns/dbchangelog\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
                + "http://www.liquibase.org/xml/ns/dbchangelog"
                + " http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd\">"
                + "<changeSet id=\"1\" author=\"a\"><sqlFile path=\"shop/a.sql\"/></changeSet>"
                + "<changeSet id=\"2\" author=\"a\"><loadData file=\"shop/a.csv\" tableName=\"a\"/></changeSet>"
                + "</databaseChangeLog>";
        Files.writeString(tables, changelog);
        Path sql = Files.writeString(folder.resolve("shop/a.sql"), "CREATE TABLE a (b int)");
        Path rows = Files.writeString(folder.resolve("shop/a.csv"), "b\n1\n");
        Set<String> fingerprints = new HashSet<>();
        fingerprints.add(liquibase(folder));
        assertThat(fingerprints.add(liquibase(folder))).isFalse();
        Files.writeString(sql, "CREATE TABLE a (b bigint)");
        assertThat(fingerprints.add(liquibase(folder))).isTrue();
        Files.writeString(rows, "b\n2\n");
        assertThat(fingerprints.add(liquibase(folder))).isTrue();
        Files.writeString(tables, changelog.replace("id=\"2\"", "id=\"3\""));
        assertThat(fingerprints.add(liquibase(folder))).isTrue();
    }

    private static String liquibase(Path folder) throws IOException {
        URL[] root = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(root, MigrationsTest.class.getClassLoader())) {
            return LiquibaseMigrations.at(loader, "db/master.yaml").fingerprint();
        }
    }

    @Test
    void files_come_as_they_are_named_where_none_has_a_version(@TempDir Path folder) throws Exception {
        Path second = Files.writeString(folder.resolve("a.sql"), "INSERT INTO x VALUES (1)");
        Path first = Files.writeString(folder.resolve("b.sql"), "CREATE TABLE x (y int)");
        try (DatabaseClone database = empty()) {
            Migrations.scripts(first.toString(), "filesystem:" + second).migrate(database.database());
            assertThat(names(database.database(), "SELECT y FROM x")).containsExactly("1");
        }
    }

    @Test
    void files_of_one_name_in_two_folders_are_two_scripts(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("a"));
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("a/table.sql"), "CREATE TABLE x (y int)");
        Path other = Files.writeString(folder.resolve("b/table.sql"), "CREATE TABLE z (y int)");
        Migrations both = Migrations.scripts("filesystem:" + folder);
        try (DatabaseClone database = empty()) {
            both.migrate(database.database());
            both.migrate(database.database());
            assertThat(names(database.database(), "SELECT y FROM x")).isEmpty();
            assertThat(names(database.database(), "SELECT y FROM z")).isEmpty();
        }
        Files.move(other, folder.resolve("b/other.sql"));
        assertThat(Migrations.scripts("filesystem:" + folder).fingerprint()).isNotEqualTo(both.fingerprint());
    }

    @Test
    void two_scripts_of_one_version_or_path_are_refused(@TempDir Path folder) throws Exception {
        Path one = Files.createDirectories(folder.resolve("one"));
        Path two = Files.createDirectories(folder.resolve("two"));
        Files.writeString(one.resolve("V1__customers.sql"), "CREATE TABLE customer (id int)");
        Path orders = Files.writeString(two.resolve("V1_0__orders.sql"), "CREATE TABLE orders (id int)");
        assertThatThrownBy(() -> Migrations.scripts("filesystem:" + folder))
                .satisfies(
                        error -> assertThat(String.valueOf(error.getMessage()).replace(folder.toString(), "FOLDER"))
                                .isEqualTo(DocumentedErrors.message("ASSAY-SQL-075")));
        Files.delete(orders);
        Files.writeString(one.resolve("R__views.sql"), "CREATE VIEW a AS SELECT 1");
        Files.writeString(two.resolve("R__views.sql"), "CREATE VIEW b AS SELECT 1");
        assertThatThrownBy(() -> Migrations.scripts("filesystem:" + one, "filesystem:" + two))
                .hasMessageContaining("ASSAY-SQL-075");
    }

    @Test
    void a_connection_that_dies_does_not_hide_the_script_that_killed_it() throws Exception {
        Migrations deadly = new SqlScripts(
                List.of(new Script(
                        "V1__a.sql", "V1__a.sql", "SELECT pg_terminate_backend(pg_backend_pid()); SELECT 1")),
                List.of());
        assertThat(failure(deadly)).contains("ASSAY-SQL-050", "V1__a.sql, line 1");
    }

    @Test
    void scripts_are_read_from_jars_too(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("scripts.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("db/migration/")); // as Maven and Gradle have them
            entries.putNextEntry(new JarEntry("db/migration/V1__x.sql"));
            entries.write("CREATE TABLE x (y int)".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            entries.closeEntry();
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                DatabaseClone database = empty()) {
            Migrations found = FoundMigrations.find(loader).orElseThrow();
            assertThat(found).isInstanceOf(SqlScripts.class); // that loader has no Flyway
            found.migrate(database.database());
            assertThat(names(database.database(), "SELECT y FROM x")).isEmpty();
        }
    }

    @Test
    void what_is_where_the_tools_look_is_found(@TempDir Path folder) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("scripts/db/migration"));
        Files.writeString(scripts.resolve("V1__x.sql"), "CREATE TABLE x (y int)");
        Path changelog = Files.createDirectories(folder.resolve("changelog/db/changelog"));
        Files.writeString(changelog.resolve("db.changelog-master.yaml"), "databaseChangeLog: []");
        assertThat(found(folder.resolve("scripts"))).containsInstanceOf(FlywayMigrations.class);
        assertThat(found(folder.resolve("changelog"))).containsInstanceOf(LiquibaseMigrations.class);
        assertThat(found(Files.createDirectory(folder.resolve("nothing")))).isEmpty();
    }

    private static Optional<Migrations> found(Path folder) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, MigrationsTest.class.getClassLoader())) {
            return FoundMigrations.find(loader);
        }
    }

    @Test
    void what_is_asked_wrongly_is_said() throws Exception {
        assertThatThrownBy(() -> Migrations.scripts("migrations/none"))
                .hasMessage(DocumentedErrors.message("ASSAY-SQL-051"));
        assertThatThrownBy(() -> Migrations.flyway("migrations/none")).hasMessageContaining("ASSAY-SQL-051");
        assertThatThrownBy(() -> Migrations.liquibase("none.xml")).hasMessageContaining("ASSAY-SQL-051");
        assertThatThrownBy(() -> PLAIN.until("3")).hasMessage(DocumentedErrors.message("ASSAY-SQL-060"));
        assertThatThrownBy(() -> FLYWAY.until("three")).hasMessageContaining("ASSAY-SQL-060");
        assertThatThrownBy(() -> Migrations.none().until("1")).hasMessageContaining("ASSAY-SQL-060");
        Migrations oneWay =
                new SqlScripts(List.of(new Script("db/V1__a.sql", "V1__a.sql", "CREATE TABLE a (b int)")), List.of());
        try (DatabaseClone database = empty()) {
            oneWay.migrate(database.database());
            assertThatThrownBy(() -> oneWay.undo(database.database(), "0"))
                    .hasMessage(DocumentedErrors.message("ASSAY-SQL-061"));
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_said() {
        assertThat(SqlScripts.unreadable("db/migration", new IOException("Permission denied")))
                .hasMessage(DocumentedErrors.message("ASSAY-SQL-052"));
    }
}
