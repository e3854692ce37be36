package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Dataset;
import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.sql.Tier;
import dev.assay.sql.state.Difference;
import dev.assay.sql.state.Tables;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Reminders, in a database with the shop's rows. */
@Database(migrations = ShopMigrations.class)
class DunningTest {
    @Test
    void reminds_of_every_invoice_over_a_hundred(@Scenario Dataset shop, DataSource database) throws SQLException {
        int reminded = new Dunning(database).run(new BigDecimal("100"));
        assertThat(reminded)
                .isEqualTo(shop.stream(Invoice.class)
                        .filter(invoice -> invoice.total().compareTo(new BigDecimal("100")) > 0)
                        .count());
    }

    @Test
    void changes_nothing_but_reminders(@Scenario Dataset shop, DataSource database) throws SQLException {
        Tables before = Tables.read(database);
        int reminded = new Dunning(database).run(new BigDecimal("100"));
        Tables after = Tables.read(database);
        before.without("reminder").assertSame(after.without("reminder"));
        assertThat(before.differences(after)).hasSize(reminded).allMatch(Difference.RowAdded.class::isInstance);
    }

    @Test
    @Database(tier = Tier.CLONE, migrations = ShopMigrations.class)
    void two_at_once_remind_once(@Scenario Dataset shop, DataSource database) throws Exception {
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> run(database));
        int reminded = run(database) + other.get();
        assertThat(count(database, "reminder")).isEqualTo(reminded);
    }

    private static int run(DataSource database) {
        try {
            return new Dunning(database).run(new BigDecimal("100"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class WithARegular {
        @BeforeAll
        static void ada_joins(DataSource database) throws SQLException {
            execute(database, "INSERT INTO customer VALUES (101, 'Ada', 'Byron', 'ada@example.org')");
            execute(database, "INSERT INTO invoice VALUES (1001, 101, DATE '2025-12-01', 200)");
        }

        @Test
        void reminds_her(DataSource database) throws SQLException {
            assertThat(new Dunning(database).run(new BigDecimal("199"))).isEqualTo(1);
        }

        @Test
        void reminds_her_in_each_test(DataSource database) throws SQLException {
            assertThat(new Dunning(database).run(new BigDecimal("199"))).isEqualTo(1);
        }
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long count(DataSource database, String table) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
