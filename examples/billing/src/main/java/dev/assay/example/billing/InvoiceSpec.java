package dev.assay.example.billing;

import dev.assay.data.RowSpec;
import dev.assay.example.billing.Invoice.Status;
import dev.assay.example.billing.Invoice.Terms;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that a test wants, in the words of this domain: see {@link CustomerSpec}. Immutable.
 *
 * @param row the same as a description of any row
 */
public record InvoiceSpec(RowSpec row) {
    /** Returns this invoice with a value of its own in a field. */
    public InvoiceSpec with(String field, @Nullable Object value) {
        return new InvoiceSpec(row.with(field, value));
    }

    /** Returns this invoice, written on a day and due 30 days later. */
    public InvoiceSpec writtenOn(LocalDate day) {
        return with("date", day)
                .with("paymentTerms", Terms.NET_30)
                .with("dueDate", day.plusDays(Terms.NET_30.days()))
                .with("createdAt", day.atTime(9, 0))
                .with("updatedAt", day.atTime(9, 0));
    }

    /** Returns this invoice, paid. */
    public InvoiceSpec paid() {
        return with("status", Status.PAID);
    }

    /** Returns this invoice, sent a week before a day. */
    public InvoiceSpec sent(LocalDate asOf) {
        return writtenOn(asOf.minusDays(7)).with("status", Status.SENT);
    }

    /** Returns this invoice, overdue by some days on a day. */
    public InvoiceSpec overdue(LocalDate asOf, int days) {
        return writtenOn(asOf.minusDays(Terms.NET_30.days() + days)).with("status", Status.OVERDUE);
    }

    /** Returns this invoice with some lines. */
    public InvoiceSpec lines(int count) {
        return new InvoiceSpec(row.children(InvoiceLineItem.class, count));
    }
}
