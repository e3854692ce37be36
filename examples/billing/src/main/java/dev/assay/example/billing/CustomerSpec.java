package dev.assay.example.billing;

import dev.assay.data.RowSpec;
import dev.assay.example.billing.Customer.Status;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A customer that a test wants, in the words of this domain:
 *
 * <pre>{@code
 * store.create(Billing.customer().suspended().with("email", "a@b.example").invoices(3).row());
 * Billing.SMALL_SCENARIO.with(Billing.customer().platinum().row());
 * }</pre>
 *
 * <p>What is not said is as other customers have it. Immutable.
 *
 * @param row the same as a description of any row
 */
public record CustomerSpec(RowSpec row) {
    /** Returns this customer with a value of its own in a field. */
    public CustomerSpec with(String field, @Nullable Object value) {
        return new CustomerSpec(row.with(field, value));
    }

    /** Returns this customer, suspended. */
    public CustomerSpec suspended() {
        return with("status", Status.SUSPENDED);
    }

    /** Returns this customer, inactive. */
    public CustomerSpec inactive() {
        return with("status", Status.INACTIVE);
    }

    /** Returns this customer, active. */
    public CustomerSpec active() {
        return with("status", Status.ACTIVE);
    }

    /** Returns this customer as one of the best tier. */
    public CustomerSpec platinum() {
        return with("creditLimit", new BigDecimal("75000.00"));
    }

    /** Returns this customer with some invoices that are as others are. */
    public CustomerSpec invoices(int count) {
        return new CustomerSpec(row.children(Invoice.class, count));
    }

    /** Returns this customer with some invoices, each as it is said. */
    public CustomerSpec invoices(int count, InvoiceSpec each) {
        return new CustomerSpec(row.children(count, each.row()));
    }

    /** Returns this customer with some addresses, the first of which is the primary one. */
    public CustomerSpec addresses(int count) {
        return new CustomerSpec(row.children(CustomerAddress.class, count));
    }
}
