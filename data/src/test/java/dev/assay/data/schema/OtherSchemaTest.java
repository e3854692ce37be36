package dev.assay.data.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Integrity;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.load.Format;
import dev.assay.data.load.Load;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows go where the model was read, and are looked at there. */
@ExtendWith(Live.Server.class)
class OtherSchemaTest {
    private static final String[] POSTGRES = {
        "create table t (id bigint primary key, name text not null)",
        "create schema \"S1\"",
        "create schema s1",
        "create table \"S1\".t (id bigint primary key, name text not null)",
        "create table s1.t (id bigint primary key, name text not null, size int not null check (size > 5))",
        "create table s1.\"u.v\" (id bigint primary key, t_id bigint not null references s1.t)"
    };

    private static Dataset rows(Model model) {
        ScenarioSpec scenario = ScenarioSpec.of(model, "test");
        for (Entity entity : model.entities()) {
            scenario = scenario.rows(entity.name(), 20);
        }
        return scenario.dataset(Seed.of(3), Live.DAY);
    }

    @Test
    void is_where_rows_go_though_another_has_a_table_of_that_name() throws IOException, SQLException {
        Live live = Live.postgres(POSTGRES);
        Model model = SchemaReader.of(live.source).schema("s1").model();
        Load.of(rows(model)).into(live.source);
        assertThat(live.count("select count(*) from s1.t")).isEqualTo(20);
        assertThat(live.count("select count(*) from s1.\"u.v\"")).isEqualTo(20);
        assertThat(live.count("select count(*) from public.t")).isZero();
        assertThat(live.count("select count(*) from \"S1\".t")).isZero();
        Load.of(rows(SchemaReader.of(live.source).schema("S1").model())).into(live.source);
        assertThat(live.count("select count(*) from \"S1\".t")).isEqualTo(20);
    }

    @Test
    void is_named_only_if_connections_do_not_begin_there() throws IOException, SQLException {
        Live live = Live.postgres(POSTGRES);
        assertThat(Model.of(live.source).entity("t").schema()).isEmpty();
        assertThat(SchemaReader.of(live.source)
                        .schema("public")
                        .model()
                        .entity("t")
                        .schema())
                .isEmpty();
        Model model = SchemaReader.of(live.source).schema("s1").model();
        assertThat(model.entity("u.v").schema()).isEqualTo(Optional.of("s1"));
        assertThat(model.entity("u.v").table()).isEqualTo("u.v");
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        Load.of(rows(model)).into(sql, "u.v", Format.SQL);
        assertThat(sql.toString(StandardCharsets.UTF_8)).startsWith("INSERT INTO s1.\"u.v\" (");
    }

    @Test
    void is_the_one_that_is_verified() throws IOException, SQLException {
        Live live = Live.postgres(POSTGRES);
        Model model = SchemaReader.of(live.source).schema("s1").model();
        Load.of(rows(model)).into(live.source);
        live.run("insert into public.t values (1, 'x'), (2, 'y')");
        Integrity integrity = Database.of(live.source).verify(model);
        assertThat(integrity.orThrow().rows()).containsEntry("t", 20L).containsEntry("u.v", 20L);
        assertThat(Database.of(live.source).drift(model).differences()).isEmpty();
        assertThat(Database.of(live.source).schema("public").drift(model).differences())
                .extracting(Drift.Difference::toString)
                .contains("t, column size: Integer in the model, none in the database");
    }

    @Test
    void is_where_rows_go_in_h2() throws SQLException {
        Live live = Live.h2(
                "create table t (id bigint primary key, name varchar(20) not null)",
                "create schema s_1",
                "create schema sx1",
                "create table s_1.t (id bigint primary key, size int not null)",
                "create table s_1.\"u.v\" (id bigint primary key, t_id bigint not null references s_1.t)",
                "create table sx1.t (id bigint primary key, other int not null)");
        Model model = SchemaReader.of(live.source).schema("S_1").model();
        Load.of(rows(model)).into(live.source);
        assertThat(live.count("select count(*) from s_1.t")).isEqualTo(20);
        assertThat(live.count("select count(*) from s_1.\"u.v\"")).isEqualTo(20);
        assertThat(live.count("select count(*) from public.t")).isZero();
        assertThat(Database.of(live.source).verify(model).orThrow().rows()).containsEntry("T", 20L);
    }
}
