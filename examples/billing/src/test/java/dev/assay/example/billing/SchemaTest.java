package dev.assay.example.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema takes what the model makes, and refuses what the model refuses, in real databases. */
class SchemaTest {
    private static final Dataset SMALL = Billing.SMALL_SCENARIO.dataset(Seed.of(42), Given.AS_OF);

    @SuppressWarnings("NullAway.Init") // set before each test
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            fill(connection, Billing.schema());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void of_postgresql_takes_the_small_scenario() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            assertThatAllIsThere(connection);
        }
    }

    @Test
    void of_h2_does_too_without_its_last_index() throws SQLException {
        List<String> statements = Billing.schema();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:billing;MODE=PostgreSQL")) {
            fill(connection, statements.subList(0, statements.size() - 1));
            assertThatAllIsThere(connection);
        }
    }

    @Test
    void has_the_model_s_columns_and_no_others() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (Entity entity : Billing.MODEL.entities()) {
                List<String> columns = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("select column_name from information_schema.columns"
                        + " where table_name = '" + entity.table() + "' order by ordinal_position")) {
                    while (row.next()) {
                        columns.add(row.getString(1));
                    }
                }
                assertThat(columns)
                        .isEqualTo(entity.fields().stream().map(Field::column).toList());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update customer_address set \"primary\" = true, active = true",
                "update customer set email = 'one@example.com'",
                "update customer set credit_limit = 100000.01",
                "update customer set customer_type_id = 5",
                "update customer set status = 'GONE'",
                "update customer set email = 'none'",
                "update customer_type set discount_percentage = 51",
                "update product set price = 0",
                "update product set sku = 'ABC-00001'",
                "update inventory set reserved_stock = current_stock + 1",
                "update invoice set due_date = date - 1",
                "update invoice set total = total + 1",
                "update invoice_line_item set line_total = line_total + 1",
                "update invoice_line_item set quantity = 0",
                "delete from customer",
                "delete from product"
            })
    void refuses_what_the_model_refuses(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement update = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> update.execute(statement))
                    // 23: an integrity constraint is violated
                    .satisfies(refused -> assertThat(refused.getSQLState()).startsWith("23"));
        }
    }

    private static void fill(Connection connection, List<String> schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : schema) {
                statement.execute(each);
            }
        }
        for (Entity entity : SMALL.model().entities()) {
            String columns = entity.fields().stream()
                    .map(field -> field.column().equals("primary") ? "\"primary\"" : field.column())
                    .collect(Collectors.joining(", "));
            String marks = entity.fields().stream().map(field -> "?").collect(Collectors.joining(", "));
            String insert = "insert into " + entity.table() + " (" + columns + ") values (" + marks + ")";
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (Row row : SMALL.rows(entity).toList()) {
                    for (int i = 0; i < entity.fields().size(); i++) {
                        statement.setObject(i + 1, sql(row.get(i)));
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    private static @Nullable Object sql(@Nullable Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    private static void assertThatAllIsThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Entity entity : SMALL.model().entities()) {
                try (ResultSet count = statement.executeQuery("select count(*) from " + entity.table())) {
                    assertThat(count.next()).isTrue();
                    assertThat(count.getLong(1)).isEqualTo(SMALL.count(entity));
                }
            }
        }
    }
}
