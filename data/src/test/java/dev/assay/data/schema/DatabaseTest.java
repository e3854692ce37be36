package dev.assay.data.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Constraint;
import dev.assay.data.Integrity;
import dev.assay.data.Integrity.Violation;
import dev.assay.data.Model;
import dev.assay.data.Parent;
import dev.assay.data.Unique;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Live.Server.class)
class DatabaseTest {
    private static final String DDL = """
            create domain amount as numeric(12, 2) check (value >= 0);
            create table customer (
                id bigserial primary key, email varchar(80) not null unique, tier text not null
                    check (tier in ('basic', 'gold')), closed boolean not null);
            create unique index one_gold on customer (tier) where tier = 'gold' and not closed;
            create table invoice (
                id bigserial primary key, customer_id bigint not null references customer,
                day date not null, due date not null, total amount not null,
                check (due >= day), check (total < 900 or due > day));
            """;

    private static Live live() throws IOException, SQLException {
        Live live = Live.postgres(DDL);
        live.fill(Model.of(live.source), 200, Map.of());
        return live;
    }

    @Nested
    class Verifying {
        @Test
        void finds_nothing_in_rows_that_the_model_made() throws IOException, SQLException {
            Live live = live();
            Integrity integrity = Database.of(live.source).verify(Model.of(live.source));
            assertThat(integrity.orThrow().rows()).isEqualTo(Map.of("customer", 200L, "invoice", 200L));
        }

        @Test
        void finds_what_rows_broke_after_their_constraints_were_dropped() throws IOException, SQLException {
            Live live = live();
            Model model = Model.of(live.source);
            live.run(
                    "alter table invoice drop constraint invoice_customer_id_fkey",
                    "alter table invoice drop constraint invoice_check",
                    "alter table invoice drop constraint invoice_check1",
                    "alter table invoice alter total type numeric(12, 2)",
                    "alter table customer drop constraint customer_email_key",
                    "alter table customer drop constraint customer_tier_check",
                    "alter table customer alter email drop not null",
                    "drop index one_gold",
                    "update customer set tier = 'gold', closed = false where id <= 3",
                    "update customer set tier = 'wood' where id = 4",
                    "update customer set email = 'a@b.c' where id in (5, 6, 7)",
                    "update customer set email = null where id = 8",
                    "update customer set closed = false where id = 200",
                    "update invoice set customer_id = 10000 where id in (1, 2)",
                    "update invoice set due = day - 1, total = 5 where id = 3",
                    "update invoice set total = 1000, due = day where id = 4",
                    "update invoice set total = -1, due = day + 1 where id between 11 and 30");
            Integrity integrity = Database.of(live.source).verify(model);
            assertThat(integrity.first())
                    .contains(
                            new Violation(
                                    "customer", -1, "tier", "wood where id = 4", "which is none of [basic, gold]"),
                            new Violation("customer", -1, "email", "a@b.c", "which 3 rows have"),
                            new Violation("customer", -1, "email", "null where id = 8", "which cannot be"),
                            new Violation(
                                    "invoice",
                                    -1,
                                    "customer_id",
                                    "10000 where id = 1",
                                    "of which there is no customer"),
                            new Violation("invoice", -1, "total", "-1.00 where id = 11", "not 0.00 to any"))
                    .anySatisfy(each -> assertThat(each.field() + each.value() + each.problem())
                            .startsWith("tiergold")
                            .endsWith("rows have"))
                    .anySatisfy(each -> assertThat(each.field() + each.value())
                            .startsWith("invoice_check[")
                            .endsWith("where id = 3"))
                    .anySatisfy(each -> assertThat(each.field() + each.value())
                            .startsWith("invoice_check1[")
                            .endsWith("where id = 4"));
            assertThat(integrity.first().stream().filter(each -> each.field().equals("total")))
                    .hasSize(Integrity.SHOWN);
            // 20 totals, 2 keys, 2 checks, 1 tier, 2 emails that others have and 1 that is missing, and golden
            // customers.
            assertThat(integrity.broken())
                    .isEqualTo(28 + live.count("select count(*) - 1 from customer where tier = 'gold' and not closed"));
        }

