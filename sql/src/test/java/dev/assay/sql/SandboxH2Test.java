package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.ownership.Owner;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true in a sandbox of any database, by JDBC's savepoints alone. */
class SandboxH2Test extends InSandbox {
    private static final DataSource DATABASE = database();

    SandboxH2Test() {
        super(DATABASE);
    }

    @Override
    void checkLocks(Connection raw) {
        // It has none that survive a rollback.
    }

    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:sandbox;DB_CLOSE_DELAY=-1");
        try {
            LivePostgres.execute(database, """
                    CREATE TABLE customer (id int PRIMARY KEY, name varchar NOT NULL);
                    CREATE TABLE invoice (id int PRIMARY KEY, customer_id int REFERENCES customer);
                    INSERT INTO customer VALUES (1, 'Ada');
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    @Nested
    class What_a_test_writes {
        @Test
        void is_seen_by_its_own_connections_and_by_no_other_test() throws Exception {
            insert(2, "Grace");
            transaction(connection -> execute(connection, "INSERT INTO customer VALUES (3, 'Mary')"));
            assertThat(names()).containsExactly("Ada", "Grace", "Mary");
            assertThat(as(ownership.begin("InvoiceTest.totals"), () -> names())).containsExactly("Ada");
        }

        @Test
        void is_gone_when_its_owner_ends() throws Exception {
            transaction(connection -> execute(connection, "DELETE FROM customer"));
            assertThat(names()).isEmpty();
            owner.close();
            Owner next = ownership.begin("InvoiceTest.totals");
            assertThat(as(next, () -> names())).containsExactly("Ada");
            assertThat(sandbox.metrics().inUse()).isEqualTo(1);
        }
    }

    @Nested
    class With_autocommit {
        @Test
        void an_error_undoes_its_statement_alone() throws Exception {
            insert(2, "Grace");
            try (Connection connection = sandbox.getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO customer VALUES (?, 'x')")) {
                for (int id : new int[] {3, 4, 1}) {
                    insert.setInt(1, id);
                    insert.addBatch();
                }
                assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);
            }
            assertThat(names()).containsExactly("Ada", "Grace");
        }
    }

    @Nested
    class A_transaction {
        @Test
        void is_undone_by_its_rollback_and_nothing_else() throws Exception {
            insert(2, "Grace");
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (3, 'Eve')");
                connection.rollback();
                execute(connection, "INSERT INTO customer VALUES (4, 'Mary')");
                connection.commit();
                execute(connection, "DELETE FROM customer");
            }
            assertThat(names()).containsExactly("Ada", "Grace", "Mary");
        }

        @Test
        void has_savepoints_of_its_own() throws Exception {
            transaction(connection -> {
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                Savepoint before = connection.setSavepoint("before");
                execute(connection, "DELETE FROM customer");
                connection.rollback(before);
                connection.releaseSavepoint(before);
            });
            assertThat(names()).containsExactly("Ada", "Grace");
        }

        @Test
        void within_another_one_is_lost_with_it_and_that_is_said() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                transaction(inner -> execute(inner, "INSERT INTO customer VALUES (3, 'Audit')"));
                assertThatThrownBy(outer::rollback).hasMessageStartingWith("ASSAY-SQL-008");
            }
            assertThat(names()).containsExactly("Ada");
        }

        @Test
        void takes_its_turn() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                assertThatThrownBy(() -> inThread(() -> names())).hasMessageStartingWith("ASSAY-SQL-003");
                connection.commit();
            }
            assertThat(inThread(() -> names())).containsExactly("Ada", "Grace");
        }

        @Test
        void that_may_only_read_cannot_write() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setReadOnly(true);
                assertThatThrownBy(() -> execute(connection, "DELETE FROM customer"))
                        .hasMessageContaining("read-only");
                assertThat(names(connection)).containsExactly("Ada");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int)",
                "ALTER TABLE customer ADD city varchar",
                "TRUNCATE TABLE invoice",
                "DROP TABLE invoice",
                "CREATE INDEX named ON customer (name)",
                "SET REFERENTIAL_INTEGRITY FALSE",
                "SET MODE PostgreSQL",
                "SET IGNORECASE TRUE",
                "SET DB_CLOSE_DELAY -1",
                "SET CACHE_SIZE 1000",
                "ANALYZE",
                "SCRIPT",
                "RUNSCRIPT FROM 'classpath:none.sql'",
                "EXECUTE IMMEDIATE 'CREATE TABLE t (a int)'"
            })
    void what_would_commit_what_was_done_is_refused_before_it_does(String sql) throws Exception {
        insert(2, "Grace");
        try (Connection connection = sandbox.getConnection()) {
            assertThatThrownBy(() -> execute(connection, sql)).hasMessageStartingWith("ASSAY-SQL-004");
        }
        owner.close();
        assertThat(as(ownership.begin("InvoiceTest.totals"), () -> names())).containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ROLLBACK", "SET AUTOCOMMIT TRUE", "SHUTDOWN"})
    void the_transaction_cannot_be_ended_by_text(String sql) throws Exception {
        insert(2, "Grace");
        try (Connection connection = sandbox.getConnection()) {
            assertThatThrownBy(() -> execute(connection, sql)).isInstanceOf(SQLException.class);
        }
        owner.close();
        assertThat(as(ownership.begin("InvoiceTest.totals"), () -> names())).containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET SCHEMA PUBLIC",
                "SET LOCK_TIMEOUT 400",
                "SET QUERY_TIMEOUT 0",
                "SET WRITE_DELAY 100",
                "SET @id = 7"
            })
    void what_is_set_for_the_session_commits_nothing(String sql) throws Exception {
        insert(2, "Grace");
        try (Connection connection = sandbox.getConnection()) {
            execute(connection, sql);
        }
        owner.close();
        assertThat(as(ownership.begin("InvoiceTest.totals"), () -> names())).containsExactly("Ada");
    }

    @Test
    void a_schema_that_was_set_is_not_left_to_the_next_test() throws Exception {
        Connection only = DATABASE.getConnection();
        Sandbox pooled = Sandbox.of(ownership, lending(only), CONFIG.unclosed(SandboxConfig.Unclosed.IGNORE));
        pooled.getConnection().setSchema("INFORMATION_SCHEMA");
        owner.close();
        assertThat(only.getSchema()).isEqualTo("PUBLIC");
        only.close();
    }

    /** Returns a data source that has one connection, which is not closed when it is given back. */
    private static DataSource lending(Connection only) {
        InvocationHandler open =
                (self, method, arguments) -> method.getName().equals("close") ? null : method.invoke(only, arguments);
        Connection lent = (Connection)
                Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, open);
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> lent);
    }

    @Test
    void a_row_that_another_test_has_locked_is_waited_for_and_then_an_error() throws Exception {
        insert(2, "Grace");
        assertThatThrownBy(() -> as(ownership.begin("InvoiceTest.totals"), () -> {
                    insert(2, "Eve");
                    return 0;
                }))
                .hasMessageStartingWith("ASSAY-SQL-009");
    }
}
