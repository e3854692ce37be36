package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What rows keep, of models that are described. */
class ConstraintsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private static EntityBuilder entity(String name) {
        return Entity.named(name).field("id", Long.class);
    }

    private static Dataset dataset(Map<String, Integer> rows, Entity... entities) {
        ScenarioSpec scenario = ScenarioSpec.of(Model.of(entities), "test");
        for (Map.Entry<String, Integer> each : rows.entrySet()) {
            scenario = scenario.rows(each.getKey(), each.getValue());
        }
        return scenario.dataset(Seed.of(7), DAY);
    }

    private static List<Row> rows(Dataset data, String entity) {
        return data.rows(data.model().entity(entity)).toList();
    }

    private static void tooLittleRoom(Map<String, Integer> rows, Entity... entities) {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> dataset(rows, entities))
                .withMessageContaining("ASSAY-DATA-010");
    }

    @Nested
    class ValuesThatDifferTogether {
        private final Entity student = entity("student").build();
        private final Entity course = entity("course").build();

        private Entity enrolment() {
            return Entity.named("enrolment")
                    .parent("student_id", "student")
                    .parent("course_id", "course")
                    .key("student_id", "course_id")
                    .build();
        }

        @Test
        void fill_all_pairs_there_are() {
            Dataset data = dataset(Map.of("student", 20, "course", 10, "enrolment", 200), student, course, enrolment());
            assertThat(rows(data, "enrolment"))
                    .extracting(row -> row.get("student_id") + "-" + row.get("course_id"))
                    .doesNotHaveDuplicates();
            assertThat(data.verify().broken()).isZero();
        }

        @Test
        void need_room() {
            tooLittleRoom(Map.of("student", 20, "course", 10, "enrolment", 201), student, course, enrolment());
        }

        @Test
        void differ_among_the_children_of_each_parent() {
            Entity tagging = Entity.named("tagging")
                    .parent("student_id", "student")
                    .children(0, 5)
                    .parent("course_id", "course")
                    .key("student_id", "course_id")
                    .build();
            Dataset data = dataset(Map.of("student", 100, "course", 6), student, course, tagging);
            assertThat(rows(data, "tagging")).hasSizeGreaterThan(150);
            assertThat(data.verify().broken()).isZero();
            tooLittleRoom(Map.of("student", 100, "course", 4), student, course, tagging);
        }

        @Test
        void number_the_children_of_each_parent() {
            Entity line = Entity.named("line")
                    .parent("student_id", "student")
                    .children(1, 4)
                    .field("line_no", Integer.class)
                    .key("student_id", "line_no")
                    .build();
            Dataset data = dataset(Map.of("student", 30), student, line);
            Map<Object, Integer> last = new HashMap<>();
            assertThat(rows(data, "line")).allSatisfy(row -> {
                int expected = last.merge(row.get("student_id"), 1, Integer::sum);
                assertThat(row.get("line_no")).isEqualTo(expected);
            });
        }

        @Test
        void are_the_digits_of_one_number_where_none_has_room_alone() {
            Entity shirt = entity("shirt")
                    .field("size", String.class)
                    .values("S", "M", "L")
                    .field("color", String.class)
                    .values("red", "green")
                    .unique("size", "color")
                    .build();
            assertThat(rows(dataset(Map.of("shirt", 6), shirt), "shirt"))
                    .extracting(row -> row.get("size") + " " + row.get("color"))
                    .containsExactlyInAnyOrder("S red", "M red", "L red", "S green", "M green", "L green");
            tooLittleRoom(Map.of("shirt", 7), shirt);
        }

        @Test
        void may_do_so_for_some_rows_alone() {
            Constraint.Check primary = new Constraint.Check(
                    "primary", "primary", List.of("primary"), row -> Boolean.TRUE.equals(row.get("primary")));
            Entity address = entity("address")
                    .parent("student_id", "student")
                    .children(1, 4)
                    .field("primary", Boolean.class)
                    .constraint(new Constraint.Unique("one_primary", List.of("student_id"), Optional.of(primary)))
                    .build();
            Dataset data = dataset(Map.of("student", 200), student, address);
            assertThat(data.verify().broken()).isZero();
            assertThat(rows(data, "address")).anyMatch(primary.holds());
        }

        @Test
        void give_each_row_another_parent() {
            Entity locker =
                    entity("locker").parent("student_id", "student").unique().build();
            Dataset data = dataset(Map.of("student", 50, "locker", 50), student, locker);
            assertThat(rows(data, "locker"))
                    .extracting(row -> row.get("student_id"))
                    .doesNotHaveDuplicates();
            tooLittleRoom(Map.of("student", 50, "locker", 51), student, locker);
        }

        @Test
        void may_be_a_key_that_is_a_parents() {
            Entity profile = Entity.named("profile")
                    .parent("student_id", "student")
                    .key("student_id")
                    .field("email", String.class)
                    .build();
            Entity photo = entity("photo").parent("profile_id", "profile").build();
            Dataset data = dataset(Map.of("student", 9, "profile", 9, "photo", 40), student, profile, photo);
            assertThat(data.verify().broken()).isZero();
            assertThat(data.model().entity("photo").field("profile_id").type()).isEqualTo(Long.class);
        }
    }

    @Nested
    class AGrownDataset {
        private final Entity student = entity("student").build();
        private final Entity course = entity("course").build();
        private final Entity enrolment = Entity.named("enrolment")
                .parent("student_id", "student")
                .parent("course_id", "course")
                .key("student_id", "course_id")
                .build();
        private final Entity locker =
                entity("locker").parent("student_id", "student").unique().build();
        private final Entity tagging = Entity.named("tagging")
                .parent("student_id", "student")
                .children(0, 4)
                .parent("course_id", "course")
                .key("student_id", "course_id")
                .build();
        private final Entity phone = entity("phone")
                .parent("student_id", "student")
                .field("main", Boolean.class)
                .constraint(new Constraint.Unique(
                        "one_main",
                        List.of("student_id"),
                        Optional.of(new Constraint.Check(
                                "main", "main", List.of("main"), row -> Boolean.TRUE.equals(row.get("main"))))))
                .build();
        private final Dataset data = dataset(
                Map.of("student", 12, "course", 8, "enrolment", 60, "locker", 10, "phone", 40),
                student,
                course,
                enrolment,
                locker,
                tagging,
                phone);

        @Test
        void keeps_rows_whose_values_differ_together() {
            Dataset grown = data.grow(data.scenario()
                    .rows("student", 30)
                    .rows("course", 9)
                    .rows("enrolment", 250)
                    .rows("locker", 29)
                    .rows("phone", 90));
            Dataset twice = grown.grow(grown.scenario().rows("student", 60).rows("phone", 400));
            for (Dataset larger : List.of(grown, twice)) {
                assertThat(larger.verify().orThrow().broken()).isZero();
                for (Entity entity : data.model().entities()) {
                    assertThat(larger.rows(entity, 0, data.count(entity)).map(Row::toString))
                            .containsExactlyElementsOf(
                                    data.rows(entity).map(Row::toString).toList());
                }
            }
            assertThat(rows(grown, "phone"))
                    .filteredOn(row -> row.index() >= 40 && Boolean.TRUE.equals(row.get("main")))
                    .as("new main phones of new students")
                    .isNotEmpty();
        }
    }

    @Nested
    class Keys {
        @Test
        void may_be_uuids_and_texts() {
            Entity account = Entity.named("account").field("id", UUID.class).build();
            Entity country = Entity.named("country")
                    .field("code", String.class)
                    .length(2, 2)
                    .key("code")
                    .build();
            Entity login = entity("login")
                    .parent("account_id", "account")
                    .parent("country_code", "country")
                    .build();
            Dataset data = dataset(Map.of("account", 300, "country", 150, "login", 900), account, country, login);
            assertThat(data.verify().broken()).isZero();
            assertThat(rows(data, "login"))
                    .extracting(row -> row.get("account_id"))
                    .hasOnlyElementsOfType(UUID.class);
            assertThat(rows(data, "account").get(0).get("id", UUID.class).version())
                    .isEqualTo(4);
        }

        @Test
        void over_several_fields_are_referred_to_as_a_whole() {
            Entity branch = Entity.named("branch")
                    .field("bank", Integer.class)
                    .field("number", Integer.class)
                    .key("bank", "number")
                    .build();
            Entity till = entity("till")
                    .field("bank", Integer.class)
                    .field("branch_number", Integer.class)
                    .relation("branch", List.of("bank", "branch_number"), "branch", List.of())
                    .build();
            Dataset data = dataset(Map.of("branch", 20, "till", 100), branch, till);
            assertThat(data.verify().broken()).isZero();
            Row row = rows(data, "till").get(42);
            assertThat(row.parent("branch").get("number")).isEqualTo(row.get("branch_number"));
        }
    }

    @Nested
    class Orders {
        @Test
        void hold_for_days_numbers_and_points_in_time() {
            Entity stock = entity("stock")
                    .field("reserved", Integer.class)
                    .field("current", Integer.class)
                    .field("cost", BigDecimal.class)
                    .range("0", "500")
                    .field("price", BigDecimal.class)
                    .range("0.01", "500")
                    .field("received", LocalDate.class)
                    .field("sold", LocalDate.class)
                    .field("opened", LocalDateTime.class)
                    .field("closed", LocalDateTime.class)
                    .order("reserved", "current")
                    .order("cost", "price")
                    .order("received", "sold")
                    .constraint(new Constraint.Order("closed later", "opened", "closed", true))
                    .build();
            Dataset data = dataset(Map.of("stock", 2_000), stock);
            assertThat(data.verify().orThrow().rows()).containsEntry("stock", 2_000L);
            assertThat(rows(data, "stock"))
                    .anyMatch(row -> row.get("reserved", Integer.class) > 100)
                    .extracting(row -> row.get("price"))
                    .doesNotContainNull();
        }

        @Test
        void lower_the_lower_value_where_the_upper_is_fixed() {
            Entity stock = entity("stock")
                    .field("reserved", Integer.class)
                    .field("current", Integer.class)
                    .order("reserved", "current")
                    .build();
            Model model = Model.of(stock).with("stock", "current", Rule.always(3));
            Dataset data = ScenarioSpec.of(model, "test").rows("stock", 500).dataset(Seed.of(1), DAY);
            assertThat(rows(data, "stock"))
                    .extracting(row -> row.get("reserved", Integer.class))
                    .allMatch(reserved -> reserved >= 0 && reserved <= 3);
        }
    }

    @Nested
    class OtherChecks {
        @Test
        void are_drawn_again_until_they_hold_and_change_nothing_else() {
            EntityBuilder plain = entity("offer")
                    .field("price", BigDecimal.class)
                    .field("quantity", Integer.class)
                    .field("email", String.class);
            Entity free = plain.build();
            Entity checked = plain.check(
                            "no small orders",
                            row -> row.get("price", BigDecimal.class)
                                            .multiply(BigDecimal.valueOf(row.get("quantity", Integer.class)))
                                            .intValue()
                                    > 500,
                            "price",
                            "quantity")
                    .build();
            Dataset before = dataset(Map.of("offer", 400), free);
            Dataset after = dataset(Map.of("offer", 400), checked);
            assertThat(after.verify().broken()).isZero();
            assertThat(rows(after, "offer"))
                    .extracting(row -> row.get("email"))
                    .containsExactlyElementsOf(rows(before, "offer").stream()
                            .map(row -> row.get("email"))
                            .toList());
            assertThat(rows(before, "offer"))
                    .filteredOn(row -> row.get("quantity")
                            .equals(rows(after, "offer").get((int) row.index()).get("quantity")))
                    .as("rows that kept the check before")
                    .hasSizeGreaterThan(50);
        }

        @Test
        void draw_again_what_belongs_together() {
            Entity person = entity("person")
                    .field("first_name", String.class)
                    .field("last_name", String.class)
                    .field("email", String.class)
                    .check(
                            "no short names",
                            row -> row.get("last_name", String.class).length() > 8,
                            "last_name")
                    .build();
            Dataset data = dataset(Map.of("person", 300), person);
            assertThat(data.verify().broken()).isZero();
            assertThat(rows(data, "person"))
                    .allMatch(row -> row.get("email", String.class)
                            .contains("."
                                    + row.get("last_name", String.class)
                                            .replaceAll("[^A-Za-z]", "")
                                            .toLowerCase(Locale.ROOT)));
        }
    }

    @Nested
    class Domains {
        @Test
        void are_kept_by_every_type() {
            Entity all = entity("all")
                    .field("small", Short.class)
                    .range("-3", "3")
                    .field("whole", Integer.class)
                    .range("1000", "1002")
                    .field("price", BigDecimal.class)
                    .range("0.01", "0.05")
                    .field("exact", BigDecimal.class)
                    .range("1", "2")
                    .scale(4)
                    .field("born", LocalDate.class)
                    .range(DAY.minusYears(80).atStartOfDay(), DAY.minusYears(18).atStartOfDay())
                    .field("note", String.class)
                    .length(5, 12)
                    .field("kind", String.class)
                    .values("new", "old")
                    .field("city", String.class)
                    .length(1, 6)
                    .build();
            Dataset data = dataset(Map.of("all", 3_000), all);
            assertThat(data.verify().orThrow().broken()).isZero();
            assertThat(rows(data, "all"))
                    .extracting(row -> row.get("small"))
                    .contains((short) -3, (short) 3)
                    .hasOnlyElementsOfType(Short.class);
        }

        @Test
        void leave_out_values_now_and_then_where_a_field_is_optional() {
            Entity customer =
                    entity("customer").field("city", String.class).optional().build();
            assertThat(rows(dataset(Map.of("customer", 1_000), customer), "customer"))
                    .filteredOn(row -> row.get("city") == null)
                    .hasSizeBetween(60, 140);
        }
    }

    @Test
    void what_breaks_a_constraint_is_found() {
        Entity stock = entity("stock")
                .field("kind", String.class)
                .values("new", "old")
                .field("low", Integer.class)
                .range("0", "10")
                .field("high", Integer.class)
                .order("low", "high")
                .build();
        Model model = Model.of(stock)
                .with("stock", "kind", Rule.always("broken"))
                .with("stock", "low", Rule.always(11))
                .with("stock", "high", Rule.always(10));
        Integrity integrity = ScenarioSpec.of(model, "test")
                .rows("stock", 1)
                .dataset(Seed.of(1), DAY)
                .verify();
        assertThat(integrity.first()).extracting(Integrity.Violation::field).contains("kind", "low");
    }
}
