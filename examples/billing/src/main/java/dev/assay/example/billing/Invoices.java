package dev.assay.example.billing;

import static dev.assay.core.Gen.Weighted.of;

import dev.assay.core.Choices;
import dev.assay.core.Gen;
import dev.assay.data.Calculation;
import dev.assay.data.Constraint;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.Rule;
import dev.assay.data.store.Action;
import dev.assay.data.store.Args;
import dev.assay.data.store.Change;
import dev.assay.data.store.Match;
import dev.assay.data.store.Resource;
import dev.assay.example.billing.Invoice.Payment;
import dev.assay.example.billing.Invoice.Status;
import dev.assay.example.billing.Invoice.Terms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How invoices are: dates follow the business, due dates the terms, statuses the dates, and totals the lines. */
final class Invoices {
    private static final Constraint TOTAL = new Constraint.Check(
            "adds up", "total = subtotal + tax_amount", List.of("total", "subtotal", "taxAmount"), Invoices::isAddedUp);
    private static final Constraint TAX = new Constraint.Check(
            "taxed by its rate",
            "tax_amount = round(subtotal * tax_rate * 0.01, 2)",
            List.of("taxAmount", "subtotal", "taxRate"),
            invoice -> invoice.get("taxAmount", BigDecimal.class).compareTo(tax(invoice)) == 0);

    private static final Gen<Terms> TERMS = Gen.weighted(
            of(55, Terms.NET_30), of(20, Terms.NET_15), of(15, Terms.NET_60), of(10, Terms.DUE_ON_RECEIPT));
    private static final Gen<BigDecimal> TAX_RATES =
            Gen.weighted(of(75, Money.cents(825)), of(15, Money.cents(600)), of(10, Money.ZERO));

    private Invoices() {}

    static Model in(Model model) {
        return model.with(Invoice.class, "invoiceNumber", (row, own) -> number(row.index() + 1))
                .with(Invoice.class, "date", Invoices::date)
                .with(Invoice.class, "dueDate", (row, own) -> due(row))
                .with(Invoice.class, "paymentTerms", Rule.of(TERMS))
                .with(Invoice.class, "status", Invoices::status)
                .with(Invoice.class, "subtotal", (row, own) -> subtotal(row))
                .with(Invoice.class, "taxRate", Rule.of(TAX_RATES))
                .with(Invoice.class, "taxAmount", (row, own) -> tax(row))
                .with(Invoice.class, "total", (row, own) -> total(row))
                .with(Invoice.class, "createdAt", Invoices::createdAt)
                .with(Invoice.class, "updatedAt", Invoices::updatedAt)
                .with(Invoice.class, new Constraint.Order("due after written", "date", "dueDate", false))
                .with(Invoice.class, TOTAL)
                .with(Invoice.class, TAX)
                .with(Invoice.class, new Constraint.Order("changed after made", "createdAt", "updatedAt", false))
                .with(
                        Invoice.class,
                        new Calculation("daysOverdue", Long.class, Invoices::daysOverdue),
                        new Calculation("paymentStatus", Payment.class, Invoices::payment),
                        new Calculation(
                                "ageInDays",
                                Long.class,
                                invoice ->
                                        ChronoUnit.DAYS.between(invoice.get("date", LocalDate.class), invoice.asOf())),
                        new Calculation(
                                "formattedTotal",
                                String.class,
                                invoice -> String.format(Locale.US, "$%,.2f", invoice.get("total", BigDecimal.class))),
                        Calculation.count("lineItemCount", InvoiceLineItem.class),
                        Calculation.sum("lineItemsSubtotal", InvoiceLineItem.class, "lineTotal", line -> true),
                        Calculation.average("averageLineItemAmount", InvoiceLineItem.class, "lineTotal"));
    }

    static Resource<Invoice> resource() {
        return Resource.of(Invoice.class)
                .byDefault("date", Row::asOf)
                .byDefault("paymentTerms", Terms.NET_30)
                .byDefault("dueDate", Invoices::due)
                .byDefault("status", Status.DRAFT)
                .byDefault("subtotal", Money.ZERO)
                .byDefault("taxRate", Money.cents(825))
                .byDefault("taxAmount", Invoices::tax)
                .byDefault("total", Invoices::total)
                .byDefault("createdAt", Trade::now)
                .byDefault("updatedAt", Trade::now)
                .read("byStatus", (invoices, args) -> invoices.where("status", args.get("status", Status.class)))
                .read(
                        "overdue",
                        (invoices, args) ->
                                invoices.whereRow(Invoices::isOverdue).sort("dueDate"))
                .read(
                        "recent",
                        (invoices, args) -> invoices.where(
                                        "ageInDays", Match.atMost(args.get("days", Integer.class, 30)))
                                .descending("date"))
                .update("markPaid", Invoices::markPaid)
                .update("markOverdue", Invoices::markOverdue)
                .update("calculateTotals", Invoices::calculateTotals)
                .before(Action.UPDATE, Invoices::notice)
                .policy(Action.DESTROY, Role::mayDestroy)
                .cascade(InvoiceLineItem.class);
    }

    private static void markPaid(Change invoice, Args args) {
        if (!isOutstanding(invoice.row())) {
            throw invoice.refused("an invoice is paid once it was sent, and once; it is " + invoice.get("status"));
        }
        invoice.set("status", Status.PAID);
    }

