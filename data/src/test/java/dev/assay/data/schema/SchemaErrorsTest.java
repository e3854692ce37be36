package dev.assay.data.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Constraint;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(Live.Server.class)
class SchemaErrorsTest {
    private static final String CUSTOMER = "create table customer (id serial primary key, name text not null);";
    private static final String INVOICE =
            "create table invoice (id serial primary key, customer_id int not null references customer);";
    private static final Model OLDER = Model.of(
            Entity.named("customer")
                    .field("id", Integer.class)
                    .field("age", Integer.class)
                    .build(),
            Entity.named("invoice").field("id", Integer.class).build());

    private static final Model CARELESS = Model.of(Entity.named("customer")
            .field("id", Integer.class)
            .field("age", Integer.class)
            .check("grown", row -> row.get("age", Integer.class) > 17, "id")
            .build());

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("ASSAY-DATA-030", () -> Model.of(Live.gone())),
                wrong(
                        "ASSAY-DATA-031",
                        () -> SchemaReader.of(Live.postgres(CUSTOMER).source)
                                .tables("customers")
                                .model()),
                wrong(
                        "ASSAY-DATA-032",
                        () -> Model.of(Live.postgres(
                                        CUSTOMER,
                                        "alter table customer add constraint small check (pg_column_size(name) < 100)")
                                .source)),
                wrong(
                        "ASSAY-DATA-033",
                        () -> SchemaReader.of(Live.postgres(CUSTOMER, INVOICE).source)
                                .without("customer")
                                .model()),
                wrong(
                        "ASSAY-DATA-035",
                        () -> Database.of(Live.postgres(CUSTOMER).source).verify(OLDER)),
                wrong(
                        "ASSAY-DATA-036",
                        () -> Database.of(Live.postgres("create table customer (id int primary key)").source)
                                .drift(OLDER)
                                .orThrow()),
                wrong(
                        "ASSAY-DATA-037",
                        () -> Database.of(Live.postgres(
                                                "create table customer (id int primary key, age int not null)",
                                                "insert into customer values (1, 2)")
                                        .source)
                                .verify(CARELESS)));
    }

    private static Arguments wrong(String code, ThrowingCallable call) {
        return Arguments.of(code, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void what_is_wrong_is_said(String code, ThrowingCallable call) throws IOException {
        String errors = Files.readString(Path.of("../docs/errors.md"));
        int from = errors.indexOf("```\n", errors.indexOf("### " + code + "\n")) + 4;
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(call)
                .withMessage(errors.substring(from, errors.indexOf("\n```", from)));
    }

    @Test
    void a_constraint_that_is_ignored_asks_for_nothing() throws IOException, SQLException {
        Live live = Live.postgres(
                "create extension btree_gist",
                "create table stay (id serial primary key, room int not null, during daterange,"
                        + " constraint no_overlap exclude using gist (room with =, during with &&))");
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Model.of(live.source))
                .withMessageContaining("no_overlap");
        assertThat(SchemaReader.of(live.source).ignoring("no_overlap").model().entities())
                .hasSize(1);
    }

    private static void refused(String said, String ddl) throws IOException, SQLException {
        Live live = Live.postgres(ddl);
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Model.of(live.source))
                .withMessageContaining(said);
    }

    @Test
    void what_nobody_can_evaluate_is_said_before_rows_are_drawn() throws IOException, SQLException {
        refused("nobody takes the week of a time here", """
                create table event (id serial primary key, at timestamp not null, kind int not null,
                    check (kind = 1 or extract(week from at) < 50))
                """);
        refused("nobody takes the minute of an interval here", """
                create table event (id serial primary key, at timestamp not null, done timestamp not null,
                    check (date_part('minute', done - at) < 50))
                """);
        refused("ASSAY-DATA-032", """
                create table event (id serial primary key, a time not null, b time not null);
                create unique index late on event (a) where extract(timezone from a) > 5 and b > a
                """.replace("extract(timezone from a)", "extract(milliseconds from a)"));
    }

    @Test
    void indexes_over_what_different_values_may_share_are_refused() throws IOException, SQLException {
        refused("it is not known here which values make it differ", """
                create table event (id serial primary key, at timestamp not null);
                create unique index daily on event ((at::date))
                """);
        refused("values of code that match [A-Za-z]{3} may differ in their case alone", """
                create table event (id serial primary key, code text not null check (code ~ '^[A-Za-z]{3}$'));
                create unique index event_code on event (lower(code))
                """);
        refused("values of code differ in their case alone", """
                create extension citext;
                create table event (code citext primary key, check (code::text in ('a', 'A')))
                """);
    }

    @Test
    void lists_of_values_that_have_none_in_common_contradict_each_other() throws IOException, SQLException {
        refused("ASSAY-DATA-018", """
                create table event (id serial primary key, kind text not null check (kind in ('a', 'b')),
                    check (kind in ('c', 'd')))
                """);
        refused("[1, 2], none of which its other checks allow", """
                create table event (id serial primary key, kind int not null check (kind in (1, 2)), check (kind > 2))
                """);
    }

    @Test
    void a_column_of_an_unknown_type_that_needs_a_value_needs_a_rule() throws IOException, SQLException {
        Live live = Live.postgres("create table device (id serial primary key, address inet not null, mask inet)");
        Model model = Model.of(live.source);
        ScenarioSpec scenario = ScenarioSpec.of(model, "test").rows("device", 3);
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> scenario.dataset(Seed.of(1), Live.DAY))
                .withMessageContaining("ASSAY-DATA-012")
                .withMessageContaining("device.address")
                .withMessageContaining("type     inet")
                .withMessageContaining("model.with(\"device\", \"address\", (row, choices) -> ...)");
        Model ruled = model.with("device", "address", (row, own) -> "10.0.0." + (1 + own.below(250)));
        Dataset data = live.fill(ruled, 20, Map.of());
        assertThat(live.count("select count(*) from device where mask is null"))
                .isEqualTo(data.count(model.entity("device")));
    }

    @Test
    void a_server_that_drops_the_connection_is_said() throws IOException, SQLException {
        Live live = Live.postgres(CUSTOMER, "insert into customer (name) values ('x')");
        live.run("create function die() returns boolean language plpgsql as"
                + " 'begin perform pg_terminate_backend(pg_backend_pid()); return true; end'");
        RowCondition die = new RowCondition("die()", new Term.Constant(true), true);
        Model deadly = Model.of(Entity.named("customer")
                .field("id", Integer.class)
                .constraint(new Constraint.Check("dies", "die()", List.of("id"), die))
                .build());
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Database.of(live.source).verify(deadly))
                .withMessageContaining("ASSAY-DATA-030");
    }
}
