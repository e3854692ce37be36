package dev.assay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Calculation;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.RowSpec;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.load.Trade.Customer;
import dev.assay.data.load.Trade.Invoice;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that go on behind those that a database has; it keeps its keys, and refuses what breaks them. */
class ContinuedTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Dataset SMALL = Trade.data(Trade.SMALL);

    private final JdbcDataSource database = new JdbcDataSource();
    private Connection open;

    @BeforeEach
    void makeTables() throws SQLException {
        database.setURL("jdbc:h2:mem:continued" + DATABASES.incrementAndGet());
        open = database.getConnection();
        for (String sql : Trade.H2_TABLES) {
            run(sql);
        }
    }

    @AfterEach
    void close() throws SQLException {
        open.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private LoadResult append(Dataset data, String... only) {
        Load load = Load.of(Continued.of(data, database, only)).append();
        return (only.length == 0 ? load : load.only(only)).into(database);
    }

    @Test
    void nothing_there_changes_nothing() throws SQLException {
        assertThat(append(SMALL).total())
                .isEqualTo(SMALL.counts().values().stream().mapToLong(n -> n).sum());
        assertThat(number("SELECT MAX(id) FROM customer")).isEqualTo(25);
    }

    @Test
    void the_same_rows_again_are_other_rows_each_time() throws SQLException {
        for (int i = 1; i <= 3; i++) {
            append(SMALL);
            assertThat(number("SELECT COUNT(*) FROM customer")).isEqualTo(25L * i);
            assertThat(number("SELECT COUNT(*) FROM invoice")).isEqualTo(75L * i);
            assertThat(number("SELECT MAX(id) FROM line")).isEqualTo(number("SELECT COUNT(*) FROM line"));
        }
        assertThat(number("SELECT COUNT(*) FROM customer c WHERE NOT EXISTS"
                        + " (SELECT 1 FROM address a WHERE a.customer_id = c.id)"))
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM invoice i WHERE 1 <"
                        + " (SELECT ABS(SUM(line_total) - i.total) FROM line l WHERE l.invoice_id = i.id)"))
                .isZero();
    }

    @Test
    void keys_lie_behind_the_highest_and_lead_to_rows_that_are_there() throws SQLException {
        append(SMALL);
        run("DELETE FROM line");
        run("DELETE FROM invoice WHERE id > 3");
        run("DELETE FROM address");
        run("DELETE FROM customer WHERE id NOT IN (SELECT customer_id FROM invoice)");
        run("UPDATE product SET id = id + 5000");
        run("UPDATE category SET parent_id = NULL");
        run("DELETE FROM category WHERE id IN (1, 2, 7)");
        long customers = number("SELECT COUNT(*) FROM customer");
        append(SMALL);
        assertThat(number("SELECT COUNT(*) FROM customer")).isEqualTo(customers + 25);
        assertThat(number("SELECT MIN(id) FROM product WHERE id > 5100")).isEqualTo(5101);
        assertThat(number("SELECT COUNT(*) FROM line WHERE product_id <= 5100")).isZero();
    }

    @Test
    void only_some_entities_lead_to_the_parents_that_are_there() throws SQLException {
        append(SMALL);
        append(SMALL, "Invoice");
        assertThat(number("SELECT MAX(id) FROM invoice")).isEqualTo(150);
        assertThat(number("SELECT COUNT(*) FROM customer")).isEqualTo(25);
    }

    @Test
    void single_rows_come_once() throws SQLException {
        Dataset data = Trade.SMALL
                .with(RowSpec.of(Customer.class).with("firstName", "Ada"))
                .dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
        append(data);
        append(data);
        assertThat(number("SELECT COUNT(*) FROM customer")).isEqualTo(52);
        assertThat(number("SELECT COUNT(*) FROM customer WHERE first_name = 'Ada' AND id = 1"))
                .isEqualTo(1);
    }

    @Test
    void a_highest_key_that_nobody_counted_to_is_no_number_of_rows() throws SQLException {
        append(SMALL);
        run("UPDATE customer SET id = 9000000000000000 WHERE id NOT IN (SELECT customer_id FROM invoice)"
                + " AND id NOT IN (SELECT customer_id FROM address)");
        run(
                "INSERT INTO customer SELECT 9000000000000000, first_name, last_name, 'far', phone, street, city, state, zip,"
                        + " credit_limit, status, active, created_at, updated_at FROM customer WHERE id = 1");
        append(SMALL);
        assertThat(number("SELECT MIN(id) FROM customer WHERE id > 25 AND id <> 9000000000000000"))
                .isEqualTo(9000000000000001L);
        assertThat(number("SELECT COUNT(*) FROM customer")).isEqualTo(51);
    }

    record Tiny(int id, String name) {}

    @Test
    void a_highest_key_without_room_behind_it_is_told() throws SQLException {
        run("CREATE TABLE tiny (id int PRIMARY KEY, name varchar(100))");
        run("INSERT INTO tiny VALUES (2147483600, 'last')");
        Dataset data = ScenarioSpec.of(Model.of(Tiny.class), "test")
                .rows(Tiny.class, 100)
                .dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> append(data))
                .withMessageContaining("ASSAY-DATA-065")
                .withMessageContaining("no room for 100 more");
        assertThat(number("SELECT COUNT(*) FROM tiny")).isEqualTo(1);
    }

    @Test
    void parents_children_and_what_is_calculated_have_the_keys_that_are_loaded() {
        Model model = Trade.MODEL.with(
                Invoice.class, new Calculation("label", String.class, row -> "No. " + row.get("id", Long.class)));
        Dataset data = Trade.data(ScenarioSpec.of(model, "test")
                .rows("Customer", 25)
                .rows("Product", 100)
                .rows("Invoice", 75)
                .rows("Category", 10));
        append(data);
        RowSource more = Continued.of(data, database);
        Entity invoices = model.entity(Invoice.class);
        assertThat(more.rows(invoices, 0, more.count(invoices))).isNotEmpty().allSatisfy(invoice -> {
            Long id = invoice.get("id", Long.class);
            assertThat(id).isGreaterThan(75);
            assertThat(invoice.get("label")).isEqualTo("No. " + id);
            assertThat(invoice.parent("customerId").get("id")).isEqualTo(invoice.get("customerId"));
            assertThat(invoice.children("Line"))
                    .isNotEmpty()
                    .allMatch(line -> id.equals(line.get("invoiceId"))
                            && id.equals(line.parent("invoiceId").get("id")));
        });
    }
}