    private static void markOverdue(Change invoice, Args args) {
        if (!isOutstanding(invoice.row()) || !isPastDue(invoice)) {
            throw invoice.refused("an invoice is overdue once it was sent, and its due date has passed");
        }
        invoice.set("status", Status.OVERDUE);
    }

    private static void calculateTotals(Change invoice, Args args) {
        invoice.set("subtotal", subtotal(invoice.row()));
        invoice.set("taxAmount", tax(invoice.row()));
        invoice.set("total", total(invoice.row()));
    }

    /** Whatever is changed: an invoice that was sent, and whose due date has passed, is overdue. */
    private static void notice(Change invoice, Args args) {
        if (invoice.get("status") == Status.SENT && isPastDue(invoice)) {
            invoice.set("status", Status.OVERDUE);
        }
        invoice.set("updatedAt", Trade.now(invoice.before()));
    }

    private static boolean isPastDue(Change invoice) {
        return invoice.get("dueDate", LocalDate.class).isBefore(invoice.before().asOf());
    }

    private static boolean isAddedUp(Row invoice) {
        return invoice.get("total", BigDecimal.class).compareTo(total(invoice)) == 0;
    }

    private static LocalDate due(Row invoice) {
        return invoice.get("date", LocalDate.class)
                .plusDays(invoice.get("paymentTerms", Terms.class).days());
    }

    static boolean isPaid(Row invoice) {
        return invoice.get("status") == Status.PAID;
    }

    /** Tells whether an invoice is to be paid and late, whether somebody has marked it so or not. */
    static boolean isOverdue(Row invoice) {
        return daysOverdue(invoice) > 0;
    }

    static boolean isOutstanding(Row invoice) {
        return invoice.get("status") == Status.SENT || invoice.get("status") == Status.OVERDUE;
    }

    static BigDecimal subtotal(Row invoice) {
        BigDecimal sum = Money.ZERO;
        Iterator<Row> lines = invoice.children(InvoiceLineItem.class).iterator();
        while (lines.hasNext()) {
            sum = sum.add(lines.next().get("lineTotal", BigDecimal.class));
        }
        return sum;
    }

    /** Returns what changes with the lines' sum. */
    static Map<String, Object> totals(Row invoice, BigDecimal subtotal) {
        BigDecimal tax = Money.percent(subtotal, invoice.get("taxRate", BigDecimal.class));
        return Map.of("subtotal", subtotal, "taxAmount", tax, "total", subtotal.add(tax));
    }

    private static BigDecimal tax(Row invoice) {
        return Money.percent(invoice.get("subtotal", BigDecimal.class), invoice.get("taxRate", BigDecimal.class));
    }

    private static BigDecimal total(Row invoice) {
        return invoice.get("subtotal", BigDecimal.class).add(invoice.get("taxAmount", BigDecimal.class));
    }

    private static String number(long number) {
        String digits = Long.toString(number);
        return "INV-" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    private static LocalDate date(Row invoice, Choices own) {
        LocalDateTime customer = invoice.parent("customerId").get("createdAt", LocalDateTime.class);
        return Trade.day(own, customer.toLocalDate(), invoice.asOf());
    }

    private static LocalDateTime createdAt(Row invoice, Choices own) {
        LocalDateTime customer = invoice.parent("customerId").get("createdAt", LocalDateTime.class);
        LocalDateTime time = Trade.time(own, invoice.get("date", LocalDate.class), customer);
        LocalDateTime latest = customer.isAfter(Trade.now(invoice)) ? customer : Trade.now(invoice);
        return time.isAfter(latest) ? latest : time;
    }

    private static LocalDateTime updatedAt(Row invoice, Choices own) {
        LocalDateTime created = invoice.get("createdAt", LocalDateTime.class);
        long seconds = ChronoUnit.SECONDS.between(created, invoice.asOf().atStartOfDay());
        return created.plusSeconds(own.below(Math.max(1, Math.min(seconds, 60 * 86_400))));
    }

    /** What has been due is paid or overdue, what is not due yet is sent or paid soon, and what is new may be a draft. */
    private static Status status(Row invoice, Choices own) {
        LocalDate asOf = invoice.asOf();
        long age = ChronoUnit.DAYS.between(invoice.get("date", LocalDate.class), asOf);
        long luck = own.below(100);
        if (luck < 4) {
            return Status.CANCELLED;
        } else if (age <= 7 && luck < 50 || age <= 30 && luck < 14) {
            return Status.DRAFT;
        } else if (invoice.get("dueDate", LocalDate.class).isBefore(asOf)) {
            long late = ChronoUnit.DAYS.between(invoice.get("dueDate", LocalDate.class), asOf);
            return luck < (late > 90 ? 96 : 75) ? Status.PAID : Status.OVERDUE;
        }
        return luck < 65 ? Status.SENT : Status.PAID;
    }

    private static long daysOverdue(Row invoice) {
        long late = ChronoUnit.DAYS.between(invoice.get("dueDate", LocalDate.class), invoice.asOf());
        return isOutstanding(invoice) ? Math.max(0, late) : 0;
    }

    private static Payment payment(Row invoice) {
        if (isPaid(invoice)) {
            return Payment.PAID;
        } else if (!isOutstanding(invoice)) {
            return Payment.NONE;
        }
        long late = ChronoUnit.DAYS.between(invoice.get("dueDate", LocalDate.class), invoice.asOf());
        if (late > 0) {
            return late > 30 ? Payment.VERY_LATE : Payment.LATE;
        }
        return late >= -7 ? Payment.DUE_SOON : Payment.OPEN;
    }
}
