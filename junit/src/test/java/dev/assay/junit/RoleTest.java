package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import dev.assay.sql.migration.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tests that connect as a role which may do less than whoever set the database up. */
class RoleTest {
    /** Orders, of which a clerk sees her own and deletes none. */
    public static final class Orders implements Migrations {
        @Override
        public String fingerprint() {
            return "orders of clerks";
        }

        @Override
        public void migrate(DataSource database) throws SQLException {
            execute(
                    database,
                    "DO $$ BEGIN CREATE ROLE clerk PASSWORD 'hers'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                    "ALTER ROLE clerk SET work_mem = '7MB'",
                    "CREATE TABLE orders (id int PRIMARY KEY, clerk name,"
                            + " before int REFERENCES orders DEFERRABLE INITIALLY DEFERRED)",
                    "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY own ON orders USING (clerk = session_user)",
                    "GRANT SELECT, INSERT ON orders TO clerk",
                    "INSERT INTO orders VALUES (1, 'clerk'), (2, 'boss')");
        }
    }

    private static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String one(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return one(connection, sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String orders(DataSource database) throws SQLException {
        return one(database, "SELECT string_agg(id::text, ' ' ORDER BY id) FROM orders");
    }

    /** Does what a clerk may, and tries what she may not. */
    private static void work(DataSource database) throws SQLException {
        assertThat(orders(database)).isEqualTo("1");
        execute(database, "INSERT INTO orders VALUES (3, 'clerk', 1)");
        assertThatThrownBy(() -> execute(database, "INSERT INTO orders VALUES (4, 'boss')"))
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> execute(database, "DELETE FROM orders")).hasMessageContaining("permission denied");
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("INSERT INTO orders VALUES (6, 'clerk', 5)");
            connection.createStatement().execute("INSERT INTO orders VALUES (5, 'clerk')");
            connection.commit();
            connection.createStatement().execute("SELECT pg_advisory_lock(7)");
            connection.createStatement().execute("RESET ROLE");
            connection.createStatement().execute("RESET SESSION AUTHORIZATION");
            connection.rollback();
        }
        assertThat(one(database, "SELECT session_user")).isEqualTo("clerk");
        assertThat(one(database, "SHOW work_mem")).isEqualTo("7MB");
        assertThat(orders(database)).isEqualTo("1 3 5 6");
    }

    @Database(migrations = Orders.class, role = "clerk")
    static class AsAClerk {
        @RepeatedTest(2)
        void in_a_sandbox(DataSource database, Sandbox sandbox) throws SQLException {
            work(database);
            assertThat(orders(sandbox.unboxed())).isEqualTo("1 2");
        }

        @Test
        @Database(migrations = Orders.class, role = "clerk", tier = Tier.CLONE)
        void in_a_copy(DataSource database, JdbcUrl url) throws SQLException {
            work(database);
            try (Connection connection = DriverManager.getConnection(url.url(), url.user(), url.password())) {
                assertThat(one(connection, "SELECT count(*) FROM orders")).isEqualTo("4");
            }
        }

        @Test
        @Database(migrations = Orders.class, role = "postgres")
        void or_not(DataSource database) throws SQLException {
            assertThat(orders(database)).isEqualTo("1 2");
        }
    }

    @Test
    void see_what_the_role_sees_and_may_what_it_may() {
        assertThat(Play.of(AsAClerk.class).failures()).isEmpty();
        assertThat(Play.with(Map.of("assay.database.digest", "true"), AsAClerk.class)
                        .failures())
                .isEmpty();
    }

    @Database(migrations = Orders.class)
    static class AsIsSaid {
        @BeforeAll
        static void orders_of_others(DataSource database) throws SQLException {
            execute(database, "INSERT INTO orders VALUES (7, 'boss'), (8, 'clerk')");
        }

        @Test
        void sees_hers(DataSource database) throws SQLException {
            assertThat(orders(database)).isEqualTo("1 8");
        }
    }

    @Test
    void begin_with_what_their_class_wrote_which_is_no_roles() {
        assertThat(Play.with(Map.of("assay.database.role", "clerk"), AsIsSaid.class)
                        .failures())
                .isEmpty();
    }

    @Database(migrations = Orders.class, role = "nobody")
    static class AsNobody {
        @Test
        void has_no_database(DataSource database) {}
    }

    @Test
    void are_told_where_there_is_no_such_role_or_the_tier_has_none() {
        assertThat(Play.of(AsNobody.class).failures().toString()).contains("ASSAY-SQL-080", "clerk, postgres");
        assertThat(Play.with(Map.of("assay.database.tier", "MEMORY"), AsNobody.class)
                        .failures()
                        .toString())
                .contains("ASSAY-SQL-081");
    }
}
