package dev.assay.junit;

import static dev.assay.data.Catalogue.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.fail;

import dev.assay.core.DiagnosisException;
import dev.assay.data.load.Fixtures;
import dev.assay.data.store.Store;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import shop.Customer;
import shop.Invoice;
import shop.Shop;

@SuppressWarnings("NullAway") // the extension fills the fields
class LoadTest {
    private static final Customer ADA = new Customer(101, "Ada", "Lovelace", "ada@example.com");

    record Greeting(String name, String greeting) {}

    @Nested
    class AList {
        @Load("customers.csv")
        private List<Customer> field;

        @Test
        void has_the_rows_of_a_file_beside_the_class(@Load("customers.csv") List<Customer> customers) {
            assertThat(customers).hasSize(2).startsWith(ADA).isEqualTo(field);
        }

        @Test
        void has_those_of_a_resource_from_the_top(@Load("/shop/invoices.json") List<Invoice> invoices) {
            assertThat(invoices)
                    .extracting(Invoice::total)
                    .containsExactly(new BigDecimal("12.50"), new BigDecimal("7.50"));
        }

        @Test
        void has_those_of_a_file_of_the_project(
                @Load("src/test/resources/shop/customers.csv") List<Customer> customers) {
            assertThat(customers).hasSize(2).startsWith(ADA);
        }

        @Test
        void may_be_of_a_record_that_no_model_knows(@Load("greetings.csv") List<Greeting> greetings) {
            assertThat(greetings).containsExactly(new Greeting("Ada", "Good day, Ada"));
        }
    }

    @Nested
    class AStore {
        @Load({"customers.csv", "invoices.json"})
        private Store field;

        @BeforeEach
        void is_the_tests_own(@Load({"customers.csv", "invoices.json"}) Store store) {
            assertThat(store).isSameAs(field);
        }

        @RepeatedTest(2)
        void begins_with_the_rows_of_the_files_alone(@Load({"customers.csv", "invoices.json"}) Store store) {
            assertThat(store.stats()).isEqualTo(Map.of("Customer", 2L, "Invoice", 2L));
            assertThat(store.get(Customer.class, 101L)).isEqualTo(ADA);
            store.destroy(Invoice.class, 901L);
        }

        @Test
        void has_the_scenarios_rows_too_if_one_stands_beside(@Load("/shop") @Scenario(SMALL) Store store) {
            assertThat(store.stats()).isEqualTo(Map.of("Customer", 27L, "Invoice", 77L));
        }
    }

    @Nested
    class AClassesStore {
        @BeforeAll
        static void is_written_to_before_all(@Load("customers.csv") Store store) {
            store.destroy(Customer.class, 102L);
        }

        @Test
        void is_what_tests_begin_with(@Load("customers.csv") Store store) {
            assertThat(store.query(Customer.class).list()).containsExactly(ADA);
        }

        @Test
        void may_be_read(@Load("customers.csv") @Scenario(scope = Scope.CLASS) Store store) {
            assertThat(store.stats()).containsEntry("Customer", 27L);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(store::reset)
                    .withMessageContaining("ASSAY-JUNIT-010");
        }

        @Test
        void may_be_that_of_all_tests(@Load("customers.csv") @Scenario(scope = Scope.SESSION) Store store) {
            assertThat(store.stats()).containsEntry("Customer", 27L);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(store::reset)
                    .withMessageContaining("ASSAY-JUNIT-010");
        }
    }

    static class InThisPackage {
        @Test
        void has_the_file_beside_it(@Load("customers.csv") @Scenario(scope = Scope.SESSION) Store store) {
            assertThat(store.stats()).containsEntry("Customer", 27L);
        }
    }

    @Test
    void files_of_the_same_name_in_other_packages_are_others() {
        assertThat(Play.of(InThisPackage.class, few.InAnotherPackage.class).failures())
                .isEmpty();
    }

    @Test
    void fixtures_themselves_are_given_too(@Load("customers.csv") Fixtures fixtures) {
        assertThat(fixtures.model()).isSameAs(Shop.MODEL);
        assertThat(fixtures.records(Customer.class)).startsWith(ADA);
    }

    record Misfit(long id, int name) {}

    static class Wrong {
        @Test
        void reads(@Load("customers.csv") List<Misfit> customers) {}
    }

    @Test
    void what_is_wrong_with_a_file_is_said_of_its_source() {
        assertThat(Play.of(Wrong.class).failure().getMessage())
                .containsPattern("file +\\S+src.test.resources.dev.assay.junit.customers.csv\n")
                .doesNotContain("test-classes");
    }

    static class Failing {
        @Load({"customers.csv", "invoices.json"})
        private Store field;

        @Test
        void fails(@Load({"customers.csv", "invoices.json"}) Store store) {
            fail("on purpose");
        }
    }

    @Test
    void a_test_that_fails_says_what_it_loaded() {
        assertThat(Play.of(Failing.class).errors())
                .containsOnlyOnce("\n  loaded  customers.csv, invoices.json\n")
                .contains("-Dassay.seed=1");
    }

    static class Orphans {
        @Test
        void has_them(@Load("orphans.json") Store store) {}
    }

    @Test
    void a_row_that_the_store_refuses_is_said() {
        assertThat(Play.of(Orphans.class).failure()).hasMessageContaining("ASSAY-DATA-044");
    }

    static class Mistyped {
        @Test
        void has_them(@Load("/shop/invoices.json") List<Customer> customers) {}
    }

    @Test
    void a_file_of_other_rows_is_said() {
        assertThat(Play.of(Mistyped.class).failure())
                .hasMessageContaining("ASSAY-DATA-069")
                .hasMessageContaining("invoices.json");
    }

    static class Unfit {
        @Test
        void has_nothing(@Load("customers.csv") String text) {}
    }

    @Test
    void a_type_that_it_cannot_give_is_said() {
        assertThat(Play.of(Unfit.class).failure())
                .hasMessageContaining("ASSAY-JUNIT-005")
                .hasMessageContaining("@Load(\"customers.csv\") List<Customer> customers");
    }
}