        @Test
        void takes_bounds_of_points_in_time_for_such_in_utc_wherever_the_session_is() throws IOException, SQLException {
            Live live = Live.postgres(
                    "create table event (id int primary key, at timestamptz not null"
                            + " check (at >= '2020-01-01 00:00:00+00' and at <= '2021-01-01 00:00:00+00'))",
                    "insert into event values (1, '2020-01-01 00:00:00+00'), (2, '2021-01-01 00:00:00+00')");
            for (String zone : List.of("America/New_York", "Asia/Tokyo")) {
                DataSource there = (DataSource) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                            Object answer = method.invoke(live.source, arguments);
                            if (answer instanceof Connection connection) {
                                try (Statement statement = connection.createStatement()) {
                                    statement.execute("set timezone to '" + zone + "'");
                                }
                            }
                            return answer;
                        });
                Integrity integrity = Database.of(there).verify(Model.of(there));
                assertThat(integrity.orThrow().rows()).isEqualTo(Map.of("event", 2L));
            }
        }

        record Owner(long id, @Unique String email) {}

        record Pet(
                long id,

                @Parent(value = Owner.class, least = 1, most = 2) long ownerId,

                String name,
                BigDecimal weight) {}

        private static final Model PETS = Model.of(Owner.class, Pet.class)
                .with(
                        Pet.class,
                        new Constraint.Check(
                                "not too heavy",
                                "a pet is lighter than a horse",
                                List.of("weight"),
                                row -> row.get("weight", BigDecimal.class).intValue() < 500));

        private static final String[] PETS_DDL = {
            "create table owner (id bigint primary key, email varchar(100) not null)",
            "create table pet (id bigint primary key, owner_id bigint, name varchar(20), weight numeric(8, 2))",
            "insert into owner values (1, 'a'), (2, 'a'), (3, 'b')",
            "insert into pet values (1, 1, 'Rex', 10), (2, 1, null, 600), (3, 1, 'Tom', 5), (4, 9, 'Ivy', 5), (5, 2, 'X', 1)"
        };

        private void pets(Live live) {
            Integrity integrity = Database.of(live.source).verify(PETS);
            assertThat(integrity.first())
                    .containsExactlyInAnyOrder(
                            new Violation("Owner", -1, "email", "a", "which 2 rows have"),
                            new Violation("Owner", -1, "Pet.ownerId", "3 of 1", "not from 1 to 2"),
                            new Violation("Owner", -1, "Pet.ownerId", "0 of 3", "not from 1 to 2"),
                            new Violation("Pet", -1, "ownerId", "9 where id = 4", "of which there is no Owner"),
                            new Violation("Pet", -1, "name", "null where id = 2", "which cannot be"),
                            new Violation(
                                    "Pet", -1, "not too heavy", "600.00 where id = 2", "which it does not allow"));
            assertThat(integrity.broken()).isEqualTo(6);
        }

        @Test
        void counts_children_and_asks_checks_in_java_of_records() throws IOException, SQLException {
            pets(Live.postgres(PETS_DDL));
        }

        @Test
        void is_the_same_with_h2() throws SQLException {
            pets(Live.h2(PETS_DDL));
        }
    }

    @Nested
    class Drifting {
        @Test
        void is_nothing_between_a_schema_and_its_own_model() throws IOException, SQLException {
            Live live = Live.postgres(DDL);
            assertThat(Database.of(live.source).drift(Model.of(live.source)).differences())
                    .isEmpty();
        }

        @Test
        void is_said_of_whatever_changed() throws IOException, SQLException {
            Live live = Live.postgres(DDL);
            Model model = Model.of(live.source);
            live.run(
                    "alter table customer drop column closed",
                    "alter table customer add column age int not null",
                    "alter table customer drop constraint customer_email_key",
                    "alter table invoice drop constraint invoice_customer_id_fkey",
                    "alter table invoice alter customer_id drop not null",
                    "alter table invoice alter day type timestamp",
                    "alter table invoice drop constraint invoice_pkey",
                    "alter table invoice add unique (day, total)",
                    "create table extra (id int)");
            assertThat(Database.of(live.source).drift(model).differences())
                    .extracting(Drift.Difference::toString)
                    .containsExactlyInAnyOrder(
                            "customer, column closed: Boolean in the model, none in the database",
                            "customer, column age: none in the model, integer, which every row needs in the database",
                            "customer, unique: email in the model, none in the database",
                            "customer, unique: tier in the model, none in the database",
                            "invoice, foreign key: customer_id -> customer in the model, none in the database",
                            "invoice, column customer_id: always has a value in the model, may be null in the database",
                            "invoice, column day: LocalDate in the model, timestamp without time zone in the database",
                            "invoice, primary key: id in the model, none in the database",
                            "invoice, unique: none in the model, day, total in the database",
                            "extra, table: none in the model, a table in the database");
        }

        record Customer(long id, @Unique String email, Tier tier, boolean closed, LocalDate bornOn) {}

        record Address(long id, @Parent(Customer.class) long customerId) {}

        enum Tier {
            basic,
            gold
        }

        @Test
        void is_said_of_records_by_the_names_of_their_columns() throws IOException, SQLException {
            Live live = Live.postgres(DDL);
            assertThat(Database.of(live.source)
                            .drift(Model.of(Customer.class, Address.class))
                            .differences())
                    .extracting(Drift.Difference::toString)
                    .containsExactlyInAnyOrder(
                            "customer, column born_on: LocalDate in the model, none in the database",
                            "customer, unique: none in the model, tier in the database",
                            "address, table: Address in the model, none in the database",
                            "invoice, table: none in the model, a table in the database");
        }
    }
}
