package dev.assay.example.billing;

import static dev.assay.example.billing.CustomersTest.refused;
import static dev.assay.example.billing.Given.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Row;
import dev.assay.data.store.Args;
import dev.assay.example.billing.Invoice.Payment;
import dev.assay.example.billing.Invoice.Status;
import dev.assay.example.billing.Invoice.Terms;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoicesTest {
    private final Given given = new Given();
    private final Row ada = given.customer();

    @Nested
    class Calculations {
        @ParameterizedTest
        @CsvSource({"SENT, 40, 10", "OVERDUE, 31, 1", "SENT, 30, 0", "SENT, 5, 0", "PAID, 90, 0", "CANCELLED, 90, 0"})
        void days_overdue_are_those_of_unpaid_ones(Status status, int daysAgo, long overdue) {
            assertThat(given.invoice(ada, daysAgo, status, "1").get("daysOverdue"))
                    .isEqualTo(overdue);
        }

        @ParameterizedTest
        @CsvSource({
            "DRAFT, 90, NONE",
            "CANCELLED, 90, NONE",
            "PAID, 90, PAID",
            "SENT, 10, OPEN",
            "SENT, 25, DUE_SOON",
            "OVERDUE, 31, LATE",
            "OVERDUE, 60, LATE",
            "OVERDUE, 61, VERY_LATE"
        })
        void payment_status_follows_from_status_and_due_date(Status status, int daysAgo, Payment payment) {
            assertThat(given.invoice(ada, daysAgo, status, "1").get("paymentStatus"))
                    .isEqualTo(payment);
        }

        @Test
        void age_and_total() {
            Row invoice = given.invoice(ada, 12, Status.SENT, "1234567.80");
            assertThat(invoice.get("ageInDays")).isEqualTo(12L);
            assertThat(invoice.get("formattedTotal")).isEqualTo("$1,234,567.80");
        }
    }

    @Nested
    class Aggregates {
        @Test
        void are_of_its_lines() {
            Row invoice = given.invoice(ada, 12, Status.DRAFT, "0");
            assertThat(invoice.get("lineItemCount")).isEqualTo(0L);
            assertThat(invoice.get("averageLineItemAmount")).isNull();
            given.line(invoice, given.product("10.00", "1"), "2");
            given.line(invoice, given.product("0.33", "0.10"), "1");
            Row now = given.now(invoice);
            assertThat(now.get("lineItemCount")).isEqualTo(2L);
            assertThat(now.get("lineItemsSubtotal")).isEqualTo(new BigDecimal("20.33"));
            assertThat(now.get("averageLineItemAmount")).isEqualTo(new BigDecimal("10.17"));
        }
    }

    @Nested
    class Reads {
        private final Row old = given.invoice(ada, 90, Status.OVERDUE, "1");
        private final Row late = given.invoice(ada, 45, Status.OVERDUE, "1");
        private final Row fresh = given.invoice(ada, 3, Status.SENT, "1");

        @Test
        void by_status_and_overdue() {
            assertThat(given.store
                            .read(Invoice.class, "byStatus", Args.of("status", Status.SENT))
                            .rows())
                    .containsExactly(fresh);
            assertThat(given.store.read(Invoice.class, "overdue").rows()).containsExactly(old, late);
        }

        @Test
        void overdue_is_what_is_outstanding_and_past_due_however_it_is_marked() {
            Row unmarked = given.invoice(ada, 31, Status.SENT, "1");
            given.invoice(ada, 10, Status.OVERDUE, "1");
            assertThat(given.store.read(Invoice.class, "overdue").rows()).containsExactly(old, late, unmarked);
        }

        @Test
        void recent_are_those_of_the_last_days_the_newest_first() {
            assertThat(given.store.read(Invoice.class, "recent").rows()).containsExactly(fresh);
            assertThat(given.store
                            .read(Invoice.class, "recent", Args.of("days", 45))
                            .rows())
                    .containsExactly(fresh, late);
        }
    }

    @Nested
    class Updates {
        @Test
        void mark_paid_what_was_sent() {
            Row sent = given.invoice(ada, 3, Status.SENT, "1");
            assertThat(given.store.update(sent, "markPaid", Args.none()).get("status"))
                    .isEqualTo(Status.PAID);
            refused("ASSAY-DATA-046", () -> given.store.update(sent, "markPaid", Args.none()));
            Row draft = given.invoice(ada, 3, Status.DRAFT, "1");
            refused("ASSAY-DATA-046", () -> given.store.update(draft, "markPaid", Args.none()));
        }

        @Test
        void mark_overdue_what_is_past_due() {
            Row late = given.invoice(ada, 31, Status.SENT, "1");
            assertThat(given.store.update(late, "markOverdue", Args.none()).get("status"))
                    .isEqualTo(Status.OVERDUE);
            Row dueToday = given.invoice(ada, 30, Status.SENT, "1");
            refused("ASSAY-DATA-046", () -> given.store.update(dueToday, "markOverdue", Args.none()));
        }

        @Test
        void of_any_kind_turn_a_sent_one_that_is_past_due_into_an_overdue_one() {
            Row late = given.invoice(ada, 31, Status.SENT, "1");
            assertThat(given.store.update(late, Map.of("notes", "called")).get("status"))
                    .isEqualTo(Status.OVERDUE);
            Row paid = given.invoice(ada, 31, Status.SENT, "1");
            assertThat(given.store.update(paid, "markPaid", Args.none()).get("status"))
                    .isEqualTo(Status.PAID);
            Row open = given.invoice(ada, 29, Status.SENT, "1");
            assertThat(given.store.update(open, Map.of("notes", "called")).get("status"))
                    .isEqualTo(Status.SENT);
        }

        @Test
        void calculate_totals_from_the_lines() {
            Row invoice = given.invoice(ada, 3, Status.DRAFT, "0", "taxRate", new BigDecimal("8.25"));
            given.line(invoice, given.product("10.00", "1"), "3");
            given.line(invoice, given.product("0.99", "0.10"), "1");
            Row now = given.store.update(invoice, "calculateTotals", Args.none());
            assertThat(now.get("subtotal")).isEqualTo(new BigDecimal("30.99"));
            assertThat(now.get("taxAmount")).isEqualTo(new BigDecimal("2.56"));
            assertThat(now.get("total")).isEqualTo(new BigDecimal("33.55"));
        }
    }

    @Nested
    class Validations {
        @Test
        void fill_in_what_is_not_said() {
            Invoice made = given.store.create(
                    Invoice.class,
                    Map.of("customerId", 1L, "invoiceNumber", "X-1", "subtotal", new BigDecimal("100.00")));
            assertThat(made.date()).isEqualTo(AS_OF);
            assertThat(made.dueDate()).isEqualTo(AS_OF.plusDays(30));
            assertThat(made.status()).isEqualTo(Status.DRAFT);
            assertThat(made.total()).isEqualByComparingTo("108.25");
        }

        @Test
        void let_the_due_date_follow_the_terms() {
            assertThat(given.invoice(ada, 10, Status.SENT, "1", "paymentTerms", Terms.NET_60)
                            .get("dueDate"))
                    .isEqualTo(AS_OF.plusDays(50));
        }

        @Test
        void refuse_what_the_record_forbids() {
            Row invoice = given.invoice(ada, 10, Status.SENT, "1");
            refused(
                    "ASSAY-DATA-042",
                    () -> given.invoice(
                            ada, 1, Status.SENT, "1", "invoiceNumber", invoice.get("invoiceNumber", String.class)));
            refused("ASSAY-DATA-043", () -> given.invoice(ada, 1, Status.SENT, "1", "dueDate", AS_OF.minusDays(2)));
            refused("ASSAY-DATA-041", () -> given.invoice(ada, 1, Status.SENT, "-1"));
            refused("ASSAY-DATA-043", () -> given.invoice(ada, 1, Status.SENT, "100", "taxAmount", BigDecimal.ONE));
            refused(
                    "ASSAY-DATA-041",
                    () -> given.invoice(ada, 1, Status.SENT, "1", "taxRate", new BigDecimal("50.01")));
            refused("ASSAY-DATA-043", () -> given.store.update(invoice, Map.of("total", new BigDecimal("2"))));
            refused("ASSAY-DATA-044", () -> given.invoice(ada, 1, Status.SENT, "1", "customerId", 77L));
        }
    }
}
