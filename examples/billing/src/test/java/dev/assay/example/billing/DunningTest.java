package dev.assay.example.billing;

import static dev.assay.example.billing.Billing.customer;
import static dev.assay.example.billing.Billing.invoice;
import static dev.assay.example.billing.Given.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.store.Args;
import dev.assay.data.store.Store;
import dev.assay.example.billing.Dunning.Reminder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The same tests twice: with mocks, which say what the test's author thought of, and with data, which does not know. */
class DunningTest {
    @Nested
    class WithMocks {
        private final Dunning.Ledger ledger = mock(Dunning.Ledger.class);
        private final Dunning dunning = new Dunning(ledger, AS_OF);

        @Test
        void reminds_a_customer_once_of_all_overdue_invoices() {
            when(ledger.customer(7)).thenReturn(Optional.of(ada(null)));
            when(ledger.invoices())
                    .thenReturn(List.of(
                            overdue(1, AS_OF.minusDays(10), "100.00"), overdue(2, AS_OF.minusDays(61), "50.00")));
            assertThat(dunning.reminders())
                    .containsExactly(new Reminder("ada@example.com", 2, new BigDecimal("150.00"), true));
        }

        @Test
        void leaves_deleted_customers_alone() {
            when(ledger.customer(7)).thenReturn(Optional.of(ada(AS_OF.atStartOfDay())));
            when(ledger.invoices()).thenReturn(List.of(overdue(1, AS_OF.minusDays(10), "100.00")));
            assertThat(dunning.reminders()).isEmpty();
        }

        // Everything that a record needs has to be said, whether it matters here or not.

        private static Customer ada(@org.jspecify.annotations.Nullable LocalDateTime deletedAt) {
            LocalDateTime then = AS_OF.minusYears(1).atStartOfDay();
            return new Customer(
                    7,
                    1,
                    "Ada Lovelace",
                    "ada@example.com",
                    null,
                    Customer.Status.ACTIVE,
                    BigDecimal.TEN,
                    null,
                    then,
                    then,
                    deletedAt);
        }

        private static Invoice overdue(long id, LocalDate due, String total) {
            LocalDate written = due.minusDays(30);
            return new Invoice(
                    id,
                    7,
                    "INV-" + id,
                    written,
                    due,
                    Invoice.Status.OVERDUE,
                    new BigDecimal(total),
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    new BigDecimal(total),
                    Invoice.Terms.NET_30,
                    null,
                    written.atStartOfDay(),
                    written.atStartOfDay());
        }
    }

    @Nested
    class WithRealisticData {
        private static final Dataset SMALL = Billing.SMALL_SCENARIO.dataset(Seed.of(42), AS_OF);

        private final Store store = Billing.store(SMALL);
        private final Dunning dunning = new Dunning(new StoreLedger(store), AS_OF);

        @Test
        void reminds_a_customer_once_of_all_overdue_invoices() {
            store.create(customer()
                    .with("email", "ada@example.com")
                    .invoices(2, invoice().overdue(AS_OF, 10))
                    .row());
            assertThat(dunning.reminders())
                    .filteredOn(reminder -> reminder.email().equals("ada@example.com"))
                    .singleElement()
                    .satisfies(reminder -> {
                        assertThat(reminder.invoices()).isEqualTo(2);
                        assertThat(reminder.last()).isFalse();
                    });
        }

        @Test
        void leaves_deleted_customers_alone() {
            Customer ada = (Customer) store.instance(store.create(
                    customer().invoices(1, invoice().overdue(AS_OF, 10)).row()));
            store.update(Customer.class, ada.id(), "delete", Args.none());
            assertThat(dunning.reminders()).extracting(Reminder::email).doesNotContain(ada.email());
        }

        /** What no mock can say: it holds for a whole business, whatever it looks like. */
        @Test
        void asks_for_exactly_what_is_overdue_in_all() {
            BigDecimal overdue = SMALL.stream(Invoice.class)
                    .filter(invoice -> invoice.status() == Invoice.Status.OVERDUE)
                    .map(Invoice::total)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            List<Reminder> reminders = dunning.reminders();
            assertThat(reminders)
                    .isNotEmpty()
                    .extracting(Reminder::amount)
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(reminders).extracting(Reminder::email).doesNotHaveDuplicates();
            assertThat(reminders.stream().map(Reminder::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualTo(overdue);
        }
    }

    /** A store behind the interface that the code under test knows. */
    private record StoreLedger(Store store) implements Dunning.Ledger {
        @Override
        public List<Invoice> invoices() {
            return store.query(Invoice.class).list();
        }

        @Override
        public Optional<Customer> customer(long id) {
            return store.find(Customer.class, id);
        }
    }
}
