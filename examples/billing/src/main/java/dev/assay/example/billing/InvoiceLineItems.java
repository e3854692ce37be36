package dev.assay.example.billing;

import dev.assay.core.Choices;
import dev.assay.data.Calculation;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.store.Args;
import dev.assay.data.store.Change;
import dev.assay.data.store.Resource;
import dev.assay.example.billing.Invoice.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** How lines are: a product at its price, most often one or two, and each fourth line with a discount. */
final class InvoiceLineItems {
    private static final int[] DISCOUNTS = {5, 10, 10, 15, 20, 25};

    private InvoiceLineItems() {}

    static Model in(Model model) {
        return model.with(
                        InvoiceLineItem.class,
                        "description",
                        (row, own) -> row.parent("productId").get("name"))
                .with(InvoiceLineItem.class, "quantity", (row, own) -> quantity(own))
                .with(
                        InvoiceLineItem.class,
                        "unitPrice",
                        (row, own) -> row.parent("productId").get("price"))
                .with(
                        InvoiceLineItem.class,
                        "discountPercentage",
                        (row, own) -> own.below(4) == 0
                                ? Money.cents(100L * DISCOUNTS[(int) own.below(DISCOUNTS.length)])
                                : Money.ZERO)
                .with(InvoiceLineItem.class, "discountAmount", (row, own) -> discount(row))
                .with(InvoiceLineItem.class, "lineTotal", (row, own) -> total(row))
                .with(
                        InvoiceLineItem.class,
                        "createdAt",
                        (row, own) -> row.parent("invoiceId").get("createdAt"))
                .with(
                        InvoiceLineItem.class,
                        new Calculation("subtotalBeforeDiscount", BigDecimal.class, InvoiceLineItems::beforeDiscount),
                        new Calculation("effectiveUnitPrice", BigDecimal.class, InvoiceLineItems::effectiveUnitPrice),
                        new Calculation("profitMargin", BigDecimal.class, InvoiceLineItems::profitMargin),
                        new Calculation(
                                "discountSavings",
                                BigDecimal.class,
                                line -> beforeDiscount(line).subtract(line.get("lineTotal", BigDecimal.class))));
    }

    static Resource<InvoiceLineItem> resource() {
        return Resource.of(InvoiceLineItem.class)
                .byDefault("quantity", Money.cents(100))
                .byDefault("description", line -> ofProduct(line, "name"))
                .byDefault("unitPrice", line -> ofProduct(line, "price"))
                .byDefault("discountPercentage", Money.ZERO)
                .byDefault("discountAmount", line -> hasPrice(line) ? discount(line) : null)
                .byDefault("lineTotal", line -> hasPrice(line) ? total(line) : null)
                .byDefault("createdAt", Trade::now)
                .read("byInvoice", (lines, args) -> lines.where("invoiceId", args.get("invoiceId", Long.class)))
                .read("byProduct", (lines, args) -> lines.where("productId", args.get("productId", Long.class)))
                .update("applyDiscount", InvoiceLineItems::applyDiscount)
                .validate(
                        "the total is quantity times price, less the discount",
                        line -> line.get("lineTotal", BigDecimal.class).compareTo(total(line)) == 0);
    }

    /** Nothing where a line names no product, or one that there is not: that is the store's to refuse. */
    private static @Nullable Object ofProduct(Row line, String field) {
        if (line.get("productId") == null) {
            return null;
        }
        try {
            return line.parent("productId").get(field);
        } catch (IndexOutOfBoundsException | NoSuchElementException e) {
            return null;
        }
    }

    private static boolean hasPrice(Row line) {
        return line.get("unitPrice") != null;
    }

    /** By a percentage, or by an amount whose percentage then follows. */
    private static void applyDiscount(Change line, Args args) {
        if (args.has("percentage") == args.has("amount")) {
            throw line.refused("a discount is a percentage or an amount, and one of them");
        }
        BigDecimal before = beforeDiscount(line.row());
        if (args.has("percentage")) {
            line.set("discountPercentage", args.get("percentage", BigDecimal.class));
            line.set("discountAmount", discount(line.row()));
        } else {
            BigDecimal amount = args.get("amount", BigDecimal.class);
            line.set("discountAmount", amount).set("discountPercentage", Money.share(amount, before));
        }
        line.set("lineTotal", total(line.row()));
        recalculate(line);
    }

    /** The line's invoice has the line as it was until the change is made. */
    private static void recalculate(Change line) {
        Row invoice = line.before().parent("invoiceId");
        BigDecimal subtotal = Invoices.subtotal(invoice)
                .subtract(line.before().get("lineTotal", BigDecimal.class))
                .add(line.get("lineTotal", BigDecimal.class));
        line.store().update(invoice, Invoices.totals(invoice, subtotal));
    }

    /** Tells whether a line's invoice was sent, and not taken back. */
    static boolean isSold(Row line) {
        Object status = line.parent("invoiceId").get("status");
        return status != Status.DRAFT && status != Status.CANCELLED;
    }

    /** Few of most, and hours or meters now and then. */
    private static BigDecimal quantity(Choices own) {
        long whole = 1 + own.below(1 + own.below(10));
        return Money.cents(own.below(20) == 0 ? whole * 100 + 25 * (1 + own.below(3)) : whole * 100);
    }

    static BigDecimal beforeDiscount(Row line) {
        return Money.round(line.get("quantity", BigDecimal.class).multiply(line.get("unitPrice", BigDecimal.class)));
    }

    private static BigDecimal discount(Row line) {
        BigDecimal percentage = line.get("discountPercentage", BigDecimal.class);
        return percentage.signum() == 0 ? Money.ZERO : Money.percent(beforeDiscount(line), percentage);
    }

    private static BigDecimal total(Row line) {
        return beforeDiscount(line).subtract(line.get("discountAmount", BigDecimal.class));
    }

    private static BigDecimal effectiveUnitPrice(Row line) {
        return line.get("lineTotal", BigDecimal.class)
                .divide(line.get("quantity", BigDecimal.class), 2, RoundingMode.HALF_UP);
    }

    /** How many percent of the line are left, less what the product costs today. */
    private static BigDecimal profitMargin(Row line) {
        BigDecimal total = line.get("lineTotal", BigDecimal.class);
        BigDecimal cost =
                line.parent("productId").get("cost", BigDecimal.class).multiply(line.get("quantity", BigDecimal.class));
        return Money.share(total.subtract(cost), total);
    }
}
