package dev.assay.sql.tier;

import static dev.assay.sql.tier.DatabasesTest.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DocumentedErrors;
import dev.assay.sql.state.Difference;
import dev.assay.sql.state.Digest;
import dev.assay.sql.state.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabasesTest {
    private static final Content SHOP = Content.EMPTY
            .with(
                    "a shop",
                    database -> execute(
                            database,
                            "CREATE TABLE country (code varchar(2) PRIMARY KEY)",
                            "CREATE TABLE customer (id integer PRIMARY KEY AUTOINCREMENT,"
                                    + " country varchar(2) REFERENCES country)",
                            "INSERT INTO country VALUES ('de')"))
            .rows("one customer", database -> execute(database, "INSERT INTO customer (country) VALUES ('de')"));

    private static int customers(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return customers(connection);
        }
    }

    private static int customers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM customer")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Path file(TestDatabase test) {
        return Path.of(test.url().orElseThrow().url().replaceAll("jdbc:sqlite:|[?].*", ""));
    }

    @Test
    void each_test_has_its_own_which_is_gone_with_it() throws SQLException {
        try (Databases databases = Databases.memory(SHOP, Engine.SQLITE)) {
            Path file;
            try (TestDatabase one = databases.open();
                    TestDatabase other = databases.open()) {
                file = file(one);
                assertThat(file).exists();
                execute(one.dataSource(), "INSERT INTO customer (country) VALUES ('de')");
                execute(other.dataSource(), "DELETE FROM customer");
                assertThat(customers(one.dataSource())).isEqualTo(2);
                assertThat(customers(other.dataSource())).isZero();
            }
            assertThat(file).doesNotExist();
            assertThat(file.resolveSibling(file.getFileName() + "-wal")).doesNotExist();
            try (TestDatabase next = databases.open()) {
                assertThat(customers(next.dataSource())).isEqualTo(1);
            }
        }
    }

    @Test
    void it_reads_beside_a_connection_that_writes() throws SQLException {
        try (Databases databases = Databases.memory(SHOP, Engine.SQLITE);
                TestDatabase test = databases.open();
                Connection writer = test.dataSource().getConnection();
                Connection reader = test.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO customer (country) VALUES ('de')");
            assertThat(customers(reader)).isEqualTo(1);
            writer.commit();
            assertThat(customers(reader)).isEqualTo(2);
        }
    }

    @Test
    void foreign_keys_are_checked() {
        try (Databases databases = Databases.memory(SHOP, Engine.SQLITE);
                TestDatabase test = databases.open()) {
            assertThatThrownBy(() -> execute(test.dataSource(), "INSERT INTO customer (country) VALUES ('fr')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("FOREIGN KEY")
                    .hasMessageNotContaining("ASSAY");
        }
    }

    @Test
    void what_a_class_sets_up_is_there_for_its_tests_alone() throws SQLException {
        try (Databases databases = Databases.memory(SHOP, Engine.SQLITE)) {
            try (SetUp layer = databases.setUp()) {
                execute(layer.dataSource(), "INSERT INTO customer (country) VALUES ('de')");
                Databases sealed = layer.seal();
                assertThatThrownBy(() -> customers(layer.dataSource())).hasMessageContaining("ASSAY-SQL-063");
                try (TestDatabase test = sealed.open()) {
                    assertThat(customers(test.dataSource())).isEqualTo(2);
                }
            }
            try (TestDatabase test = databases.open()) {
                assertThat(customers(test.dataSource())).isEqualTo(1);
            }
        }
    }

    @Test
    void nothing_is_left_for_threads_that_go_on_when_their_test_is_over() throws SQLException {
        try (Databases databases = Databases.memory(SHOP, Engine.SQLITE)) {
            TestDatabase test = databases.open();
            Connection kept = test.dataSource().getConnection();
            test.close();
            assertThat(kept.isClosed()).isTrue();
            assertThatThrownBy(() -> customers(test.dataSource())).hasMessageContaining("ASSAY-SQL-063");
        }
    }

    @Test
    void sql_that_it_does_not_understand_is_said_wherever_it_is() {
        Content identity = Content.EMPTY.with(
                "identity", database -> execute(database, "CREATE TABLE a (b int GENERATED BY DEFAULT AS IDENTITY)"));
        assertThatThrownBy(() -> Databases.memory(identity, Engine.SQLITE))
                .hasMessageContaining("ASSAY-SQL-054")
                .hasMessageContaining("identity")
                .hasMessageContaining("SQLite reads a SQL of its own");
        try (Databases databases = Databases.memory(SHOP, Engine.SQLITE);
                TestDatabase test = databases.open()) {
            for (String sql : List.of("TRUNCATE customer", "SELECT id::text FROM customer", "SELECT now()")) {
                assertThatThrownBy(() -> execute(test.dataSource(), sql))
                        .hasMessageContaining("ASSAY-SQL-054")
                        .hasMessageContaining(sql);
            }
            assertThatThrownBy(() -> execute(test.dataSource(), "SELECT 1 FROM nowhere"))
                    .hasMessageContaining("no such table")
                    .hasMessageNotContaining("ASSAY");
        }
    }

    @Test
    void its_tables_can_be_compared() throws SQLException {
        try (Databases databases = Databases.memory(SHOP, Engine.SQLITE);
                TestDatabase test = databases.open()) {
            DataSource database = test.dataSource();
            Tables before = Tables.read(database);
            Digest counted = Digest.of(database);
            execute(database, "INSERT INTO customer (country) VALUES (NULL)", "UPDATE customer SET country = 'de'");
            List<Difference> differences = before.differences(Tables.read(database));
            assertThat(Tables.render(differences)).isEqualTo("customer\n  + id 2, country 'de'");
            assertThat(counted.differences(Digest.of(database))).containsExactly("customer");
        }
    }

    @Test
    void what_a_killed_jvm_left_is_deleted_by_the_next(@TempDir Path temporary) throws IOException {
        Path dead = Files.createDirectory(temporary.resolve("assay-sqlite-1-of-a-dead-one"));
        Files.writeString(dead.resolve("1.db"), "left");
        Files.createFile(temporary.resolve("assay-sqlite-1-of-a-dead-one.lock"));
        SqliteFolder folder = SqliteFolder.create(temporary);
        assertThat(dead).doesNotExist();
        assertThat(folder.file().getParent()).exists();
        SqliteFolder.create(temporary);
        assertThat(folder.file().getParent()).exists();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).hasSize(4).allMatch(path -> !path.toString().contains("dead"));
        }
    }

    @Test
    void a_temporary_folder_that_is_not_there_is_said(@TempDir Path temporary) {
        Path gone = temporary.resolve("gone");
        assertThatThrownBy(() -> SqliteFolder.create(gone))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())
                                .replaceAll("file     .*", "file     /tmp/assay-sqlite-4711-0b9e/1.db")
                                .replaceAll("reason   .*", "reason   java.io.IOException: No space left on device"))
                        .isEqualTo(DocumentedErrors.message("ASSAY-SQL-078")));
    }
}
