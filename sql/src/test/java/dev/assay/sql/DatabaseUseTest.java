package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.assay.core.ownership.Owner;
import dev.assay.sql.DatabaseUse.Effect;
import dev.assay.sql.server.PoolSize;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is counted of each owner, in the sandbox and without one. */
@ExtendWith(LivePostgres.class)
class DatabaseUseTest extends InSandbox {
    private static final DataSource DATABASE = LivePostgres.database(SCHEMA);

    private final MeteredDatabase metered = MeteredDatabase.of(ownership, DATABASE, Tier.CLONE);

    DatabaseUseTest() {
        super(DATABASE);
    }

    @Test
    void an_owner_without_a_database_has_none() {
        assertThat(DatabaseUse.of(owner)).isEmpty();
        assertThat(sandbox.use(owner)).isEmpty();
    }

    @Test
    void statements_rows_errors_and_times_are_counted() throws Exception {
        insert(2, "Grace");
        try (Connection connection = sandbox.getConnection()) {
            execute(connection, "UPDATE customer SET name = 'x'");
            assertThat(names(connection)).hasSize(2);
            assertThatThrownBy(() -> execute(connection, "SELECT 1 / 0")).hasMessageContaining("division");
        }
        DatabaseUse use = sandbox.use(owner).orElseThrow();
        assertThat(use.tier()).isEqualTo(Tier.SANDBOX);
        assertThat(use.effect()).isEqualTo(Effect.WRITE);
        assertThat(use.statements()).isEqualTo(4);
        assertThat(use.rowsRead()).isEqualTo(2);
        assertThat(use.rowsWritten()).isEqualTo(3);
        assertThat(use.errors()).isEqualTo(1);
        assertThat(use.inDatabase()).isPositive().isLessThan(use.held());
        assertThat(use.waitedForPool()).isPositive();
        assertThat(use.connections()).isEqualTo(1);
        assertThat(use.unclosed()).isEmpty();
        assertThat(sandbox.metrics().rowsRead()).isEqualTo(2);
        assertThat(sandbox.metrics().inDatabase()).isEqualTo(use.inDatabase());
        int most = Integer.parseInt(String.valueOf(one("SHOW max_connections")));
        assertThat(use.serverConnections()).isEqualTo(most - PoolSize.RESERVED);
    }

    @Test
    void the_strongest_of_its_statements_says_what_it_does_to_others() throws Exception {
        try (Connection connection = sandbox.getConnection()) {
            one(connection, "SELECT count(*) FROM customer");
            execute(connection, "SET search_path TO public");
            assertThat(effect()).isEqualTo(Effect.READ_ONLY);
            execute(connection, "CREATE TEMPORARY TABLE mine (a int)");
            assertThat(effect()).isEqualTo(Effect.WRITE);
            execute(connection, "CREATE TABLE everybodys (a int)");
            assertThat(effect()).isEqualTo(Effect.SCHEMA);
            one(connection, "SELECT 1");
            assertThat(effect()).isEqualTo(Effect.SCHEMA);
        }
    }

    private Effect effect() {
        return sandbox.use(owner).orElseThrow().effect();
    }

    @Test
    void a_row_that_is_locked_is_as_good_as_written() throws Exception {
        one("SELECT id FROM customer FOR UPDATE");
        assertThat(effect()).isEqualTo(Effect.WRITE);
    }

    @Test
    void owners_are_told_apart() throws Exception {
        Owner other = ownership.begin("InvoiceTest.totals");
        as(other, () -> names());
        insert(2, "Grace");
        assertThat(sandbox.use(other).orElseThrow().effect()).isEqualTo(Effect.READ_ONLY);
        assertThat(effect()).isEqualTo(Effect.WRITE);
    }

    @Test
    void connections_that_are_open_at_once_are_counted_as_the_owner_sees_them() throws Exception {
        try (Connection one = sandbox.getConnection();
                Connection other = sandbox.getConnection()) {
            assertThat(one).isNotEqualTo(other);
        }
        sandbox.getConnection();
        DatabaseUse use = sandbox.use(owner).orElseThrow();
        assertThat(use.connections()).isEqualTo(2);
        assertThat(use.unclosed())
                .singleElement(STRING)
                .startsWith("connections_that_are_open_at_once_are_counted_as_the_owner_sees_them (DatabaseUseTest");
        assertThat(sandbox.metrics().highWater()).isEqualTo(1);
    }

    @Test
    void a_result_leads_back_to_the_statement_that_the_test_has() throws Exception {
        try (Connection connection = sandbox.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(rows.getStatement().getConnection()).isSameAs(connection);
        }
    }

    @Test
    void all_databases_of_an_owner_are_summed_up() throws Exception {
        names();
        try (Connection connection = metered.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "DELETE FROM customer");
            connection.rollback();
        }
        DatabaseUse use = DatabaseUse.of(owner).orElseThrow();
        assertThat(use.tier()).isEqualTo(Tier.SANDBOX);
        assertThat(use.databases()).isEqualTo(2);
        assertThat(use.connections()).isEqualTo(2);
        assertThat(use.effect()).isEqualTo(Effect.WRITE);
        assertThat(use.statements()).isEqualTo(2);
    }

    @Test
    void what_is_exempt_from_the_sandbox_is_counted_all_the_same() throws Exception {
        sandbox.exempt(owner);
        names();
        DatabaseUse use = DatabaseUse.of(owner).orElseThrow();
        assertThat(use.tier()).isEqualTo(Tier.EXTERNAL);
        assertThat(use.rowsRead()).isEqualTo(1);
    }

    @Test
    void a_database_of_its_own_is_counted_without_a_sandbox() throws Exception {
        try (Connection connection = metered.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO customer VALUES (?, 'x')")) {
                for (int id = 2; id < 5; id++) {
                    insert.setInt(1, id);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(3);
                assertThat(insert.getConnection()).isSameAs(connection);
            }
            assertThat(names(connection)).hasSize(4);
            assertThatThrownBy(() -> execute(connection, "SELECT 1 / 0")).isInstanceOf(SQLException.class);
            connection.rollback();
        }
        DatabaseUse use = metered.use(owner).orElseThrow();
        assertThat(use.tier()).isEqualTo(Tier.CLONE);
        assertThat(use.statements()).isEqualTo(3);
        assertThat(use.rowsWritten()).isEqualTo(3);
        assertThat(use.rowsRead()).isEqualTo(4);
        assertThat(use.errors()).isEqualTo(1);
        assertThat(use.unclosed()).isEmpty();
        assertThat(metered.metrics().inUse()).isZero();
        assertThat(metered.metrics().held()).isPositive();
    }

    @Test
    void who_owns_nothing_is_not_counted() throws Exception {
        entered.close();
        metered.getConnection().close();
        assertThat(metered.metrics().highWater()).isZero();
        assertThat(DatabaseUse.of(owner)).isEmpty();
    }
}
