package dev.assay.example.billing;

import static dev.assay.example.billing.Given.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Row;
import dev.assay.data.store.Action;
import dev.assay.data.store.Args;
import dev.assay.example.billing.Customer.Risk;
import dev.assay.example.billing.Customer.Status;
import dev.assay.example.billing.Customer.Tier;
import java.math.BigDecimal;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomersTest {
    private final Given given = new Given();
    private final Row ada = given.customer();

    @Nested
    class Calculations {
        @Test
        void full_name_has_no_needless_spaces() {
            assertThat(given.customer("name", "  Ada   Lovelace ").get("fullName"))
                    .isEqualTo("Ada Lovelace");
        }

        @Test
        void primary_address_is_that_of_the_primary_one() {
            assertThat(ada.get("primaryAddress")).isNull();
            given.address(ada, "city", "Chicago");
            given.address(ada, "primary", true);
            assertThat(given.now(ada).get("primaryAddress")).isEqualTo("12 Main Street, Springfield, IL 62701, US");
        }

        @Test
        void lifetime_value_is_what_was_paid() {
            given.invoice(ada, 50, Invoice.Status.PAID, "100.50");
            given.invoice(ada, 40, Invoice.Status.PAID, "200.00");
            given.invoice(ada, 10, Invoice.Status.SENT, "400.00");
            assertThat(given.now(ada).get("lifetimeValue")).isEqualTo(new BigDecimal("300.50"));
        }

        @Test
        void payment_score_is_the_share_of_due_invoices_that_are_paid() {
            assertThat(ada.get("paymentScore")).isEqualTo(100);
            given.invoice(ada, 50, Invoice.Status.PAID, "1");
            given.invoice(ada, 50, Invoice.Status.PAID, "1");
            given.invoice(ada, 50, Invoice.Status.OVERDUE, "1");
            given.invoice(ada, 10, Invoice.Status.SENT, "1");
            assertThat(given.now(ada).get("paymentScore")).isEqualTo(67);
        }

        @Test
        void days_since_created_are_counted_up_to_the_day() {
            assertThat(ada.get("daysSinceCreated")).isEqualTo(100L);
        }

        @Test
        void health_score_counts_paying_status_and_recent_invoices() {
            assertThat(ada.get("customerHealthScore")).isEqualTo(50 + 30);
            given.invoice(ada, 50, Invoice.Status.PAID, "1");
            assertThat(given.now(ada).get("customerHealthScore")).isEqualTo(50 + 30 + 20);
            Row late = given.customer("status", Status.SUSPENDED);
            given.invoice(late, 100, Invoice.Status.OVERDUE, "1");
            assertThat(given.now(late).get("customerHealthScore")).isEqualTo(10);
        }

        @Test
        void risk_category_follows_the_health_score() {
            assertThat(ada.get("riskCategory")).isEqualTo(Risk.LOW);
            assertThat(given.customer("status", Status.SUSPENDED).get("riskCategory"))
                    .isEqualTo(Risk.MEDIUM);
            given.invoice(ada, 400, Invoice.Status.OVERDUE, "1");
            assertThat(given.now(ada).get("riskCategory")).isEqualTo(Risk.HIGH);
        }

        @ParameterizedTest
        @CsvSource({
            "0, BRONZE",
            "9999.99, BRONZE",
            "10000, SILVER",
            "25000, GOLD",
            "49999.99, GOLD",
            "50000, PLATINUM",
            "100000, PLATINUM"
        })
        void tier_follows_the_credit_limit(BigDecimal limit, Tier tier) {
            assertThat(given.customer("creditLimit", limit).get("customerTier")).isEqualTo(tier);
        }

        @ParameterizedTest
        @CsvSource({"ACTIVE, 90", "INACTIVE, 30", "SUSPENDED, 7"})
        void next_review_is_the_sooner_the_worse_the_status_is(Status status, int days) {
            assertThat(given.customer("status", status).get("nextReviewDate"))
                    .isEqualTo(AS_OF.minusDays(100).plusDays(days));
        }
    }

    @Nested
    class Aggregates {
        @Test
        void of_a_customer_without_anything_are_nothing_and_no_error() {
            assertThat(ada.get("addressCount")).isEqualTo(0L);
            assertThat(ada.get("invoiceCount")).isEqualTo(0L);
            assertThat(ada.get("totalInvoiceAmount", BigDecimal.class)).isZero();
            assertThat(ada.get("averageInvoiceAmount")).isNull();
            assertThat(ada.get("lastInvoiceDate")).isNull();
            assertThat(ada.get("totalOutstandingAmount", BigDecimal.class)).isZero();
        }

        @Test
        void count_and_add_up_what_there_is() {
            given.address(ada);
            given.invoice(ada, 90, Invoice.Status.PAID, "100.00");
            given.invoice(ada, 80, Invoice.Status.OVERDUE, "20.00");
            given.invoice(ada, 5, Invoice.Status.SENT, "3.00");
            given.invoice(ada, 4, Invoice.Status.DRAFT, "0.33");
            Row now = given.now(ada);
            assertThat(now.get("addressCount")).isEqualTo(1L);
            assertThat(now.get("invoiceCount")).isEqualTo(4L);
            assertThat(now.get("totalInvoiceAmount")).isEqualTo(new BigDecimal("123.33"));
            assertThat(now.get("averageInvoiceAmount")).isEqualTo(new BigDecimal("30.83"));
            assertThat(now.get("lastInvoiceDate")).isEqualTo(AS_OF.minusDays(4));
            assertThat(now.get("paidInvoiceCount")).isEqualTo(1L);
            assertThat(now.get("overdueInvoiceCount")).isEqualTo(1L);
            assertThat(now.get("totalPaidAmount")).isEqualTo(new BigDecimal("100.00"));
            assertThat(now.get("totalOutstandingAmount")).isEqualTo(new BigDecimal("23.00"));
        }
    }

    @Nested
    class Reads {
        private final Row bob = given.customer("name", "Bob", "status", Status.SUSPENDED, "creditLimit", 60_000);

        @Test
        void leave_out_who_is_deleted() {
            given.store.update(bob, "delete", Args.none());
            assertThat(given.store.query(Customer.class).list())
                    .extracting(Customer::name)
                    .containsExactly("Ada Lovelace");
            assertThat(given.store.find(Customer.class, bob.get("id", Long.class)))
                    .isEmpty();
            assertThat(given.store.unfiltered().query(Customer.class).count()).isEqualTo(2);
        }

        @Test
        void active_and_by_status() {
            assertThat(names("active", Args.none())).containsExactly("Ada Lovelace");
            assertThat(names("byStatus", Args.of("status", Status.SUSPENDED))).containsExactly("Bob");
            assertThat(names("byStatus", Args.of("status", Status.INACTIVE))).isEmpty();
        }

        @Test
        void high_value_is_by_what_was_paid() {
            given.invoice(ada, 50, Invoice.Status.PAID, "10000.00");
            given.invoice(bob, 50, Invoice.Status.PAID, "500.00");
            assertThat(names("highValue", Args.none())).containsExactly("Ada Lovelace");
            assertThat(names("highValue", Args.of("least", new BigDecimal(100))))
                    .containsExactly("Ada Lovelace", "Bob");
        }

        @Test
        void by_health_score_is_within_bounds_the_best_first() {
            assertThat(names("byHealthScore", Args.none())).containsExactly("Ada Lovelace", "Bob");
            assertThat(names("byHealthScore", Args.of("least", 60))).containsExactly("Ada Lovelace");
            assertThat(names("byHealthScore", Args.of("most", 60))).containsExactly("Bob");
        }

        @Test
        void by_tier() {
            assertThat(names("byTier", Args.of("tier", Tier.PLATINUM))).containsExactly("Bob");
        }

        @Test
        void at_risk_is_who_has_a_high_risk() {
            assertThat(names("atRisk", Args.none())).isEmpty();
            given.invoice(bob, 60, Invoice.Status.OVERDUE, "1");
            assertThat(names("atRisk", Args.none())).containsExactly("Bob");
        }

        @Test
        void review_due_is_who_was_to_be_looked_at_by_now() {
            given.customer("name", "New", "updatedAt", AS_OF.minusDays(10).atStartOfDay());
            assertThat(names("reviewDue", Args.none())).containsExactlyInAnyOrder("Ada Lovelace", "Bob");
        }

        private java.util.List<String> names(String read, Args args) {
            return given.store.read(Customer.class, read, args).list().stream()
                    .map(Customer::name)
                    .toList();
        }
    }

    @Nested
    class Updates {
        @Test
        void suspend_and_activate() {
            assertThat(given.store.update(ada, "suspend", Args.none()).get("status"))
                    .isEqualTo(Status.SUSPENDED);
            refused("ASSAY-DATA-046", () -> given.store.update(ada, "suspend", Args.none()));
            assertThat(given.store.update(ada, "activate", Args.none()).get("status"))
                    .isEqualTo(Status.ACTIVE);
        }

        @Test
        void adjust_credit_limit_needs_a_reason_and_notes_it() {
            Args args = Args.of("newLimit", new BigDecimal("7500")).and("reason", "pays at once");
            Row now = given.store.update(ada, "adjustCreditLimit", args);
            assertThat(now.get("creditLimit", BigDecimal.class)).isEqualByComparingTo("7500");
            assertThat(now.get("notes")).isEqualTo("2026-01-01 credit limit 5000.00 -> 7500: pays at once");
            refused("ASSAY-DATA-046", () -> given.store.update(ada, "adjustCreditLimit", args.and("reason", " ")));
            refused(
                    "ASSAY-DATA-050",
                    () -> given.store.update(ada, "adjustCreditLimit", Args.of("newLimit", BigDecimal.ONE)));
            refused(
                    "ASSAY-DATA-041",
                    () -> given.store.update(ada, "adjustCreditLimit", args.and("newLimit", new BigDecimal("100001"))));
            assertThat(given.now(ada).get("creditLimit", BigDecimal.class)).isEqualByComparingTo("7500");
        }

        @Test
        void record_interaction_puts_the_newest_note_first_and_never_too_many() {
            given.store.update(ada, "recordInteraction", Args.of("type", "call").and("notes", "hello"));
            Row now = given.store.update(
                    ada, "recordInteraction", Args.of("type", "mail").and("notes", "bill"));
            assertThat(now.get("notes")).isEqualTo("2026-01-01 mail: bill\n2026-01-01 call: hello");
            for (int i = 0; i < 50; i++) {
                now = given.store.update(
                        now, "recordInteraction", Args.of("type", "call").and("notes", "no answer"));
            }
            assertThat(now.get("notes", String.class)).hasSize(1_000);
        }

        @Test
        void of_any_kind_say_when() {
            assertThat(given.store.update(ada, Map.of("phone", "+1-555-0100")).get("updatedAt"))
                    .isEqualTo(AS_OF.atStartOfDay());
        }
    }

    @Nested
    class Validations {
        @Test
        void refuse_what_the_record_forbids() {
            refused("ASSAY-DATA-041", () -> given.customer("email", "no address"));
            refused("ASSAY-DATA-041", () -> given.customer("name", "x".repeat(256)));
            refused("ASSAY-DATA-041", () -> given.customer("phone", "1".repeat(21)));
            refused("ASSAY-DATA-041", () -> given.customer("creditLimit", new BigDecimal("-1")));
            refused("ASSAY-DATA-041", () -> given.customer("creditLimit", new BigDecimal("100000.01")));
            refused("ASSAY-DATA-041", () -> given.customer("notes", "x".repeat(1_001)));
            refused("ASSAY-DATA-046", () -> given.customer("name", "   "));
            assertThat(given.store.query(Customer.class).count()).isEqualTo(1);
        }

        @Test
        void refuse_an_email_that_is_taken_and_a_type_that_is_not_there() {
            refused("ASSAY-DATA-042", () -> given.customer("email", ada.get("email", String.class)));
            refused("ASSAY-DATA-044", () -> given.customer("customerTypeId", 5L));
        }

        @Test
        void fill_in_what_is_not_said() {
            assertThat(ada.get("status")).isEqualTo(Status.ACTIVE);
            assertThat(ada.get("creditLimit")).isEqualTo(new BigDecimal("5000.00"));
        }
    }

    @Nested
    class Policies {
        @Test
        void let_admins_alone_destroy() {
            assertThat(given.store.can(Role.ADMIN, Action.DESTROY, ada)).isTrue();
            assertThat(given.store.can(Role.CLERK, Action.DESTROY, ada)).isFalse();
            refused("ASSAY-DATA-048", () -> given.store.as(Role.CLERK).destroy(ada));
            given.address(ada);
            given.store.as(Role.ADMIN).destroy(ada);
            assertThat(given.store.query(CustomerAddress.class).count()).isZero();
        }

        @Test
        void let_sales_set_no_limits() {
            assertThat(given.store.can(Role.SALES, "adjustCreditLimit", ada)).isFalse();
            assertThat(given.store.can(Role.CLERK, "adjustCreditLimit", ada)).isTrue();
        }
    }

    static void refused(String code, ThrowingCallable what) {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(what)
                .satisfies(refused -> assertThat(refused.diagnosis().code()).isEqualTo(code));
    }
}
