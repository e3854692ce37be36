package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.store.Store;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ToldValuesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    enum Size {
        SMALL,
        MEDIUM,
        LARGE
    }

    record Customer(
            long id,
            String firstName,
            String lastName,
            @Unique String email) {}

    record Shirt(@Unique Size size, long price) {}

    record Loan(long id, @Unique int number) {}

    private static Dataset dataset(Model model, Class<?> entity, long rows, RowSpec... told) {
        return ScenarioSpec.of(model, "test").rows(entity, rows).with(told).dataset(Seed.of(42), DAY);
    }

    @Nested
    class OfUniqueFields {
        private final Model model = Model.of(Customer.class);
        private final Dataset plain = dataset(model, Customer.class, 50);

        /** What the row at a place would have, were nothing told. */
        private RowSpec thief(int of) {
            return RowSpec.of(Customer.class)
                    .with("email", plain.get(Customer.class, of).email());
        }

        @Test
        void are_no_other_rows_values() {
            Dataset data = dataset(model, Customer.class, 48, thief(30), thief(40));
            assertThat(data.verify().broken()).isZero();
            assertThat(data.get(Customer.class, 0).email())
                    .isEqualTo(plain.get(Customer.class, 30).email());
            // Who stands in is of one piece: name and address are one person's.
            assertThat(data.get(Customer.class, 30))
                    .satisfies(row ->
                            assertThat(row.email()).startsWith(row.firstName().toLowerCase(Locale.ROOT)));
            assertThat(data.get(Customer.class, 31)).isEqualTo(plain.get(Customer.class, 31));
        }

        @Test
        void may_be_those_that_single_rows_would_have_anyway() {
            Dataset data = dataset(model, Customer.class, 48, thief(1), thief(0));
            assertThat(data.verify().broken()).isZero();
            assertThat(data.get(Customer.class, 17)).isEqualTo(plain.get(Customer.class, 17));
        }

        @Test
        void stay_apart_from_rows_that_come_later() {
            Dataset small = dataset(model, Customer.class, 10, thief(30));
            Dataset large = small.grow(small.scenario().rows(Customer.class, 49));
            assertThat(large.verify().broken()).isZero();
            assertThat(large.stream(Customer.class, 0, 11).toList())
                    .isEqualTo(small.stream(Customer.class).toList());
            assertThat(large.stream(Customer.class).toList())
                    .isEqualTo(dataset(model, Customer.class, 49, thief(30)).stream(Customer.class)
                            .toList());
        }

        @Test
        void need_no_more_room_than_there_is() {
            for (Size told : Size.values()) {
                Dataset data = dataset(
                        Model.of(Shirt.class),
                        Shirt.class,
                        2,
                        RowSpec.of(Shirt.class).with("size", told));
                assertThat(data.stream(Shirt.class).map(Shirt::size)).doesNotHaveDuplicates();
            }
        }

        @Test
        void are_numbers_as_well() {
            Dataset numbers = dataset(Model.of(Loan.class), Loan.class, 100);
            int taken = numbers.get(Loan.class, 77).number();
            Dataset data = dataset(
                    Model.of(Loan.class), Loan.class, 99, RowSpec.of(Loan.class).with("number", taken));
            assertThat(data.verify().broken()).isZero();
        }
    }

    @Nested
    class OfUniqueParents {
        private final Entity person =
                Entity.named("person").field("id", Long.class).build();
        private final Entity passport = Entity.named("passport")
                .field("id", Long.class)
                .parent("person_id", "person")
                .unique()
                .build();
        private final Model model = Model.of(person, passport);

        private Dataset passports(RowSpec... told) {
            return ScenarioSpec.of(model, "test")
                    .rows("person", 20)
                    .rows("passport", 20 - told.length)
                    .with(told)
                    .dataset(Seed.of(42), DAY);
        }

        @Test
        void are_no_other_rows_parents() {
            Object tenth = passports().row(passport, 9).get("person_id");
            Dataset data = passports(RowSpec.of("passport").with("person_id", tenth));
            assertThat(data.verify().broken()).isZero();
            assertThat(data.row(passport, 0).get("person_id")).isEqualTo(tenth);
            assertThat(data.rows(passport).map(row -> row.get("person_id")))
                    .doesNotHaveDuplicates()
                    .hasSize(20);
        }

        @Test
        void may_be_told_of_the_parents() {
            Dataset data = ScenarioSpec.of(model, "test")
                    .rows("person", 18)
                    .rows("passport", 18)
                    .with(
                            RowSpec.of("person").children(1, RowSpec.of("passport")),
                            RowSpec.of("person").children(1, RowSpec.of("passport")))
                    .dataset(Seed.of(42), DAY);
            assertThat(data.verify().broken()).isZero();
            assertThat(List.of(
                            data.row(passport, 0).get("person_id"),
                            data.row(passport, 1).get("person_id")))
                    .containsExactly(1L, 2L);
        }
    }

    record User(
            long id,
            String name,
            String username,
            String initials,
            @Unique String email,
            String managerName,
            String managerEmail) {}

    record Both(
            long id,
            String firstName,
            String lastName,
            @Unique String email,
            @Unique String username) {}

    record Person(
            long id, String name, String firstName, @Unique String username) {}

    @Nested
    class OfNames {
        private Customer customer(RowSpec told) {
            Dataset data = dataset(Model.of(Customer.class), Customer.class, 30, told);
            assertThat(data.verify().broken()).isZero();
            return data.get(Customer.class, 0);
        }

        private User user(RowSpec told) {
            return dataset(Model.of(User.class), User.class, 3, told).get(User.class, 0);
        }

        @Test
        void are_followed_by_the_address() {
            Customer ada = customer(RowSpec.of(Customer.class).with("firstName", "Ada"));
            assertThat(ada.email()).matches("ada\\.[a-z]+@example\\.(com|org|net)");
            assertThat(ada.email())
                    .startsWith("ada." + ada.lastName().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
            assertThat(customer(RowSpec.of(Customer.class)
                                    .with("firstName", "Zoë")
                                    .with("lastName", "O'Brien-Müller"))
                            .email())
                    .startsWith("zoe.obrienmuller@example.");
        }

        @Test
        void told_as_a_whole_are_followed_by_all_that_is_made_of_them() {
            User ada = user(RowSpec.of(User.class).with("name", "Ada Lovelace").with("managerName", "Charles Babbage"));
            assertThat(ada.email()).startsWith("ada.lovelace@example.");
            assertThat(ada.username()).isEqualTo("ada_lovelace");
            assertThat(ada.initials()).isEqualTo("AL");
            assertThat(ada.managerEmail()).startsWith("charles.babbage@").doesNotContain("ada");
        }

        @Test
        void leave_what_is_told_of_the_address() {
            assertThat(customer(RowSpec.of(Customer.class)
                                    .with("firstName", "Ada")
                                    .with("email", "x@example.com"))
                            .email())
                    .isEqualTo("x@example.com");
        }

        @Test
        void that_are_the_same_have_addresses_of_their_own() {
            RowSpec ada = RowSpec.of(Customer.class).with("firstName", "Ada").with("lastName", "Lovelace");
            Dataset data = dataset(Model.of(Customer.class), Customer.class, 5, ada, ada, ada, ada, ada);
            assertThat(data.verify().broken()).isZero();
            assertThat(data.stream(Customer.class, 0, 5).map(Customer::email))
                    .doesNotHaveDuplicates()
                    .allMatch(email -> email.matches("ada\\.lovelace\\d?@.*"))
                    .anyMatch(email -> email.startsWith("ada.lovelace2@"));
        }

        @Test
        void that_others_have_in_one_of_two_fields_are_told_apart_in_both() {
            RowSpec ada = RowSpec.of(Both.class).with("firstName", "Ada").with("lastName", "Lovelace");
            Dataset data = dataset(
                    Model.of(Both.class),
                    Both.class,
                    20,
                    RowSpec.of(Both.class).with("username", "ada_lovelace"),
                    ada,
                    ada);
            assertThat(data.verify().broken()).isZero();
            assertThat(data.get(Both.class, 1).username()).isEqualTo("ada_lovelace2");
            assertThat(data.get(Both.class, 1).email()).startsWith("ada.lovelace2@");
            assertThat(data.get(Both.class, 2).username()).isEqualTo("ada_lovelace3");
            assertThat(data.get(Both.class, 2).email()).startsWith("ada.lovelace3@");
        }

        @Test
        void told_as_a_whole_are_the_first_names_as_well() {
            Dataset data = dataset(
                    Model.of(Person.class),
                    Person.class,
                    0,
                    RowSpec.of(Person.class).with("name", "Ada Lovelace"),
                    RowSpec.of(Person.class).with("name", "Ada Byron"));
            assertThat(data.stream(Person.class).map(Person::firstName)).containsExactly("Ada", "Ada");
            assertThat(data.stream(Person.class).map(Person::username)).doesNotHaveDuplicates();
        }

        @Test
        void that_others_have_by_chance_leave_them_another_address() {
            Dataset plain = dataset(Model.of(Customer.class), Customer.class, 40);
            Customer other = plain.get(Customer.class, 25);
            Dataset data = dataset(
                    Model.of(Customer.class),
                    Customer.class,
                    39,
                    RowSpec.of(Customer.class)
                            .with("firstName", other.firstName())
                            .with("lastName", other.lastName()));
            assertThat(data.verify().broken()).isZero();
        }

        @Test
        void are_followed_in_a_store() {
            Store store = Store.of(dataset(Model.of(Customer.class), Customer.class, 5));
            for (int i = 0; i < 3; i++) {
                Customer ada = store.create(
                        Customer.class,
                        (RowSpec spec) -> spec.with("firstName", "Ada").with("lastName", "Lovelace"));
                assertThat(ada.email()).matches("ada\\.lovelace\\d@example\\.(com|org|net)");
            }
        }
    }
}
