package dev.assay.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Row;
import dev.assay.data.RowSpec;
import dev.assay.data.store.Market.Address;
import dev.assay.data.store.Market.Customer;
import dev.assay.data.store.Market.Line;
import dev.assay.data.store.Market.Order;
import dev.assay.data.store.Market.Product;
import dev.assay.data.store.Market.Status;
import dev.assay.data.store.Market.Tier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResourceTest {
    private static final Resource<Customer> CUSTOMERS = Resource.of(Customer.class)
            .baseFilter(row -> row.get("deletedOn") == null)
            .byDefault("status", Status.ACTIVE)
            .byDefault("email", row -> row.get("name") + "@example.com")
            .byDefault("tierId", 1)
            .read("by_status", (query, args) -> query.where("status", args.get("status", Status.class)))
            .read("all", (query, args) -> query.sort("name"))
            .update("suspend", (change, args) -> {
                if (change.get("status") == Status.SUSPENDED) {
                    throw change.refused("it is suspended already");
                }
                change.set("status", Status.SUSPENDED);
            })
            .update("rename", (change, args) -> change.set("name", args.get("name", String.class, "nobody")))
            .update(
                    "delete",
                    (change, args) -> change.set("deletedOn", change.row().asOf()))
            .validate(
                    "names are not numbers",
                    row -> !row.get("name", String.class).matches("\\d+"))
            .policy(Action.READ, (actor, row) -> !actor.equals("guest") || row.get("status") == Status.ACTIVE)
            .policy("CREATE", "only clerks create", (actor, row) -> actor.equals("clerk"))
            .policy("UPDATE", "nobody but clerks changes customers", (actor, row) -> actor.equals("clerk"))
            .policy(
                    "suspend",
                    "gold stays",
                    (actor, row) -> row.parent("tierId").get("id", Long.class) != 4)
            .policy(Action.DESTROY, (actor, row) -> false)
            .cascade(Order.class, Address.class);

    private static final Resource<Address> ADDRESSES = Resource.of(Address.class)
            .update("make_main", (change, args) -> {
                for (Row other : change.before()
                        .parent("customerId")
                        .children(Address.class)
                        .toList()) {
                    change.store().update(other, Map.of("main", false));
                }
                change.set("main", true);
            })
            .before(
                    Action.CREATE,
                    (change, args) ->
                            change.set("city", change.get("city", String.class).strip()))
            .before(
                    Action.UPDATE,
                    (change, args) ->
                            change.set("city", change.get("city", String.class).toUpperCase(java.util.Locale.ROOT)));

    private final Store store = Store.of(
            Market.dataset(1),
            CUSTOMERS,
            ADDRESSES,
            Resource.of(Order.class).cascade(Line.class),
            Resource.of(Product.class).detach(Product.class));

    @AfterEach
    void close() {
        store.close();
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.diagnosis().code()).isEqualTo(code));
    }

    @Nested
    class Actions {
        @Test
        void read_and_update_by_name() {
            store.update(Customer.class, 3, "rename", Args.of("name", "Zoe"));
            assertThat(store.get(Customer.class, 3).name()).isEqualTo("Zoe");
            assertThat(store.update(Customer.class, 3, "rename").name()).isEqualTo("nobody");
            Customer active = store.read(Customer.class, "by_status", Args.of("status", Status.ACTIVE))
                    .first()
                    .orElseThrow();
            assertThat(store.update(Customer.class, active.id(), "suspend").suspended())
                    .isTrue();
            assertThat(store.read(Customer.class, "by_status", Args.of("status", Status.SUSPENDED))
                            .list())
                    .extracting(Customer::id)
                    .contains(active.id());
            assertThat(store.read(Customer.class, "all").list()).hasSize(25);
        }

        @Test
        void that_refuse_change_nothing() {
            store.update(Customer.class, 3, Map.of("status", Status.SUSPENDED));
            refused("ASSAY-DATA-046", () -> store.update(Customer.class, 3, "suspend"));
            refused("ASSAY-DATA-046", () -> store.update(Customer.class, 3, Map.of("name", "123")));
            refused(
                    "ASSAY-DATA-050",
                    () -> store.read(Customer.class, "by_status").list());
            refused("ASSAY-DATA-052", () -> store.read(Customer.class, "by_stauts"));
            refused("ASSAY-DATA-052", () -> store.update(Customer.class, 3, "promote"));
            assertThat(store.get(Customer.class, 3).name()).isNotEqualTo("123");
        }

        @Test
        void fill_in_what_is_not_told() {
            Customer made = store.create(Customer.class, Map.of("name", "Ada"));
            assertThat(made).isEqualTo(new Customer(26, 1, "Ada", "Ada@example.com", Status.ACTIVE, null));
            Customer generated = store.create(Customer.class, customer -> customer.with("name", "Bob"));
            assertThat(generated.email()).as("generated, as the dataset would").isNotEqualTo("Bob@example.com");
        }

        @Test
        void happen_before_each_write() {
            Address made = store.create(Address.class, Map.of("customerId", 3, "city", " Rome ", "main", false));
            assertThat(made.city()).isEqualTo("Rome");
            assertThat(store.update(Address.class, made.id(), Map.of("main", false))
                            .city())
                    .isEqualTo("ROME");
        }

        @Test
        void change_other_rows_with_theirs_or_none() {
            Address old = store.query(Address.class).where("main", true).first().orElseThrow();
            Address next =
                    store.create(Address.class, Map.of("customerId", old.customerId(), "city", "Rome", "main", false));
            assertThat(store.update(Address.class, next.id(), "make_main").main())
                    .isTrue();
            assertThat(store.get(Address.class, old.id()).main()).isFalse();
            Store failing = Store.of(
                    Market.dataset(1),
                    ADDRESSES.validate(
                            "no main address in Rome",
                            row -> !"ROME".equals(row.get("city")) || !row.get("main", Boolean.class)));
            Address other = failing.create(
                    Address.class, Map.of("customerId", old.customerId(), "city", "Rome", "main", false));
            refused("ASSAY-DATA-046", () -> failing.update(Address.class, other.id(), "make_main"));
            assertThat(failing.get(Address.class, old.id()).main())
                    .as("taken back")
                    .isTrue();
        }

        @Test
        void destroy_children_or_leave_them() {
            long customer = store.query(Order.class).first().orElseThrow().customerId();
            store.destroy(Customer.class, customer);
            assertThat(store.query(Order.class).where("customerId", customer).exists())
                    .isFalse();
            assertThat(store.query(Address.class).where("customerId", customer).exists())
                    .isFalse();
            assertThat(store.verify().broken()).isZero();
            Row whole = store.create(RowSpec.of(Product.class).children(2, RowSpec.of(Product.class)));
            List<Row> parts = whole.children(Product.class).toList();
            store.destroy(whole);
            assertThat(parts)
                    .hasSize(2)
                    .allMatch(part -> store.row(Product.class, part.get("id"))
                                    .orElseThrow()
                                    .get("partOf")
                            == null);
            refused("ASSAY-DATA-045", () -> store.destroy(Tier.class, 1));
        }
    }

    @Nested
    class Hooks {
        private final Store hooked = Store.of(
                Market.dataset(1),
                Resource.of(Tier.class)
                        .before(Action.CREATE, (change, args) -> {
                            if (!"inner".equals(change.get("name"))) {
                                change.store().create(Tier.class, Map.of("name", "inner", "discount", 1));
                            }
                        })
                        .update("both", (change, args) -> {
                            change.store().update(change.before(), Map.of("discount", 7));
                            change.set("name", "outer");
                        })
                        .update("gone", (change, args) -> change.store().destroy(change.before())),
                Resource.of(Product.class)
                        .detach(Product.class)
                        .before(
                                Action.UPDATE,
                                (change, args) -> change.set(
                                        "name", "was part of " + change.before().get("id")))
                        .policy("UPDATE", "guests change nothing", (actor, row) -> !actor.equals("guest")),
                ADDRESSES);

        @AfterEach
        void end() {
            hooked.close();
        }

        @Test
        void create_rows_of_the_same_entity() {
            Tier outer = hooked.create(Tier.class, Map.of("name", "outer", "discount", 2));
            assertThat(hooked.get(Tier.class, outer.id()).name()).isEqualTo("outer");
            assertThat(hooked.query(Tier.class).where("name", "inner").one().id())
                    .isNotEqualTo(outer.id());
            assertThat(hooked.query(Tier.class).count()).isEqualTo(6);
        }

        @Test
        void keep_what_is_written_to_the_row_itself() {
            assertThat(hooked.update(Tier.class, 1, "both")).isEqualTo(new Tier(1, "outer", 7));
            assertThat(hooked.get(Tier.class, 1)).isEqualTo(new Tier(1, "outer", 7));
        }

        @Test
        void do_not_revive_a_row_that_they_destroyed() {
            Tier lonely = hooked.create(Tier.class, Map.of("name", "inner", "discount", 1));
            refused("ASSAY-DATA-047", () -> hooked.update(Tier.class, lonely.id(), "gone"));
            assertThat(hooked.get(Tier.class, lonely.id())).isEqualTo(lonely);
        }

        @Test
        void and_policies_of_children_are_asked_when_these_are_left_behind() {
            Row whole = hooked.create(RowSpec.of(Product.class).children(2, RowSpec.of(Product.class)));
            List<Row> parts = whole.children(Product.class).toList();
            refused("ASSAY-DATA-048", () -> hooked.as("guest").destroy(whole));
            assertThat(parts.get(0).get("partOf")).isEqualTo(whole.get("id"));
            hooked.as("clerk").destroy(whole);
            assertThat(parts).allSatisfy(part -> {
                Row now = hooked.row(Product.class, part.get("id")).orElseThrow();
                assertThat(now.get("partOf")).isNull();
                assertThat(now.get("name")).asString().startsWith("was part of");
            });
        }

        @Test
        void that_count_on_what_is_missing_do_not_hide_it() {
            refused("ASSAY-DATA-041", () -> hooked.create(Address.class, Map.of("customerId", 1, "main", true)));
        }
    }

    @Nested
    class Conditions {
        @Test
        void are_not_asked_about_values_that_cannot_be() {
            dev.assay.data.Model model = dev.assay.data.Model.of(Tier.class, Customer.class, Address.class)
                    .with(
                            Address.class,
                            new dev.assay.data.Constraint.Unique(
                                    "one",
                                    List.of("customerId"),
                                    java.util.Optional.of(new dev.assay.data.Constraint.Check(
                                            "main",
                                            "main",
                                            List.of("main"),
                                            row -> row.get("main", Boolean.class)
                                                    && row.parent("customerId").get("name") != null))));
            try (Store own = Store.of(model, Market.DAY)) {
                own.create(RowSpec.of(Tier.class));
                own.create(RowSpec.of(Customer.class).children(Address.class, 1));
                refused("ASSAY-DATA-041", () -> own.create(Address.class, Map.of("customerId", 1, "city", "Rome")));
                refused(
                        "ASSAY-DATA-044",
                        () -> own.create(Address.class, Map.of("customerId", 9, "city", "Rome", "main", true)));
                Row address = own.query("Address").rows().get(0);
                java.util.Map<String, Object> none = new java.util.HashMap<>();
                none.put("main", null);
                refused("ASSAY-DATA-041", () -> own.update(address, none));
            }
        }

        @Test
        void of_what_is_told_are_asked_before_a_default_fails() {
            try (Store own = Store.of(
                    Market.dataset(1),
                    Resource.of(Order.class)
                            .byDefault("placed", row -> row.asOf())
                            .byDefault(
                                    "due",
                                    row -> row.asOf()
                                            .plusDays(row.parent("customerId").index())))) {
                refused("ASSAY-DATA-044", () -> own.create(Order.class, Map.of("customerId", 99)));
                refused("ASSAY-DATA-041", () -> own.create(Order.class, Map.of()));
                assertThat(own.create(Order.class, Map.of("customerId", 3)).due())
                        .isEqualTo(Market.DAY.plusDays(2));
            }
        }
    }

    @Nested
    class Names {
        @Test
        void that_are_misspelt_are_said() {
            Resource<Customer> plain = Resource.of(Customer.class);
            refused("ASSAY-DATA-052", () -> of(plain.policy("suspned", (actor, row) -> false)));
            refused("ASSAY-DATA-040", () -> of(plain.cascade("Ordr")));
            refused("ASSAY-DATA-040", () -> of(plain.detach(Line.class)));
            refused("ASSAY-DATA-040", () -> of(plain.byDefault("stauts", Status.ACTIVE)));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> plain.before(Action.DESTROY, (change, args) -> {}))
                    .withMessage("before(DESTROY) is never asked, CREATE and UPDATE are");
            Row row = store.query("Customer").rows().get(0);
            refused("ASSAY-DATA-052", () -> store.can("clerk", "suspned", row));
            refused("ASSAY-DATA-040", () -> store.query(Order.class).maps(RowFormat.exclude("ntes")));
            refused("ASSAY-DATA-040", () -> store.query(Order.class).json(RowFormat.exclude("customer.emial")));
            refused(
                    "ASSAY-DATA-040",
                    () -> store.load(store.get(Order.class, 1), "lines").map(RowFormat.exclude("lines.prize")));
        }

        private static void of(Resource<?> resource) {
            Store.of(Market.dataset(1), resource).close();
        }

        @Test
        void of_reads_are_allowed_to_who_may_read() {
            Row suspended = store.query("Customer")
                    .where("status", Status.SUSPENDED)
                    .rows()
                    .get(0);
            assertThat(store.can("guest", "all", suspended)).isFalse();
            assertThat(store.can("clerk", "all", suspended)).isTrue();
        }

        @Test
        void of_rules_that_count_on_children_are_asked_when_these_are_there() {
            try (Store own = Store.of(
                    Market.dataset(1),
                    Resource.of(Customer.class)
                            .validate(
                                    "each has an address",
                                    row -> row.children(Address.class).findAny().isPresent()))) {
                Row made = own.create(RowSpec.of(Customer.class).children(Address.class, 2));
                assertThat(made.children(Address.class)).hasSize(2);
                refused(
                        "ASSAY-DATA-046",
                        () -> own.create(RowSpec.of(Customer.class).children(Address.class, 0)));
            }
        }
    }

    @Nested
    class Filters {
        @Test
        void hide_rows_from_reads_and_writes() {
            Customer gone = store.update(Customer.class, 3, "delete");
            assertThat(gone.deletedOn()).isEqualTo(Market.DAY);
            assertThat(store.find(Customer.class, 3)).isEmpty();
            assertThat(store.query(Customer.class).count()).isEqualTo(24);
            refused("ASSAY-DATA-047", () -> store.update(Customer.class, 3, Map.of("name", "x")));
            assertThat(store.unfiltered().find(Customer.class, 3)).contains(gone);
            assertThat(store.stats()).containsEntry("Customer", 25L);
        }

        @Test
        void hide_rows_from_what_is_loaded_but_not_from_rows() {
            Order order = store.query(Order.class).first().orElseThrow();
            store.update(Customer.class, order.customerId(), "delete");
            assertThat(store.load(order, "customer").one("customer", Customer.class))
                    .isEmpty();
            assertThat(store.unfiltered().load(order, "customer").one("customer", Customer.class))
                    .isPresent();
            assertThat(store.row(order).parent("customerId").get("id")).isEqualTo(order.customerId());
        }
    }

    @Nested
    class Policies {
        @Test
        void say_who_sees_what() {
            Store guest = store.as("guest");
            assertThat(guest.query(Customer.class).list())
                    .isEqualTo(store.query(Customer.class)
                            .where("status", Status.ACTIVE)
                            .list());
            Customer hidden = store.query(Customer.class)
                    .where(Customer::suspended)
                    .first()
                    .orElseThrow();
            assertThat(guest.find(Customer.class, hidden.id())).isEmpty();
            refused("ASSAY-DATA-047", () -> guest.get(Customer.class, hidden.id()));
            assertThat(store.as("clerk").find(Customer.class, hidden.id())).contains(hidden);
        }

        @Test
        void say_who_does_what() {
            Store guest = store.as("guest");
            Map<String, String> ada = Map.of("name", "Ada");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> guest.create(Customer.class, ada))
                    .withMessageContaining("only clerks create")
                    .withMessageContaining("guest");
            assertThat(store.query(Customer.class).count()).isEqualTo(25);
            Customer made = store.as("clerk").create(Customer.class, ada);
            refused("ASSAY-DATA-048", () -> guest.update(Customer.class, made.id(), ada));
            refused("ASSAY-DATA-048", () -> store.as("clerk").destroy(made));
            store.destroy(made);
            assertThat(store.find(Customer.class, made.id()))
                    .as("nobody in particular may")
                    .isEmpty();
        }

        @Test
        void can_be_asked() {
            Row gold = store.query("Customer")
                    .where("tierId", 4)
                    .where("status", Status.ACTIVE)
                    .rows()
                    .get(0);
            assertThat(store.can("clerk", Action.UPDATE, gold)).isTrue();
            assertThat(store.can("guest", Action.UPDATE, gold)).isFalse();
            assertThat(store.can("clerk", "suspend", gold)).as("gold stays").isFalse();
            refused("ASSAY-DATA-048", () -> store.as("clerk").update(gold, "suspend", Args.none()));
            Row other = store.query("Customer").where("tierId", 1).rows().get(0);
            assertThat(store.can("clerk", "suspend", other)).isTrue();
            assertThat(store.can("guest", "suspend", other))
                    .as("who may not update")
                    .isFalse();
            assertThat(store.can("clerk", Action.DESTROY, other)).isFalse();
            assertThat(store.can("guest", Action.READ, gold)).isTrue();
            assertThat(store.can(
                            "guest", Action.DESTROY, store.query("Order").rows().get(0)))
                    .as("no policy")
                    .isTrue();
        }

        @Test
        void count_for_an_actor_in_a_transaction_too() {
            Store clerk = store.as("clerk");
            refused(
                    "ASSAY-DATA-048",
                    () -> clerk.transaction(() -> {
                        Customer made = clerk.create(Customer.class, Map.of("name", "Ada"));
                        clerk.destroy(Objects.requireNonNull(made));
                    }));
            assertThat(store.query(Customer.class).count()).isEqualTo(25);
        }
    }
}
