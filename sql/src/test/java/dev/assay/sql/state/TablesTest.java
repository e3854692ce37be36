package dev.assay.sql.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DocumentedErrors;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.server.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // rows have values that are null
class TablesTest {
    private static final String[] SHOP = {
        "CREATE TABLE customer (id int PRIMARY KEY, name varchar(100), email varchar(100))",
        "CREATE TABLE note (words varchar(100))",
        "CREATE TABLE flyway_schema_history (version varchar(10))",
        "INSERT INTO customer VALUES (1, 'Ada', 'ada@x.org'), (2, 'Bob', NULL), (3, 'Cy', NULL)",
        "INSERT INTO note VALUES ('a'), ('a'), ('b')"
    };

    private static Template shop() {
        return PostgresServer.shared().template("tables of a shop", database -> execute(database, SHOP));
    }

    private static void execute(DataSource database, String... sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    private static void change(DataSource database) throws SQLException {
        execute(
                database,
                "UPDATE customer SET email = 'bob@x.org' WHERE id = 2",
                "DELETE FROM customer WHERE id = 3",
                "INSERT INTO customer VALUES (4, 'Di', 'di@x.org')",
                "DELETE FROM note",
                "INSERT INTO note VALUES ('a'), ('b'), ('c')",
                "INSERT INTO flyway_schema_history VALUES ('1')");
    }

    private static final List<Difference> CHANGES = List.of(
            new Difference.ValueChanged("customer", List.of(2), "email", null, "bob@x.org"),
            new Difference.RowGone("customer", List.of(3), row(3, "Cy", null)),
            new Difference.RowAdded("customer", List.of(4), row(4, "Di", "di@x.org")),
            new Difference.RowGone("note", List.of(), Map.of("words", "a")),
            new Difference.RowAdded("note", List.of(), Map.of("words", "c")));

    private static Map<String, Object> row(int id, String name, String email) {
        Map<String, Object> row = new java.util.HashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("email", email);
        return row;
    }

    @Test
    void two_moments_differ_by_table_row_and_column() throws SQLException {
        try (DatabaseClone database = shop().open()) {
            Tables before = Tables.read(database.database());
            assertThat(before.differences(Tables.read(database.database()))).isEmpty();
            before.assertSame(Tables.read(database.database()));
            change(database.database());
            Tables after = Tables.read(database.database());
            assertThat(before.differences(after)).isEqualTo(CHANGES);
            assertThat(before.count("customer")).isEqualTo(3);
            assertThat(before.names()).containsExactlyInAnyOrder("customer", "note");
            assertThatThrownBy(() -> before.count("nosuch")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_name_that_no_moment_knows_is_refused() throws SQLException {
        try (DatabaseClone database = shop().open()) {
            Tables before = Tables.read(database.database());
            execute(database.database(), "CREATE TABLE invoice (id int)");
            Tables after = Tables.read(database.database());
            assertThatThrownBy(() -> before.only("custommer").assertSame(after.only("custommer")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("table (custommer) must be one of [customer, invoice, note]");
            assertThatThrownBy(() -> before.differences(after.without("notes")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(before.only("invoice").differences(after.only("invoice")))
                    .containsExactly(new Difference.TableAdded("invoice"));
            before.without("invoice").assertSame(after.without("invoice"));
        }
    }

    @Test
    void h2_is_read_too() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:tables;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        execute(database, SHOP);
        Tables before = Tables.read(database);
        change(database);
        assertThat(before.differences(Tables.read(database))).isEqualTo(CHANGES);
        execute(database, "SHUTDOWN");
    }

    @Test
    void tables_and_columns_come_and_go() throws SQLException {
        try (DatabaseClone database = shop().open()) {
            Tables before = Tables.read(database.database());
            execute(
                    database.database(),
                    "CREATE SCHEMA other",
                    "CREATE TABLE other.thing (a int)",
                    "DROP TABLE note",
                    "ALTER TABLE customer DROP COLUMN email, ADD COLUMN age int");
            assertThat(before.differences(Tables.read(database.database())))
                    .containsExactly(
                            new Difference.ColumnAdded("customer", "age"),
                            new Difference.ColumnGone("customer", "email"),
                            new Difference.TableGone("note"),
                            new Difference.TableAdded("other.thing"));
            Tables after = Tables.read(database.database());
            assertThat(before.only("customer").without("note").differences(after.only("customer")))
                    .hasSize(2);
        }
    }

    @Test
    void what_differs_is_said_so_that_people_can_read_it() throws SQLException {
        try (DatabaseClone database = shop().open()) {
            Tables before = Tables.read(database.database());
            change(database.database());
            Tables after = Tables.read(database.database());
            assertThatThrownBy(() -> before.assertSame(after))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage(DocumentedErrors.message("ASSAY-SQL-062"));
        }
    }

    @Test
    void values_of_all_kinds_are_compared_by_what_they_are() throws SQLException {
        try (DatabaseClone database = shop().open()) {
            execute(
                    database.database(),
                    "CREATE TABLE kinds (id int PRIMARY KEY, a bytea, b int[], c jsonb, d text[][])",
                    "INSERT INTO kinds VALUES (1, '\\x0102', '{1,2}', '{\"a\": 1}', '{{x,y},{z,NULL}}')");
            Tables before = Tables.read(database.database());
            before.assertSame(Tables.read(database.database()));
            execute(database.database(), "UPDATE kinds SET d[2][1] = 'w'");
            assertThat(before.differences(Tables.read(database.database()))).hasSize(1);
        }
    }

    @Test
    void a_digest_tells_that_something_differs_and_where() throws SQLException {
        try (DatabaseClone database = shop().open()) {
            Digest before = Digest.of(database.database());
            assertThat(before.differences(Digest.of(database.database()))).isEmpty();
            execute(database.database(), "UPDATE customer SET name = 'Ida' WHERE id = 1", "CREATE TABLE x (y int)");
            assertThat(before.differences(Digest.of(database.database()))).containsExactly("customer", "x");
        }
    }

    @Test
    void a_digest_sees_all_columns_whatever_they_are_called() throws SQLException {
        Template flags = PostgresServer.shared()
                .template(
                        "tables of flags",
                        database -> execute(
                                database, "CREATE TABLE flag (t int, v int)", "INSERT INTO flag VALUES (1, 1)"));
        try (DatabaseClone database = flags.open()) {
            Digest before = Digest.of(database.database());
            execute(database.database(), "UPDATE flag SET v = 2");
            assertThat(before.differences(Digest.of(database.database()))).containsExactly("flag");
        }
    }

    @Test
    void values_that_are_long_are_equal_if_their_content_is() throws SQLException {
        Template letters = PostgresServer.shared()
                .template(
                        "tables of letters",
                        database -> execute(
                                database,
                                "CREATE TABLE letter (id int PRIMARY KEY, body xml)",
                                "INSERT INTO letter VALUES (1, '<a>b</a>'), (2, '<a/>')"));
        try (DatabaseClone database = letters.open()) {
            Tables before = Tables.read(database.database());
            execute(database.database(), "UPDATE letter SET body = '<c/>' WHERE id = 2");
            assertThat(before.differences(Tables.read(database.database())))
                    .containsExactly(new Difference.ValueChanged("letter", List.of(2), "body", "<a/>", "<c/>"));
        }
        JdbcDataSource memory = new JdbcDataSource();
        memory.setUrl("jdbc:h2:mem:letters;DB_CLOSE_DELAY=-1");
        execute(
                memory,
                "CREATE TABLE letter (id int PRIMARY KEY, body blob)",
                "INSERT INTO letter VALUES (1, X'0a0b')");
        assertThat(Tables.read(memory).differences(Tables.read(memory))).isEmpty();
    }
}
