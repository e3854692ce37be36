package dev.assay.data.store;

import static dev.assay.data.store.Match.between;
import static dev.assay.data.store.Match.in;
import static dev.assay.data.store.Match.isNull;
import static dev.assay.data.store.Match.like;
import static dev.assay.data.store.Match.not;
import static dev.assay.data.store.Match.notNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.RowSpec;
import dev.assay.data.store.Market.Address;
import dev.assay.data.store.Market.Customer;
import dev.assay.data.store.Market.Line;
import dev.assay.data.store.Market.Order;
import dev.assay.data.store.Market.Product;
import dev.assay.data.store.Market.Status;
import dev.assay.data.store.Market.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final Dataset DATA = Market.dataset(1);

    private final Store store = Store.of(DATA);

    @AfterEach
    void close() {
        store.close();
    }

    private Customer ada() {
        return store.create(
                Customer.class,
                Map.of("name", "Ada", "email", "ada@example.com", "status", Status.ACTIVE, "tierId", 1));
    }

    /** All that can be seen of a store, to compare with what it was. */
    private static List<Row> everything(Store of) {
        List<Row> rows = new ArrayList<>();
        for (Entity entity : Market.MODEL.entities()) {
            of.rows(entity).forEach(rows::add);
        }
        return rows;
    }

    @Nested
    class Reading {
        @Test
        void begins_with_the_rows_of_the_dataset() {
            for (Class<?> type : List.of(Tier.class, Customer.class, Address.class, Product.class, Order.class)) {
                assertThat(store.query(type).list()).isEqualTo(DATA.stream(type).toList());
            }
            assertThat(store.stats()).containsEntry("Customer", 25L).containsEntry("tag", 3L);
            assertThat(store.verify().orThrow().rows()).isEqualTo(store.stats());
        }

        @Test
        void finds_rows_by_their_key() {
            assertThat(store.find(Customer.class, 17L)).contains(DATA.get(Customer.class, 16));
            assertThat(store.find(Customer.class, 17))
                    .as("another type of number")
                    .isPresent();
            assertThat(store.find(Customer.class, 26L)).isEmpty();
            assertThat(store.find(Customer.class, (Object) null)).isEmpty();
            Row tag = store.query("tag").rows().get(1);
            assertThat(store.row("tag", tag.get("label"), tag.get("language"))).contains(tag);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.row("tag", "x"))
                    .withMessage("tag has a key of [label, language], not [x]");
        }

        @Test
        void gives_the_same_record_each_time() {
            assertThat(store.get(Customer.class, 3)).isSameAs(store.get(Customer.class, 3));
        }

        @Test
        void looks_for_values_as_a_walk_over_all_rows_would() {
            List<Order> all = store.query(Order.class).list();
            assertThat(store.query(Order.class).where("customerId", 7).list())
                    .isEqualTo(all.stream()
                            .filter(order -> order.customerId() == 7)
                            .toList());
            assertThat(store.query(Order.class)
                            .where("customerId", store.get(Customer.class, 7))
                            .list())
                    .isEqualTo(store.query(Order.class).where("customerId", 7).list());
            assertThat(store.query(Order.class)
                            .where("customerId", 7)
                            .where("placed", LocalDate.MIN)
                            .list())
                    .isEmpty();
            LocalDate from = all.get(3).placed();
            assertThat(store.query(Order.class)
                            .where("placed", between(from, from.plusDays(30)))
                            .list())
                    .contains(all.get(3))
                    .isEqualTo(all.stream()
                            .filter(order -> !order.placed().isBefore(from)
                                    && !order.placed().isAfter(from.plusDays(30)))
                            .toList());
            assertThat(store.query(Order.class).where("id", in(1, 2L, 900)).count())
                    .isEqualTo(2);
            assertThat(store.query(Customer.class).where("deletedOn", isNull()).count())
                    .isEqualTo(25);
            assertThat(store.query(Customer.class)
                            .where("deletedOn", (Object) null)
                            .count())
                    .isEqualTo(25);
            assertThat(store.query(Customer.class).where("deletedOn", notNull()).exists())
                    .isFalse();
            assertThat(store.query(Customer.class)
                            .where("deletedOn", not(Market.DAY))
                            .exists())
                    .as("no value is neither equal nor different")
                    .isFalse();
            assertThat(store.query(Customer.class)
                            .where("email", like("%@example._%"))
                            .count())
                    .isEqualTo(store.query(Customer.class)
                            .where(customer -> customer.email().contains("@example."))
                            .count())
                    .isPositive();
            assertThat(store.query(Product.class)
                                    .where("price", Match.atLeast(100))
                                    .count()
                            + store.query(Product.class)
                                    .where("price", Match.below(100))
                                    .count())
                    .isEqualTo(100);
            assertThat(store.query(Product.class)
                                    .where("price", Match.above(100))
                                    .count()
                            + store.query(Product.class)
                                    .where("price", Match.atMost(100))
                                    .count())
                    .isEqualTo(100);
        }

        @Test
        void asks_for_numbers_as_numbers() {
            Product any = store.get(Product.class, 5);
            BigDecimal more = any.price().setScale(5);
            assertThat(store.query(Product.class).where("price", more).list()).contains(any);
        }

        @Test
        void asks_for_numbers_and_constants_of_any_type_that_says_the_same() {
            store.update(Product.class, 5, Map.of("price", new BigDecimal("10.00")));
            for (Object ten : List.of(10, 10L, 10.0, 10f, new BigDecimal("1E+1"), java.math.BigInteger.TEN)) {
                assertThat(store.query(Product.class).where("price", ten).list())
                        .as(ten.getClass().getSimpleName())
                        .extracting(Product::id)
                        .contains(5L);
                assertThat(store.query(Product.class)
                                .where("price", in(ten, 11))
                                .list())
                        .extracting(Product::id)
                        .contains(5L);
                assertThat(store.query(Product.class).where("price", not(ten)).list())
                        .extracting(Product::id)
                        .doesNotContain(5L);
            }
            assertThat(store.find(Customer.class, new BigDecimal("17.0"))).isPresent();
            assertThat(store.query(Customer.class).where("status", "SUSPENDED").list())
                    .isNotEmpty()
                    .isEqualTo(store.query(Customer.class)
                            .where("status", in("SUSPENDED"))
                            .list())
                    .isEqualTo(store.query(Customer.class)
                            .where("status", Status.SUSPENDED)
                            .list());
            assertThat(store.query(Order.class)
                            .where("customer.status", "SUSPENDED")
                            .list())
                    .isEqualTo(store.query(Order.class)
                            .where("customer.status", Status.SUSPENDED)
                            .list());
        }

        @Test
        void says_that_a_field_never_has_a_value_that_is_asked_for() {
            for (org.assertj.core.api.ThrowableAssert.ThrowingCallable wrong :
                    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                            () -> store.find(Customer.class, "17"),
                            () -> store.query(Customer.class).where("id", "17"),
                            () -> store.query(Customer.class).where("status", "SUSPENDE"),
                            () -> store.query(Customer.class).where("status", in("SUSPENDE")),
                            () -> store.query(Order.class).where("customer.status", not("SUSPENDE")))) {
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(wrong)
                        .withMessageStartingWith("ASSAY-DATA-041");
            }
        }

        @Test
        void compares_arrays_by_their_content() {
            assertThat(Match.eq(new byte[] {1, 2}).test(new byte[] {1, 2})).isTrue();
            assertThat(Match.in(List.of(new String[] {"a"})).test(new String[] {"b"}))
                    .isFalse();
        }

        @Test
        void asks_for_what_records_and_rows_tell() {
            List<Customer> suspended =
                    store.query(Customer.class).where(Customer::suspended).list();
            assertThat(suspended).isNotEmpty().allMatch(customer -> customer.status() == Status.SUSPENDED);
            assertThat(store.query(Customer.class)
                            .whereRow(row -> row.children(Order.class).count() > 2)
                            .rows())
                    .isNotEmpty()
                    .allMatch(row -> (long) Objects.requireNonNull(row.get("orders_placed")) > 2);
            assertThat(store.query(Customer.class).where("orders_placed", 0).list())
                    .allMatch(customer -> !store.query(Order.class)
                            .where("customerId", customer.id())
                            .exists());
        }

        @Test
        void sorts_by_several_values_and_takes_a_part() {
            List<Customer> expected = DATA.stream(Customer.class)
                    .sorted(Comparator.comparing(Customer::status)
                            .thenComparing(Customer::name, Comparator.reverseOrder()))
                    .toList();
            Query<Customer> sorted = store.query(Customer.class).sort("status").descending("name");
            assertThat(sorted.list()).isEqualTo(expected);
            assertThat(sorted.offset(5).limit(10).list()).isEqualTo(expected.subList(5, 15));
            assertThat(sorted.first()).contains(expected.get(0));
            assertThat(sorted.offset(20).count()).isEqualTo(5);
            assertThatIllegalArgumentException().isThrownBy(() -> sorted.limit(-1));
        }

        @Test
        void sorts_rows_without_a_value_last() {
            store.update(Customer.class, 3, Map.of("deletedOn", Market.DAY));
            store.update(Customer.class, 9, Map.of("deletedOn", Market.DAY.minusDays(1)));
            Query<Customer> all = store.query(Customer.class).limit(3);
            assertThat(all.sort("deletedOn").list()).extracting(Customer::id).containsExactly(9L, 3L, 1L);
            assertThat(all.descending("deletedOn").list())
                    .extracting(Customer::id)
                    .containsExactly(3L, 9L, 1L);
        }

        @Test
        void sorts_and_asks_along_a_path() {
            List<Order> orders = store.query(Order.class)
                    .where("customer.tier.name", store.get(Tier.class, 2).name())
                    .sort("customer.name")
                    .list();
            assertThat(orders)
                    .isNotEmpty()
                    .allMatch(order ->
                            store.get(Customer.class, order.customerId()).tierId() == 2);
            assertThat(orders)
                    .extracting(order ->
                            store.get(Customer.class, order.customerId()).name())
                    .isSorted();
        }

        @Test
        void finds_nothing_without_an_error() {
            try (Store empty = Store.of(Market.MODEL, Market.DAY)) {
                assertThat(empty.query(Customer.class)
                                .where("status", Status.ACTIVE)
                                .load("orders")
                                .loaded())
                        .isEmpty();
                assertThat(empty.query(Customer.class).sort("name").first()).isEmpty();
                assertThat(empty.query(Order.class).where("customerId", 1).maps())
                        .isEmpty();
                assertThat(empty.query(Order.class).json()).isEqualTo("[]");
                assertThat(empty.find(Order.class, 1)).isEmpty();
                assertThat(empty.verify().broken()).isZero();
                assertThat(empty.load(List.<Customer>of(), "orders")).isEmpty();
            }
        }
    }

    @Nested
    class Writing {
        @Test
        void creates_a_row_under_the_next_key() {
            Customer ada = ada();
            assertThat(ada).isEqualTo(new Customer(26, 1, "Ada", "ada@example.com", Status.ACTIVE, null));
            assertThat(store.get(Customer.class, 26)).isEqualTo(ada);
            assertThat(store.query(Customer.class)
                            .where("email", "ada@example.com")
                            .one())
                    .isEqualTo(ada);
            assertThat(store.query(Customer.class).where("tierId", 1).list()).contains(ada);
            assertThat(store.query(Customer.class).count()).isEqualTo(26);
        }

        @Test
        void creates_a_record_under_its_key_or_the_next() {
            Customer first = store.create(new Customer(0, 2, "Bob", "bob@example.com", Status.ACTIVE, null));
            Customer second = store.create(new Customer(900, 2, "Eve", "eve@example.com", Status.ACTIVE, null));
            Customer third = ada();
            assertThat(List.of(first.id(), second.id(), third.id())).containsExactly(26L, 900L, 28L);
        }

        @Test
        void goes_on_behind_thousands_of_keys_that_were_told() {
            store.transaction(() -> {
                for (int key = 1_032; key < 2_038; key++) {
                    store.create(new Customer(key, 2, "Bob", key + "@example.com", Status.ACTIVE, null));
                }
            });
            store.create(new Tier(7, "seventh", 1));
            store.create(new Tier(8, "eighth", 1));
            for (int i = 0; i < 5; i++) {
                store.create(Tier.class, Map.of("name", "more " + i, "discount", 1));
            }
            assertThat(store.query(Tier.class).list())
                    .extracting(Tier::id)
                    .doesNotHaveDuplicates()
                    .hasSize(11);
            assertThat(ada().id()).isEqualTo(2_038);
        }

        @Test
        void leaves_out_keys_that_were_taken() {
            store.create(new Customer(27, 2, "Bob", "bob@example.com", Status.ACTIVE, null));
            assertThat(ada().id()).isEqualTo(28);
        }

        @Test
        void takes_names_of_constants_and_other_numbers() {
            Customer made = store.create(
                    Customer.class,
                    Map.of("name", "Ada", "email", "a@b", "status", "INACTIVE", "tierId", new BigDecimal("2.0")));
            assertThat(made.status()).isEqualTo(Status.INACTIVE);
            assertThat(made.tierId()).isEqualTo(2);
        }

        @Test
        void updates_what_it_is_told_alone() {
            Customer before = store.get(Customer.class, 4);
            Customer after = store.update(Customer.class, 4, Map.of("email", "new@example.com"));
            assertThat(after)
                    .isEqualTo(
                            new Customer(4, before.tierId(), before.name(), "new@example.com", before.status(), null));
            assertThat(store.query(Customer.class)
                            .where("email", before.email())
                            .exists())
                    .isFalse();
            assertThat(store.query(Customer.class)
                            .where("email", "new@example.com")
                            .one())
                    .isEqualTo(after);
            assertThat(store.update(before)).isEqualTo(before);
            assertThat(store.query(Customer.class)
                            .where("email", before.email())
                            .one())
                    .isEqualTo(before);
        }

        @Test
        void moves_a_child_from_one_parent_to_the_other() {
            Order order =
                    store.query(Order.class).where("customerId", 7).first().orElseThrow();
            store.update(Order.class, order.id(), Map.of("customerId", 8));
            assertThat(store.query(Order.class).where("customerId", 7).list()).doesNotContain(order);
            assertThat(store.query(Order.class).where("customerId", 8).list())
                    .extracting(Order::id)
                    .contains(order.id())
                    .isSorted();
            assertThat(store.row(order).parent("customerId"))
                    .isEqualTo(store.row(Customer.class, 8).orElseThrow());
        }

        @Test
        void destroys_a_row_whose_values_are_free_then() {
            Customer ada = ada();
            store.destroy(ada);
            assertThat(store.find(Customer.class, ada.id())).isEmpty();
            assertThat(store.query(Customer.class).where("email", ada.email()).exists())
                    .isFalse();
            assertThat(store.query(Customer.class).count()).isEqualTo(25);
            assertThat(ada().id()).as("a key is not given twice").isEqualTo(27);
        }

        @Test
        void lets_a_destroyed_key_be_used_again_when_told() {
            Row tag = store.query("tag").rows().get(0);
            store.destroy(tag);
            assertThat(store.query("tag").count()).isEqualTo(2);
            Row again = store.create(
                    "tag",
                    Map.of(
                            "label",
                            Objects.requireNonNull(tag.get("label")),
                            "language",
                            Objects.requireNonNull(tag.get("language"))));
            assertThat(again.get("label")).isEqualTo(tag.get("label"));
            assertThat(store.query("tag").count()).isEqualTo(3);
        }

        @Test
        void keeps_partial_uniqueness_also_when_rows_come_under_it() {
            Row main = store.query(Address.class).where("main", true).rows().get(0);
            Address other = store.create(
                    Address.class,
                    Map.of(
                            "customerId",
                            Objects.requireNonNull(main.get("customerId")),
                            "city",
                            "Rome",
                            "main",
                            false));
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.update(Address.class, other.id(), Map.of("main", true)))
                    .withMessageStartingWith("ASSAY-DATA-042");
            store.update(main, Map.of("main", false));
            assertThat(store.update(Address.class, other.id(), Map.of("main", true))
                            .main())
                    .isTrue();
            assertThat(store.verify().broken()).isZero();
        }

        @Test
        void finds_no_other_row_for_one_that_is_gone() {
            Row gone = store.row(Customer.class, 5).orElseThrow();
            store.transaction(() -> {
                store.query(Order.class).where("customerId", 5).list().forEach(order -> {
                    store.query(Line.class).where("orderId", order.id()).rows().forEach(store::destroy);
                    store.destroy(order);
                });
                store.query(Address.class).where("customerId", 5).rows().forEach(store::destroy);
                store.destroy(gone);
            });
            List<Row> before = everything(store);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.update(gone, Map.of("name", "X")))
                    .withMessageStartingWith("ASSAY-DATA-047")
                    .withMessageContaining("key      5\n");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.destroy(gone))
                    .withMessageStartingWith("ASSAY-DATA-047");
            assertThat(everything(store)).isEqualTo(before);
        }

        @Test
        void finds_no_row_without_a_key_that_is_gone() {
            Model notes = Model.of(
                    Entity.named("note").field("text", String.class).key().build());
            try (Store own = Store.of(notes, Market.DAY)) {
                Row note = own.create("note", Map.of("text", "x"));
                own.destroy(note);
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> own.update(note, Map.of("text", "y")))
                        .withMessageStartingWith("ASSAY-DATA-047");
            }
        }

        @Test
        void goes_back_to_the_dataset() {
            List<Row> before = everything(store);
            ada();
            store.update(Customer.class, 4, Map.of("name", "X"));
            store.reset();
            assertThat(everything(store)).isEqualTo(before);
            assertThat(ada().id()).isEqualTo(26);
        }

        @Test
        void leaves_rows_that_were_read_as_they_were() {
            Row row = store.row(Customer.class, 4).orElseThrow();
            Object name = row.get("name");
            Object orders = row.get("orders_placed");
            store.update(row, Map.of("name", "X"));
            store.create(RowSpec.of(Order.class).with("customerId", 4));
            assertThat(row.get("name")).isEqualTo(name);
            assertThat(row.get("orders_placed")).isEqualTo(orders);
            assertThat(row.children(Order.class).count()).isEqualTo(orders);
        }
    }

    @Nested
    class Generating {
        @Test
        void makes_what_is_not_told_as_the_dataset_would() {
            Customer made = store.create(Customer.class, customer -> customer.with("status", Status.SUSPENDED));
            assertThat(made.id()).isEqualTo(26);
            assertThat(made.status()).isEqualTo(Status.SUSPENDED);
            Customer usual = Market.dataset(2).get(Customer.class, 25);
            assertThat(made.name()).isEqualTo(usual.name());
            assertThat(made.email()).isEqualTo(usual.email());
            assertThat(store.verify().broken()).isZero();
        }

        @Test
        void makes_the_same_again_and_something_else_next() {
            try (Store other = Store.of(DATA)) {
                Row first = store.create(RowSpec.of(Order.class));
                assertThat(other.create(RowSpec.of(Order.class))).isEqualTo(first);
                assertThat(store.create(RowSpec.of(Order.class))).isNotEqualTo(first);
            }
        }

        @Test
        void makes_children_and_those_that_belong_to_every_parent() {
            Customer made = store.create(
                    Customer.class,
                    customer -> customer.children(
                            2, RowSpec.of(Order.class).with("notes", "x").children(Line.class, 3)));
            List<Order> orders =
                    store.query(Order.class).where("customerId", made.id()).list();
            assertThat(orders).hasSize(2).allMatch(order -> "x".equals(order.notes()));
            for (Order order : orders) {
                List<Line> lines =
                        store.query(Line.class).where("orderId", order.id()).list();
                assertThat(lines).hasSize(3);
                for (Line line : lines) {
                    assertThat(line.price())
                            .isEqualTo(
                                    store.get(Product.class, line.productId()).price());
                }
            }
            assertThat(store.query(Address.class).where("customerId", made.id()).count())
                    .isBetween(1L, 3L);
            assertThat(store.verify().broken()).isZero();
        }

        @Test
        void picks_parents_that_are_there() {
            try (Store empty = Store.of(Market.MODEL, Market.DAY)) {
                empty.create(RowSpec.of(Tier.class));
                Row customer = empty.create(RowSpec.of(Customer.class));
                Row order = empty.create(RowSpec.of(Order.class).children(Line.class, 0));
                assertThat(order.parent("customerId")).isEqualTo(customer);
                assertThat(customer.children(Address.class)).isNotEmpty();
            }
        }

        @Test
        void says_which_parent_is_missing() {
            try (Store empty = Store.of(Market.MODEL, Market.DAY)) {
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> empty.create(RowSpec.of(Order.class)))
                        .withMessageContaining("customerId")
                        .withMessageContaining("there is no Customer to pick");
                assertThat(empty.stats().values()).containsOnly(0L);
            }
        }

        @Test
        void makes_a_thousand_rows_of_unique_values() {
            for (int i = 0; i < 1_000; i++) {
                store.create(RowSpec.of(Product.class));
            }
            assertThat(store.query(Product.class).list())
                    .extracting(Product::sku)
                    .doesNotHaveDuplicates()
                    .hasSize(1_100);
            assertThat(store.verify().broken()).isZero();
        }
    }

    @Nested
    class Transactions {
        @Test
        void take_everything_back_when_they_fail() {
            List<Row> before = everything(store);
            assertThatIllegalStateException()
                    .isThrownBy(() -> store.transaction(() -> {
                        Customer ada = ada();
                        store.update(Customer.class, 3, Map.of("email", "x@example.com"));
                        store.create(Order.class, order -> order.with("customerId", ada.id()));
                        store.destroy(Line.class, 1);
                        assertThat(store.query(Customer.class)
                                        .where("email", "x@example.com")
                                        .exists())
                                .isTrue();
                        throw new IllegalStateException("enough");
                    }));
            assertThat(everything(store)).isEqualTo(before);
            assertThat(ada().id()).as("the key is free again").isEqualTo(26);
            store.update(Customer.class, 4, Map.of("email", "x@example.com"));
        }

        @Test
        void end_quietly_when_they_are_asked_to_go_back() {
            assertThat(store.transaction(() -> {
                        ada();
                        throw new Rollback();
                    }))
                    .isFalse();
            assertThat(store.query(Customer.class).count()).isEqualTo(25);
            assertThat(store.transactionFor(() -> ada().id())).contains(26L);
            assertThat(store.query(Customer.class).count()).isEqualTo(26);
        }

        @Test
        void within_another_are_savepoints() {
            assertThat(store.transaction(() -> {
                        ada();
                        boolean kept = store.transaction(() -> {
                            store.destroy(Customer.class, 26);
                            store.create(Customer.class, customer -> customer.with("name", "Bob"));
                            throw new Rollback();
                        });
                        assertThat(kept).isFalse();
                        assertThat(store.find(Customer.class, 26)).isPresent();
                        store.transaction(() -> store.update(Customer.class, 26, Map.of("name", "Eve")));
                    }))
                    .isTrue();
            assertThat(store.get(Customer.class, 26).name()).isEqualTo("Eve");
            assertThat(store.query(Customer.class).count()).isEqualTo(26);
        }

        @Test
        void go_back_with_all_that_was_kept_within_them() {
            store.transaction(() -> {
                store.transaction(StoreTest.this::ada);
                throw new Rollback();
            });
            assertThat(store.query(Customer.class).count()).isEqualTo(25);
        }

        @Test
        void go_on_after_a_write_that_was_refused() {
            store.transaction(() -> {
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> store.update(Customer.class, 1, Map.of("tierId", 99)));
                ada();
            });
            assertThat(store.query(Customer.class).count()).isEqualTo(26);
        }
    }

    @Nested
    class Relations {
        @Test
        void are_found_from_rows_both_ways() {
            Row order = store.row(Order.class, 5).orElseThrow();
            assertThat(order.parent("customerId").children(Order.class)).contains(order);
            assertThat(order.children(Line.class))
                    .isNotEmpty()
                    .allMatch(line -> line.parent("orderId").equals(order));
            Product part = store.create(Product.class, product -> product.with("partOf", 3));
            assertThat(store.row(Product.class, 3).orElseThrow().children(Product.class))
                    .contains(store.row(part));
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> order.parent("notes"))
                    .withMessageStartingWith("ASSAY-DATA-040");
        }

        @Test
        void are_loaded_for_one_and_for_many() {
            Customer customer = store.get(Customer.class, 7);
            Loaded<Customer> one = store.load(customer, "orders.lines.product", "tier", "label");
            assertThat(one.value()).isEqualTo(customer);
            assertThat(one.one("tier", Tier.class)).contains(store.get(Tier.class, customer.tierId()));
            assertThat(one.many("orders", Order.class))
                    .isEqualTo(store.query(Order.class).where("customerId", 7).list());
            Loaded<Line> line = one.loadedMany("orders", Order.class)
                    .get(0)
                    .loadedMany("lines", Line.class)
                    .get(0);
            assertThat(line.one("product", Product.class).orElseThrow().price())
                    .isEqualTo(line.value().price());
            assertThat(one.get("label")).isEqualTo(customer.name() + " <" + customer.email() + ">");
            List<Customer> all = store.query(Customer.class).list();
            store.destroy(store.query(Line.class).first().orElseThrow());
            assertThat(store.load(all, "orders")).hasSize(25);
        }

        @Test
        void are_loaded_with_the_row_as_it_is_now() {
            Customer before = store.get(Customer.class, 7);
            Customer after = store.update(Customer.class, 7, Map.of("name", "Zoe"));
            assertThat(store.load(before, "orders").value()).isEqualTo(after);
            assertThat(store.load(List.of(before), "orders").get(0).value()).isEqualTo(after);
        }

        @Test
        void are_loaded_for_many_as_of_one_point_in_time() {
            List<Customer> all = store.query(Customer.class).limit(2).list();
            List<Customer> changing = new java.util.AbstractList<>() {
                @Override
                public Customer get(int index) {
                    if (index == 1) {
                        store.create(
                                Order.class,
                                order -> order.with("customerId", all.get(1).id()));
                    }
                    return all.get(index);
                }

                @Override
                public int size() {
                    return all.size();
                }
            };
            long before = store.query(Order.class)
                    .where("customerId", all.get(1).id())
                    .count();
            assertThat(store.load(changing, "orders").get(1).many("orders", Order.class))
                    .hasSize((int) before);
            assertThat(store.query(Order.class)
                            .where("customerId", all.get(1).id())
                            .count())
                    .isGreaterThan(before);
        }

        @Test
        void that_are_missing_are_tolerated() {
            Product whole = store.create(Product.class, product -> product.with("partOf", null));
            Loaded<Product> loaded = store.load(whole, "partOf", "lines");
            assertThat(loaded.one("partOf", Product.class)).isEmpty();
            assertThat(loaded.many("lines", Line.class)).isEmpty();
            assertThat(store.query(Product.class).where("id", whole.id()).report("name", "partOf.name"))
                    .containsExactly(map("name", whole.name(), "partOf.name", null));
            store.destroy(whole);
            assertThat(store.load(List.of(whole, store.get(Product.class, 1)), "lines"))
                    .hasSize(1);
        }

        @Test
        void that_were_not_loaded_are_said() {
            Loaded<Customer> loaded = store.load(store.get(Customer.class, 7), "orders");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loaded.many("addresses", Address.class))
                    .withMessage("addresses is not loaded, [orders] are");
        }
    }

    @Nested
    class Calculations {
        @Test
        void follow_the_rows() {
            Customer customer = ada();
            assertThat(store.row(customer).get("orders_placed")).isEqualTo(0L);
            assertThat(store.row(customer).get("first_order")).isNull();
            store.create(
                    Order.class,
                    order -> order.with("customerId", customer.id())
                            .with("placed", Market.DAY)
                            .with("due", Market.DAY));
            assertThat(store.row(customer).get("orders_placed")).isEqualTo(1L);
            assertThat(store.row(customer).get("first_order")).isEqualTo(Market.DAY);
            store.update(Tier.class, 1, Map.of("discount", 50));
            assertThat(store.row(customer).get("discount")).isEqualTo(50);
        }

        @Test
        void are_not_remembered_of_a_change_that_was_refused() {
            Row before = store.row(Customer.class, 7).orElseThrow();
            Object label = before.get("label");
            try (Store own = Store.of(
                    DATA,
                    Resource.of(Customer.class)
                            .validate(
                                    "labels are short",
                                    row -> Objects.requireNonNull(row.get("label"))
                                                    .toString()
                                                    .length()
                                            < 60))) {
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> own.update(
                                Customer.class, 7, Map.of("name", "x".repeat(40), "email", "y@" + "z".repeat(40))));
                assertThat(own.row(Customer.class, 7).orElseThrow().get("label"))
                        .isEqualTo(label);
            }
        }
    }

    @Nested
    class Conversions {
        @Test
        void make_maps_with_what_was_loaded_and_without_what_was_excluded() {
            Map<String, @Nullable Object> map = store.query(Order.class)
                    .where("id", 5)
                    .load("lines.product", "customer", "total")
                    .maps(RowFormat.exclude("notes", "price", "customer.email"))
                    .get(0);
            assertThat(map).containsOnlyKeys("id", "customerId", "placed", "due", "lines", "customer", "total");
            assertThat(map.get("customer"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsOnlyKeys("id", "tierId", "name", "status", "deletedOn");
            assertThat(String.valueOf(map.get("lines")))
                    .contains("product={id=")
                    .doesNotContain("price");
        }

        @Test
        void make_json() {
            Customer ada = ada();
            store.create(
                    Order.class,
                    Map.of("customerId", ada.id(), "placed", Market.DAY, "due", Market.DAY, "notes", "say \"hi\""));
            assertThat(store.query(Customer.class)
                            .where("id", ada.id())
                            .load("orders")
                            .json())
                    .isEqualTo(
                            "[{\"id\":26,\"tierId\":1,\"name\":\"Ada\",\"email\":\"ada@example.com\",\"status\":\"ACTIVE\","
                                    + "\"deletedOn\":null,\"orders\":[{\"id\":76,\"customerId\":26,\"placed\":\"2026-01-01\","
                                    + "\"due\":\"2026-01-01\",\"notes\":\"say \\\"hi\\\"\"}]}]");
            assertThat(store.query(Product.class).where("id", 1).json(RowFormat.exclude("name", "sku", "partOf")))
                    .isEqualTo("[{\"id\":1,\"price\":"
                            + store.get(Product.class, 1).price().toPlainString() + "}]");
        }

        @Test
        void make_flat_rows_of_a_report() {
            Order order = store.get(Order.class, 5);
            Customer customer = store.get(Customer.class, order.customerId());
            assertThat(store.query(Order.class)
                            .where("id", 5)
                            .report("id", "customer.name", "customer.tier.name", "customer.orders_placed"))
                    .containsExactly(map(
                            "id", 5L,
                            "customer.name", customer.name(),
                            "customer.tier.name",
                                    store.get(Tier.class, customer.tierId()).name(),
                            "customer.orders_placed",
                                    store.query(Order.class)
                                            .where("customerId", customer.id())
                                            .count()));
        }
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
