package dev.assay.example.billing;

import static dev.assay.example.billing.Billing.customer;
import static dev.assay.example.billing.Billing.invoice;
import static dev.assay.example.billing.Given.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Row;
import dev.assay.data.store.Store;
import dev.assay.example.billing.Customer.Status;
import dev.assay.example.billing.Customer.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One customer as a test wants it, in a scenario and in a store. */
class FactoriesTest {
    private static final Dataset SMALL = Billing.SMALL_SCENARIO.dataset(Seed.of(42), AS_OF);

    @Test
    void make_the_first_row_of_a_scenario_and_what_it_needs() {
        Dataset data = Billing.SMALL_SCENARIO
                .with(customer()
                        .suspended()
                        .with("email", "a@b.example")
                        .invoices(3)
                        .row())
                .dataset(Seed.of(42), AS_OF);
        Customer first = data.get(Customer.class, 0);
        assertThat(first.status()).isEqualTo(Status.SUSPENDED);
        assertThat(first.email()).isEqualTo("a@b.example");
        assertThat(first.name()).isNotBlank();
        assertThat(data.stream(Invoice.class).limit(3)).allMatch(invoice -> invoice.customerId() == 1);
        assertThat(data.count(Customer.class)).isEqualTo(26);
        assertThat(data.verify().orThrow().broken()).isZero();
    }

    @Test
    void add_a_row_to_a_store() {
        try (Store store = Billing.store(SMALL)) {
            Row made = store.create(customer()
                    .platinum()
                    .addresses(2)
                    .invoices(2, invoice().overdue(AS_OF, 10).lines(3))
                    .row());
            assertThat(made.get("customerTier")).isEqualTo(Tier.PLATINUM);
            assertThat(made.get("primaryAddress")).isNotNull();
            assertThat(made.get("overdueInvoiceCount")).isEqualTo(2L);
            List<Row> invoices = made.children(Invoice.class).toList();
            assertThat(invoices).hasSize(2).allSatisfy(invoice -> {
                assertThat(invoice.get("daysOverdue")).isEqualTo(10L);
                assertThat(invoice.get("lineItemCount")).isEqualTo(3L);
                assertThat(invoice.get("subtotal")).isEqualTo(invoice.get("lineItemsSubtotal"));
            });
            assertThat(store.verify().orThrow().broken()).isZero();
        }
    }

    @Test
    void leave_no_trace_in_other_stores() {
        try (Store one = Billing.store(SMALL);
                Store other = Billing.store(SMALL)) {
            one.create(customer().inactive().row());
            assertThat(one.query(Customer.class).count()).isEqualTo(26);
            assertThat(other.query(Customer.class).count()).isEqualTo(25);
        }
    }
}
