package dev.assay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Rule;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.load.Trade.Address;
import dev.assay.data.load.Trade.Category;
import dev.assay.data.load.Trade.Customer;
import dev.assay.data.load.Trade.Invoice;
import dev.assay.data.load.Trade.Line;
import dev.assay.data.load.Trade.Product;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Dataset LARGE = Trade.data(Trade.LARGE);
    private static final Dataset SMALL = Trade.data(Trade.SMALL);
    private static EmbeddedPostgres server;

    private DataSource database;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void makeSchema() throws SQLException {
        String schema = "s" + SCHEMAS.incrementAndGet();
        database = server.getDatabase("postgres", "postgres", Map.of("currentSchema", schema));
        run("CREATE SCHEMA " + schema);
    }

    private void makeTables() throws SQLException {
        run(Trade.TABLES.toArray(String[]::new));
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The rows of a query, their values as PostgreSQL writes them. */
    private List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                found.add(String.join("|", values.stream().map(String::valueOf).toList()));
            }
        }
        return found;
    }

    private void assertEmpty() throws SQLException {
        for (String table : List.of("customer", "address", "product", "invoice", "line", "category")) {
            assertThat(query("SELECT count(*) FROM " + table)).as(table).containsExactly("0");
        }
    }

    private List<String> definitions() throws SQLException {
        return query("""
                SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated, condeferrable, condeferred
                FROM pg_constraint WHERE connamespace = current_schema::regnamespace
                UNION ALL
                SELECT indrelid::regclass, indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid, indisunique, false
                FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = current_schema::regnamespace
                ORDER BY 1, 2, 3
                """);
    }

    private static List<String> customers(Dataset data) {
        return data.stream(Customer.class)
                .map(each -> String.join(
                        "|",
                        String.valueOf(each.id()),
                        each.firstName(),
                        each.lastName(),
                        each.email(),
                        each.phone(),
                        each.street(),
                        each.city(),
                        each.state(),
                        each.zip(),
                        each.creditLimit().toPlainString(),
                        each.status().name().toLowerCase(Locale.ROOT),
                        each.active() ? "t" : "f",
                        each.createdAt().toString(),
                        each.updatedAt().toString()))
                .toList();
    }

    private static final String CUSTOMERS = """
            SELECT id, first_name, last_name, email, phone, street, city, state, zip, credit_limit, status, active,
                   regexp_replace(to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS'), ':00$', ''),
                   regexp_replace(to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), ':00$', '')
            FROM customer ORDER BY id
            """;

    @Nested
    class Rows {
        @Test
        void of_many_arrive_as_they_are() throws SQLException {
            makeTables();
            LoadResult loaded = Load.of(LARGE).into(database);
            arrived(LARGE, loaded);
        }

        @Test
        void of_few_arrive_as_they_are() throws SQLException {
            makeTables();
            LoadResult loaded = Load.of(SMALL).threads(1).into(database);
            arrived(SMALL, loaded);
        }

        private void arrived(Dataset data, LoadResult loaded) throws SQLException {
            assertThat(query(CUSTOMERS)).isEqualTo(customers(data));
            assertThat(query("SELECT id, invoice_id, product_id, quantity, unit_price, line_total, doubled FROM line"
                            + " ORDER BY id"))
                    .isEqualTo(data.stream(Line.class)
                            .map(line -> line.id() + "|" + line.invoiceId() + "|" + line.productId() + "|"
                                    + line.quantity() + "|" + line.unitPrice() + "|" + line.lineTotal() + "|"
                                    + line.lineTotal().add(line.lineTotal()))
                            .toList());
            assertThat(query("SELECT id, customer_id, date, due_date, total FROM invoice ORDER BY id"))
                    .isEqualTo(data.stream(Invoice.class)
                            .map(each -> each.id() + "|" + each.customerId() + "|" + each.date() + "|" + each.dueDate()
                                    + "|" + each.total())
                            .toList());
            assertThat(query("SELECT id, parent_id FROM category ORDER BY id"))
                    .isEqualTo(data.stream(Category.class)
                            .map(each -> each.id() + "|" + each.parentId())
                            .toList());
            assertThat(query("SELECT count(*), min(noted) FROM address"))
                    .containsExactly(data.count(Address.class) + "|none");
            assertThat(loaded.rows())
                    .containsEntry("Product", data.count(Product.class))
                    .containsEntry("Address", data.count(Address.class));
        }

        @Test
        void written_as_sql_arrive_as_they_are(@TempDir Path folder) throws SQLException, IOException {
            makeTables();
            run("ALTER TABLE customer ALTER COLUMN status TYPE text");
            Load.of(SMALL).into(folder, Format.SQL);
            run(Files.readString(folder.resolve("data.sql")));
            run(
                    "UPDATE customer SET status = lower(status)",
                    "ALTER TABLE customer ALTER COLUMN status TYPE status USING status::status");
            arrived(SMALL, Load.of(SMALL).into(folder, Format.CSV));
        }

        @Test
        void leave_keys_and_indexes_as_they_were() throws SQLException {
            makeTables();
            run(
                    "CREATE TABLE visit (id bigint PRIMARY KEY, customer_id bigint REFERENCES customer)",
                    "CREATE VIEW totals AS SELECT p.id, p.name, count(*) FROM product p GROUP BY p.id",
                    "ALTER TABLE line CLUSTER ON line_pkey",
                    "COMMENT ON CONSTRAINT invoice_customer_id_fkey ON invoice IS 'who pays'");
            List<String> before = definitions();
            Load.of(LARGE).into(database);
            assertThat(definitions()).isEqualTo(before).hasSizeGreaterThan(20);
            assertThat(
                            query(
                                    "SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint"
                                            + " WHERE conname = 'invoice_customer_id_fkey' AND connamespace = current_schema::regnamespace"))
                    .containsExactly("who pays");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() ->
                            run("INSERT INTO line (id, invoice_id, product_id, quantity)" + " VALUES (0, -1, 1, 1)"));
        }

        @Test
        void leave_sequences_behind_the_last() throws SQLException {
            makeTables();
            Load.of(SMALL).into(database);
            run(
                    "INSERT INTO customer (first_name, last_name, email, credit_limit, status, active, created_at, updated_at)"
                            + " VALUES ('A', 'B', 'a@b.example', 0, 'active', true, now(), now())",
                    "INSERT INTO address (customer_id) VALUES (1)");
            assertThat(query("SELECT max(id) FROM customer")).containsExactly("26");
            assertThat(query("SELECT max(id) FROM address"))
                    .containsExactly(String.valueOf(SMALL.count(Address.class) + 1));
        }

        private static final Model COUNTED = Model.of(Entity.named("counted")
                        .field("id", Integer.class)
                        .field("code", String.class)
                        .build())
                .with("counted", "code", (row, own) -> "C-" + row.index());

        private static Dataset counted(long rows) {
            return ScenarioSpec.of(COUNTED, "counted").rows("counted", rows).dataset(Seed.of(1), DAY);
        }

        @Test
        void leave_sequences_of_texts_and_those_that_count_down() throws SQLException {
            run(
                    "CREATE SEQUENCE codes",
                    "CREATE SEQUENCE down INCREMENT -1",
                    "CREATE SEQUENCE few MAXVALUE 5",
                    "CREATE TABLE counted (id int DEFAULT nextval('down'), code text DEFAULT 'C-' || nextval('codes'))");
            Load.of(counted(9)).into(database);
            assertThat(query("SELECT nextval('codes'), nextval('down')")).containsExactly("1|-1");
            run("TRUNCATE counted", "ALTER TABLE counted ALTER COLUMN id SET DEFAULT nextval('few')");
            Load.of(counted(9)).into(database);
            assertThat(query("SELECT nextval('few')")).containsExactly("1");
            run(
                    "TRUNCATE counted",
                    "ALTER SEQUENCE down MAXVALUE 100 RESTART 100",
                    "ALTER TABLE counted" + " ALTER COLUMN id SET DEFAULT nextval('down')");
            Load.of(counted(9)).into(database);
            assertThat(query("SELECT nextval('down')")).containsExactly("0");
        }

        @Test
        void leave_sequences_that_are_not_theirs_to_set() throws SQLException {
            String schema = query("SELECT current_schema").get(0);
            String role = "writer_of_" + schema;
            run(
                    "CREATE TABLE counted (id bigserial, code text)",
                    "CREATE ROLE " + role + " LOGIN",
                    "GRANT USAGE ON SCHEMA " + schema + " TO " + role,
                    "GRANT SELECT, INSERT ON counted TO " + role);
            Load.of(counted(9)).into(server.getDatabase(role, "postgres", Map.of("currentSchema", schema)));
            assertThat(query("SELECT count(*) FROM counted")).containsExactly("9");
        }

        @Test
        void leave_keys_and_indexes_that_something_else_needs() throws SQLException {
            makeTables();
            run(
                    "CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC"
                            + " SELECT p.name FROM product p GROUP BY p.id; END",
                    "CREATE INDEX zips ON customer (lower(zip))",
                    "ALTER INDEX zips ALTER COLUMN 1 SET STATISTICS 500",
                    "ALTER TABLE line DISABLE TRIGGER ALL");
            List<String> before = definitions();
            String state = "SELECT count(*) FILTER (WHERE tgenabled = 'D'), (SELECT count(*) FROM pg_attribute"
                    + " WHERE attrelid = 'zips'::regclass AND attstattarget = 500)"
                    + " FROM pg_trigger WHERE tgrelid = 'line'::regclass";
            List<String> stateBefore = query(state);
            assertThat(stateBefore).containsExactly("4|1");
            Load.of(LARGE).into(database);
            assertThat(definitions()).isEqualTo(before);
            assertThat(query(state)).isEqualTo(stateBefore);
        }

        @Test
        void written_as_sql_go_where_names_are_written_otherwise(@TempDir Path folder)
                throws SQLException, IOException {
            List<String> reserved =
                    query("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T') ORDER BY word");
            assertThat(reserved).contains("user", "left");
            var fields = Entity.named("log").table("Log").field("id", Integer.class);
            fields.field("made", Integer.class).column("createdAt");
            reserved.forEach(word -> fields.field("x_" + word, Integer.class).column(word));
            run("CREATE TABLE \"Log\" (id int, \"createdAt\" int, "
                    + String.join(
                            ", ",
                            reserved.stream().map(word -> '"' + word + "\" int").toList())
                    + ")");
            Load.of(ScenarioSpec.of(Model.of(fields.build()), "log")
                            .rows("log", 3)
                            .dataset(Seed.of(1), DAY))
                    .into(folder, Format.SQL);
            run(Files.readString(folder.resolve("data.sql")));
            assertThat(query("SELECT count(\"createdAt\") FROM \"Log\"")).containsExactly("3");
        }

        @Test
        void come_with_statistics() throws SQLException {
            makeTables();
            Load.of(SMALL).into(database);
            assertThat(
                            query(
                                    "SELECT count(*) FROM pg_stats WHERE schemaname = current_schema AND tablename = 'customer'"))
                    .containsExactly("14");
        }

        @Test
        void come_with_as_many_statistics_as_somebody_has_chosen() throws SQLException {
            String bounds = "SELECT cardinality(histogram_bounds::text::text[]) FROM pg_stats"
                    + " WHERE schemaname = current_schema AND tablename = 'product' AND attname = 'id'";
            makeTables();
            Load.of(SMALL).into(database);
            assertThat(query(bounds)).containsExactly("31");
            run("TRUNCATE customer, address, product, invoice, line, category");
            String schema = query("SELECT current_schema").get(0);
            database = server.getDatabase(
                    "postgres",
                    "postgres",
                    Map.of("currentSchema", schema, "options", "-cdefault_statistics_target=50"));
            Load.of(SMALL).into(database);
            assertThat(query(bounds)).containsExactly("51");
            assertThat(query("SHOW default_statistics_target")).containsExactly("50");
        }

        @Test
        void are_added_where_that_is_said() throws SQLException {
            makeTables();
            Load.of(SMALL).only(Product.class).shard(1, 2).into(database);
            Load.of(SMALL).only("Product").shard(2, 2).append().into(database);
            assertThat(query("SELECT count(*), max(id) FROM product")).containsExactly("100|100");
        }

        @Test
        void whose_keys_are_there_are_not_added() throws SQLException {
            makeTables();
            Load.of(SMALL).only(Product.class).into(database);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(
                            () -> Load.of(SMALL).only(Product.class).append().into(database))
                    .withMessageContaining("ASSAY-DATA-065")
                    .withMessageContaining("Key (id)=(1) already exists");
            assertThat(query("SELECT count(*) FROM product")).containsExactly("100");
        }

        @Test
        void of_entities_that_are_each_others_parents_arrive() throws SQLException {
            Model wheel = Model.of(
                    Entity.named("hub")
                            .field("id", Long.class)
                            .parent("main_spoke_id", "spoke")
                            .optional()
                            .build(),
                    Entity.named("spoke")
                            .field("id", Long.class)
                            .parent("hub_id", "hub")
                            .children(1, 3)
                            .build());
            for (long hubs : new long[] {20, 3_000}) {
                run(
                        "DROP TABLE IF EXISTS hub, spoke",
                        "CREATE TABLE hub (id bigint PRIMARY KEY, main_spoke_id bigint)",
                        "CREATE TABLE spoke (id bigint PRIMARY KEY, hub_id bigint NOT NULL REFERENCES hub)",
                        "ALTER TABLE hub ADD FOREIGN KEY (main_spoke_id) REFERENCES spoke");
                List<String> before = definitions();
                Load.of(ScenarioSpec.of(wheel, "wheel").rows("hub", hubs).dataset(Seed.of(1), DAY))
                        .into(database);
                assertThat(query("SELECT count(main_spoke_id) > 0, count(*) FROM hub"))
                        .containsExactly("t|" + hubs);
                assertThat(definitions()).isEqualTo(before);
            }
        }

        @Test
        void go_where_names_are_written_otherwise() throws SQLException {
            run("CREATE TABLE \"Order\" (\"Id\" int PRIMARY KEY, \"user\" text)");
            Entity order = Entity.named("order")
                    .table("Order")
                    .field("id", Long.class)
                    .column("Id")
                    .field("user", String.class)
                    .build();
            Load.of(ScenarioSpec.of(Model.of(order), "orders").rows("order", 3).dataset(Seed.of(1), DAY))
                    .into(database);
            assertThat(query("SELECT count(\"user\") FROM \"Order\"")).containsExactly("3");
        }
    }

    @Nested
    class Values {
        private void load(String table, String value, Class<?> type, Object of, String expected) throws SQLException {
            run("DROP TABLE IF EXISTS typed", "CREATE TABLE typed (id int, value " + table + ")");
            Entity entity = Entity.named("typed")
                    .field("id", Integer.class)
                    .field("value", type)
                    .build();
            Model model = Model.of(entity).with("typed", "value", Rule.always(of));
            Load.of(ScenarioSpec.of(model, "typed").rows("typed", 1).dataset(Seed.of(1), DAY))
                    .into(database);
            assertThat(query("SELECT " + value + " FROM typed"))
                    .as(table + " " + of)
                    .containsExactly(expected);
        }

        private void load(String table, Object of, String expected) throws SQLException {
            load(table, "value::text", of.getClass(), of, expected);
        }

        @Test
        void of_each_type_arrive() throws SQLException {
            run("CREATE TYPE mood AS ENUM ('Sad', 'active')", "CREATE DOMAIN money2 AS numeric(9,2) CHECK (value > 0)");
            load("smallint", (short) -7, "-7");
            load("smallint", Trade.Status.SUSPENDED, "2");
            load("int", 2_000_000_000, "2000000000");
            load("bigint", Long.MIN_VALUE, "-9223372036854775808");
            load("bigint", new BigDecimal("12"), "12");
            load("money2", new BigDecimal("12.50"), "12.50");
            load("real", 1.5f, "1.5");
            load("double precision", -0.1, "-0.1");
            load("numeric", 0.1, "0.1");
            load("varchar(5)", "größe", "größe");
            load("text", "", "");
            load("text", "a\tb\n\\N\"'😀", "a\tb\n\\N\"'😀");
            load("char(3)", "a", "a");
            load(
                    "text",
                    UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                    "00112233-4455-6677-8899-aabbccddeeff");
            load(
                    "uuid",
                    UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                    "00112233-4455-6677-8899-aabbccddeeff");
            load("bytea", new byte[] {0, (byte) 0xff}, "\\x00ff");
            load("json", "{\"a\": 1}", "{\"a\": 1}");
            load("jsonb", "{\"b\":2,\"a\":1}", "{\"a\": 1, \"b\": 2}");
            load("mood", Trade.Status.ACTIVE, "active");
            load("mood", "sad", "Sad");
            load("boolean", true, "true");
            load("date", LocalDate.of(1999, 12, 31), "1999-12-31");
            load("timestamp", LocalDateTime.of(1969, 1, 2, 3, 4, 5, 678_901_234), "1969-01-02 03:04:05.678901");
            load("timestamp", DAY, "2026-01-01 00:00:00");
            load(
                    "timestamptz",
                    "(value AT TIME ZONE 'UTC')::text",
                    Instant.class,
                    Instant.parse("2026-01-01T10:00:00.5Z"),
                    "2026-01-01 10:00:00.5");
            load(
                    "timestamptz",
                    "(value AT TIME ZONE 'UTC')::text",
                    java.time.OffsetDateTime.class,
                    LocalDateTime.of(2026, 1, 1, 10, 0).atOffset(ZoneOffset.ofHours(2)),
                    "2026-01-01 08:00:00");
            load("time", LocalTime.of(23, 59, 59, 1_000), "23:59:59.000001");
            load("interval", Duration.ofMinutes(90), "01:30:00");
            load("smallint", Year.of(1999), "1999");
            load("int", Year.of(2026), "2026");
            load("numeric(4)", Year.of(2026), "2026");
            load("double precision", Year.of(2026), "2026");
            load("text", Year.of(2026), "2026");
            load("interval", Period.of(1, 2, 3), "1 year 2 mons 3 days");
            load("text[]", new String[] {"a", "b c", null}, "{a,\"b c\",NULL}");
            load("int[]", new int[] {1, 2, 3}, "{1,2,3}");
            load("int[]", new int[0], "{}");
            load("mood[]", "value::text", List.class, List.of("Sad", "ACTIVE"), "{Sad,active}");
        }

        @Test
        void of_types_that_are_not_known_arrive_as_their_text() throws SQLException {
            load("inet", "10.0.0.1", "10.0.0.1/32");
            load("point", "(1,2)", "(1,2)");
            load("tsvector", "a b", "'a' 'b'");
        }

        @Test
        void are_the_same_next_to_a_column_of_a_type_that_is_not_known() throws SQLException {
            TimeZone before = TimeZone.getDefault();
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            try {
                run("CREATE TYPE mood AS ENUM ('Sad', 'active')");
                same("timestamptz", LocalDateTime.of(2026, 1, 1, 10, 0, 0, 1_999));
                same("timestamptz", Instant.parse("2026-01-01T10:00:00.5Z"));
                same("timestamptz", DAY);
                same("timestamp", Instant.parse("2026-01-01T03:00:00Z"));
                same("timestamp", LocalDateTime.of(2026, 3, 8, 2, 30, 0, 1_999).atOffset(ZoneOffset.ofHours(1)));
                same("timestamp", LocalDateTime.of(2026, 3, 8, 2, 30));
                same("timestamp", new java.util.Date(0));
                same("date", Instant.parse("2026-01-01T03:00:00Z"));
                same("time", LocalTime.of(1, 2, 3, 4_999));
                same("timetz", LocalTime.of(1, 2, 3));
                same("interval", Duration.ofMinutes(-90));
                same("interval", Period.of(1, 2, 3));
                same("int", Trade.Status.SUSPENDED);
                same("text", Trade.Status.SUSPENDED);
                same("text", LocalDateTime.of(2026, 1, 1, 0, 0));
                same("jsonb", 7);
                same("mood", Trade.Status.ACTIVE);
                same("mood[]", new String[] {"sad", "Sad"});
                same("text[]", new String[] {"a", "b c", null, "\"{,}"});
                same("int[]", new int[] {1, 2});
                same("int[]", List.of());
                same("timestamptz[]", new LocalDateTime[] {LocalDateTime.of(2026, 1, 1, 10, 0)});
            } finally {
                TimeZone.setDefault(before);
            }
        }

        private void same(String type, Object value) throws SQLException {
            run(
                    "DROP TABLE IF EXISTS copied, inserted",
                    "CREATE TABLE copied (id int, value " + type + ")",
                    "CREATE TABLE inserted (id int, value " + type + ", host inet)");
            Class<?> of = value instanceof List<?> ? List.class : value.getClass();
            Model model = Model.of(
                            Entity.named("copied")
                                    .field("id", Integer.class)
                                    .field("value", of)
                                    .build(),
                            Entity.named("inserted")
                                    .field("id", Integer.class)
                                    .field("value", of)
                                    .field("host", String.class)
                                    .build())
                    .with("copied", "value", Rule.always(value))
                    .with("inserted", "value", Rule.always(value))
                    .with("inserted", "host", Rule.always("10.0.0.1"));
            Load.of(ScenarioSpec.of(model, "same")
                            .rows("copied", 1)
                            .rows("inserted", 1)
                            .dataset(Seed.of(1), DAY))
                    .into(database);
            assertThat(query("SELECT value FROM inserted"))
                    .as(type + " " + value)
                    .isEqualTo(query("SELECT value FROM copied"));
        }

        @Test
        void that_are_decimal_arrive_exactly() throws SQLException {
            run("CREATE TABLE number (id int, value numeric)");
            List<String> numbers = new ArrayList<>(List.of(
                    "0",
                    "0.0",
                    "0.00000",
                    "1",
                    "-1",
                    "10000",
                    "9999",
                    "100000000",
                    "12345678.9",
                    "0.0001",
                    "0.00012345",
                    "-0.5",
                    "1E+20",
                    "123456789012345678901234567890.123456789",
                    "9007199254740993.001",
                    "99999999999999999999999999",
                    "-1E-30",
                    "10000.0001",
                    "1234.5678",
                    "100.10",
                    "900719925474099.3"));
            for (int scale = 0; scale < 12; scale++) {
                numbers.add(BigDecimal.valueOf(1_020_304_050_607L, scale).toString());
                numbers.add(BigDecimal.valueOf(-1_000_000, scale).toString());
            }
            Model model = Model.of(Entity.named("number")
                            .field("id", Integer.class)
                            .field("value", BigDecimal.class)
                            .build())
                    .with("number", "value", (row, own) -> new BigDecimal(numbers.get((int) row.index())));
            Load.of(ScenarioSpec.of(model, "numbers")
                            .rows("number", numbers.size())
                            .dataset(Seed.of(1), DAY))
                    .into(database);
            assertThat(query("SELECT value FROM number ORDER BY id"))
                    .isEqualTo(numbers.stream()
                            .map(each -> new BigDecimal(each).toPlainString())
                            .toList());
        }
    }

    @Nested
    class Wrong {
        private static Model notes(Class<?> type, Object value) {
            Entity note = Entity.named("note")
                    .field("id", Integer.class)
                    .field("text", type)
                    .build();
            return Model.of(note).with("note", "text", (row, own) -> row.index() == 1_234 ? value : null);
        }

        private Load load(Model model, long rows) {
            String entity = model.entities().get(0).name();
            return Load.of(ScenarioSpec.of(model, "wrong").rows(entity, rows).dataset(Seed.of(1), DAY));
        }

        @Test
        void a_table_that_is_not_there() throws SQLException {
            run("CREATE TABLE notes (id int)");
            Golden.thrown(
                    "ASSAY-DATA-060", () -> load(notes(String.class, ""), 1).into(database));
        }

        @Test
        void columns_that_are_not_the_entitys() throws SQLException {
            run("CREATE TABLE note (id int, texts text, written timestamp NOT NULL, lang text NOT NULL DEFAULT 'en')");
            String message = catchThrowableOfType(
                            DiagnosisException.class,
                            () -> load(notes(String.class, ""), 1).into(database))
                    .getMessage();
            String schema = query("SELECT current_schema").get(0);
            assertThat(String.valueOf(message).replace(schema + ".", "")).isEqualTo(Golden.message("ASSAY-DATA-061"));
        }

        @Test
        void a_column_that_takes_no_such_values() throws SQLException {
            run("CREATE TABLE note (id int, text bigint)");
            Golden.thrown(
                    "ASSAY-DATA-062", () -> load(notes(String.class, ""), 1).into(database));
        }

        @Test
        void a_table_that_is_not_empty() throws SQLException {
            makeTables();
            run("INSERT INTO category VALUES (7, null, 'mine')");
            Golden.thrown("ASSAY-DATA-063", () -> Load.of(SMALL).into(database));
            assertThat(query("SELECT * FROM category")).containsExactly("7|null|mine");
        }

        @Test
        void a_value_that_is_too_large() throws SQLException {
            run("CREATE TABLE note (id int PRIMARY KEY, text varchar(5))");
            Golden.thrown(
                    "ASSAY-DATA-065",
                    () -> load(notes(String.class, "longer"), 5_000).into(database));
            assertThat(query("SELECT count(*) FROM note")).containsExactly("0");
            assertThat(definitions()).anyMatch(each -> each.contains("PRIMARY KEY (id)"));
        }

        @Test
        void a_value_that_is_too_large_to_be_sent() throws SQLException {
            run("CREATE TABLE note (id int, text smallint)");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> load(notes(Long.class, 40_000L), 2_000).into(database))
                    .withMessageContaining("ASSAY-DATA-065")
                    .withMessageContaining("note.text")
                    .withMessageContaining("1234")
                    .withMessageContaining("40000");
            run("DROP TABLE note", "CREATE TABLE note (id int, text text)");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> load(notes(String.class, "a\0b"), 2_000).into(database))
                    .withMessageContaining("cannot hold the character NUL");
            assertThat(query("SELECT count(*) FROM note")).containsExactly("0");
        }

        @Test
        void rows_that_break_a_key_which_is_made_again() throws SQLException {
            makeTables();
            List<String> before = definitions();
            Model doubled = Trade.MODEL.with(Customer.class, "email", Rule.always("a@example.com"));
            Dataset data = ScenarioSpec.of(doubled, "wrong")
                    .rows(Customer.class, 5_000)
                    .dataset(Seed.of(1), DAY);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(data).into(database))
                    .withMessageContaining("ASSAY-DATA-065")
                    .withMessageContaining("(email)=(a@example.com)");
            assertEmpty();
            assertThat(definitions()).isEqualTo(before);
        }

        @Test
        void a_backend_that_ends_half_way() throws SQLException {
            makeTables();
            DiagnosisException thrown = catchThrowableOfType(
                    DiagnosisException.class,
                    () -> Load.of(LARGE)
                            .listen(
                                    progress -> {
                                        if (progress.rows() >= 20_000) {
                                            terminate();
                                        }
                                    },
                                    1_000_000_000)
                            .into(database));
            assertThat(masked(thrown.getMessage())).isEqualTo(masked(Golden.message("ASSAY-DATA-064")));
            assertThat(thrown.getMessage()).containsPattern("rows +2\\d{4} of 43137 were sent");
            assertEmpty();
        }

        private void terminate() {
            try {
                query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE state = 'active' AND query LIKE 'COPY%' AND pid <> pg_backend_pid()");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** What the driver notices first, and after how many rows, is not for us to say. */
        private static String masked(@Nullable String message) {
            return String.valueOf(message).replaceAll("database .*", "database").replaceAll("\\d+ of", "n of");
        }

        @Test
        void a_server_that_is_killed_half_way(@TempDir Path folder) throws SQLException, IOException {
            Path files = folder.resolve("server");
            List<String> before;
            try (EmbeddedPostgres mortal = in(files)) {
                database = mortal.getPostgresDatabase();
                makeTables();
                before = definitions();
                DiagnosisException thrown = catchThrowableOfType(
                        DiagnosisException.class,
                        () -> Load.of(LARGE)
                                .listen(
                                        progress -> {
                                            if (progress.rows() >= 20_000) {
                                                kill(files);
                                            }
                                        },
                                        1_000_000_000)
                                .into(database));
                assertThat(masked(thrown.getMessage())).isEqualTo(masked(Golden.message("ASSAY-DATA-064")));
                processes(files).forEach(process -> process.onExit().join());
            }
            Files.deleteIfExists(files.resolve("postmaster.pid"));
            try (EmbeddedPostgres again = in(files)) {
                database = again.getPostgresDatabase();
                assertEmpty();
                assertThat(definitions()).isEqualTo(before);
                Load.of(SMALL).into(database);
            }
        }

        /** A server that has written what it says is committed, which this library's servers otherwise put off. */
        private static EmbeddedPostgres in(Path files) throws IOException {
            return EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .setDataDirectory(files)
                    .setCleanDataDirectory(false)
                    .start();
        }

        private static Stream<ProcessHandle> processes(Path files) {
            return ProcessHandle.allProcesses().filter(process -> isServer(process, files));
        }

        private static boolean isServer(ProcessHandle process, Path files) {
            try {
                return Files.isSameFile(
                        Path.of("/proc/" + process.pid() + "/cwd").toRealPath(), files);
            } catch (IOException e) {
                // It ended meanwhile, or is somebody else's.
                return false;
            }
        }

        /** By SIGKILL, the server and what it started, which run in its folder. */
        private static void kill(Path files) {
            processes(files).forEach(ProcessHandle::destroyForcibly);
        }

        @Test
        void too_little_time() throws SQLException {
            makeTables();
            AtomicLong nanos = new AtomicLong();
            Golden.thrown(
                    "ASSAY-DATA-066",
                    () -> Load.of(LARGE)
                            .ticker(nanos::incrementAndGet)
                            .within(Duration.ofSeconds(20))
                            .listen(
                                    progress -> {
                                        if (progress.rows() >= 20_000) {
                                            nanos.set(Duration.ofSeconds(21).toNanos());
                                        }
                                    },
                                    1_000_000_000)
                            .into(database));
            assertEmpty();
        }

        @Test
        void too_little_time_for_a_server_that_waits() throws SQLException {
            makeTables();
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE category");
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> Load.of(SMALL)
                                .within(Duration.ofMillis(300))
                                .ticker(() -> 0)
                                .into(database))
                        .withMessageContaining("ASSAY-DATA-066");
                other.rollback();
            }
            assertEmpty();
        }

        @Test
        void somebody_cancels() throws SQLException {
            makeTables();
            Cancellation cancellation = new Cancellation();
            Golden.thrown(
                    "ASSAY-DATA-067",
                    () -> Load.of(LARGE)
                            .cancelledBy(cancellation)
                            .listen(
                                    progress -> {
                                        if (progress.stage() == Progress.Stage.COMPLETION) {
                                            cancellation.cancel();
                                        }
                                    },
                                    1_000_000_000)
                            .into(database));
            assertEmpty();
            Load.of(SMALL).into(database);
        }

        @Test
        void somebody_interrupts() throws SQLException {
            makeTables();
            try {
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> Load.of(LARGE)
                                .listen(progress -> Thread.currentThread().interrupt())
                                .into(database))
                        .withMessageContaining("its thread was interrupted");
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertEmpty();
        }

        @Test
        void somebody_interrupts_while_the_server_waits() throws SQLException, InterruptedException {
            makeTables();
            AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
            Thread loading = new Thread(() -> {
                try {
                    Load.of(SMALL).into(database);
                } catch (DiagnosisException e) {
                    thrown.set(e);
                }
            });
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE category");
                loading.start();
                String waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'category'::regclass";
                while (query(waiting).equals(List.of("0")) && loading.isAlive()) {
                    LockSupport.parkNanos(1_000_000);
                }
                loading.interrupt();
                loading.join(Duration.ofSeconds(30).toMillis());
                assertThat(loading.isAlive()).isFalse();
                other.rollback();
            }
            assertThat(thrown.get()).isNotNull().hasMessageContaining("its thread was interrupted");
            assertEmpty();
        }

        @Test
        void a_part_whose_rows_have_parents_in_other_parts() throws SQLException {
            makeTables();
            Golden.thrown("ASSAY-DATA-075", () -> Load.of(SMALL).shard(1, 2).into(database));
            assertEmpty();
        }

        @Test
        void rows_without_a_parent_are_told_of_it() throws SQLException {
            makeTables();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).only(Address.class).into(database))
                    .withMessageContaining("ASSAY-DATA-065")
                    .withMessageContaining("load the parents too, or before");
            assertEmpty();
        }

        @Test
        void a_rule_that_fails() throws SQLException {
            makeTables();
            Model failing = Trade.MODEL.with(Product.class, "name", (row, own) -> {
                throw new IllegalStateException("no name");
            });
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> Load.of(ScenarioSpec.of(failing, "failing")
                                    .rows(Product.class, 10)
                                    .dataset(Seed.of(1), DAY))
                            .into(database))
                    .withMessage("no name");
            assertEmpty();
        }
    }
}
