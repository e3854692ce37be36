package shop;

import static dev.assay.data.Catalogue.LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.Gen;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.store.Args;
import dev.assay.data.store.Store;
import dev.assay.junit.Drawn;
import dev.assay.junit.Load;
import dev.assay.junit.Scenario;
import dev.assay.junit.Scope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Statements of the shop's customers. */
class StatementTest {
    @Test
    void every_customer_has_three_invoices(@Scenario Dataset data) {
        assertThat(data.count(Customer.class)).isEqualTo(25);
        assertThat(data.count(Invoice.class)).isEqualTo(75);
    }

    @Test
    void emails_differ(@Scenario(LARGE) List<Customer> customers) {
        assertThat(customers).extracting(Customer::email).doesNotHaveDuplicates();
    }

    @Test
    void a_statement_is_the_sum_of_the_invoices(@Scenario Store store) {
        Customer ada = store.create(Customer.class, customer -> customer.with("firstName", "Ada"));
        assertThat(Statement.total(store, ada)).isPositive();
        store.query(Invoice.class).where("customerId", ada.id()).list().forEach(store::destroy);
        assertThat(Statement.total(store, ada)).isZero();
    }

    @Test
    void a_customer_who_marries_keeps_invoices(@Scenario Store store) {
        Customer before = store.get(Customer.class, 1L);
        Customer after = store.update(Customer.class, 1L, "marry", Args.of("name", "Lovelace"));
        assertThat(Statement.total(store, after)).isEqualByComparingTo(Statement.total(store, before));
    }

    @Test
    void an_invoice_more_adds_its_total(@Scenario Store store, @Drawn Choices choices) {
        Customer customer = store.get(Customer.class, Gen.longs(1, 25).draw(choices));
        BigDecimal before = Statement.total(store, customer);
        store.create(
                Invoice.class,
                invoice -> invoice.with("customerId", customer.id()).with("total", new BigDecimal("10.00")));
        assertThat(Statement.total(store, customer)).isEqualByComparingTo(before.add(BigDecimal.TEN));
    }

    @Test
    void a_regular_is_charged_for_all_invoices(@Load({"customers.csv", "invoices.json"}) Store store) {
        Customer ada = store.get(Customer.class, 101L);
        assertThat(Statement.total(store, ada)).isEqualByComparingTo("20.00");
    }

    @Nested
    class OfManyCustomers {
        @Scenario(value = LARGE, scope = Scope.CLASS)
        private Store store;

        @BeforeAll
        static void ada_joins(@Scenario(LARGE) Store store) {
            store.create(Customer.class, customer -> customer.with("email", "ada@example.com"));
        }

        @Test
        void there_is_one_more() {
            assertThat(store.query(Customer.class).count()).isEqualTo(1_001);
        }

        @Test
        void a_test_may_remove_her_from_its_own(@Scenario(LARGE) Store own) {
            Customer ada =
                    own.query(Customer.class).where("email", "ada@example.com").one();
            own.query(Invoice.class).where("customerId", ada.id()).list().forEach(own::destroy);
            own.destroy(ada);
            assertThat(own.query(Customer.class).count()).isEqualTo(1_000);
        }
    }

    @Test
    void nothing_needs_junit() {
        ScenarioSpec small = ScenarioSpec.of(Shop.MODEL, "small").rows(Customer.class, 25);
        Dataset data = small.dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
        Store store = Store.of(data);
        assertThat(store.query(Invoice.class).count()).isEqualTo(75);
    }

    @Scenario(catalogue = Shop.class, seed = "7")
    @Retention(RetentionPolicy.RUNTIME)
    @interface OtherShop {}

    @Test
    void an_annotation_may_stand_for_a_scenario(@OtherShop Dataset data) {
        assertThat(data.get(Customer.class, 0).email()).contains("@");
    }

    @Nested
    @Scenario(LARGE)
    class WithoutFurtherAnnotations {
        @Test
        void all_parameters_mean_the_classes_scenario(Dataset data, Store store) {
            assertThat(store.query(Customer.class).count()).isEqualTo(data.count(Customer.class));
        }
    }
}
