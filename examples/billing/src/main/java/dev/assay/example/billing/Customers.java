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
import dev.assay.example.billing.Customer.Risk;
import dev.assay.example.billing.Customer.Status;
import dev.assay.example.billing.Customer.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How customers are: what their fields hold, and what follows from them and their invoices. */
final class Customers {
    /** Least and most credit of each type, in hundreds. */
    private static final int[][] CREDIT = {{5, 95}, {50, 250}, {100, 600}, {300, 1000}};

    /** How many characters notes may have. */
    private static final int NOTES = 1_000;

    private static final Gen<Status> STATUS =
            Gen.weighted(of(70, Status.ACTIVE), of(20, Status.INACTIVE), of(10, Status.SUSPENDED));

    private Customers() {}

    static Model in(Model model) {
        return model.with(Customer.class, "status", Rule.of(STATUS))
                .with(Customer.class, "creditLimit", Customers::creditLimit)
                .with(Customer.class, "createdAt", Customers::createdAt)
                .with(
                        Customer.class,
                        "updatedAt",
                        (row, own) -> Trade.recently(own, row.get("createdAt", LocalDateTime.class), row.asOf(), 120))
                .with(Customer.class, "deletedAt", Rule.always(null))
                .with(Customer.class, new Constraint.Order("changed after made", "createdAt", "updatedAt", false))
                .with(
                        Customer.class,
                        new Calculation("fullName", String.class, Customers::fullName),
                        new Calculation("primaryAddress", String.class, Customers::primaryAddress),
                        Calculation.sum("lifetimeValue", Invoice.class, "total", Invoices::isPaid),
                        new Calculation("paymentScore", Integer.class, Customers::paymentScore),
                        new Calculation("daysSinceCreated", Long.class, Customers::daysSinceCreated),
                        new Calculation("customerHealthScore", Integer.class, Customers::healthScore),
                        new Calculation("riskCategory", Risk.class, Customers::riskCategory),
                        new Calculation("customerTier", Tier.class, Customers::tier),
                        new Calculation("nextReviewDate", LocalDate.class, Customers::nextReviewDate),
                        Calculation.count("addressCount", CustomerAddress.class),
                        Calculation.count("invoiceCount", Invoice.class),
                        Calculation.sum("totalInvoiceAmount", Invoice.class, "total", invoice -> true),
                        Calculation.average("averageInvoiceAmount", Invoice.class, "total"),
                        Calculation.max("lastInvoiceDate", LocalDate.class, Invoice.class, "date"),
                        Calculation.count("paidInvoiceCount", Invoice.class, Invoices::isPaid),
                        Calculation.count("overdueInvoiceCount", Invoice.class, Invoices::isOverdue),
                        Calculation.sum("totalPaidAmount", Invoice.class, "total", Invoices::isPaid),
                        Calculation.sum("totalOutstandingAmount", Invoice.class, "total", Invoices::isOutstanding));
    }

    static Resource<Customer> resource() {
        return Resource.of(Customer.class)
                .byDefault("status", Status.ACTIVE)
                .byDefault("creditLimit", Money.cents(500_000))
                .byDefault("createdAt", Trade::now)
                .byDefault("updatedAt", Trade::now)
                .baseFilter(Customers::isThere)
                .read("active", (customers, args) -> customers.where("status", Status.ACTIVE))
                .read("byStatus", (customers, args) -> customers.where("status", args.get("status", Status.class)))
                .read(
                        "highValue",
                        (customers, args) -> customers
                                .where(
                                        "lifetimeValue",
                                        Match.atLeast(args.get("least", BigDecimal.class, new BigDecimal(10_000))))
                                .descending("lifetimeValue"))
                .read(
                        "byHealthScore",
                        (customers, args) -> customers
                                .where(
                                        "customerHealthScore",
                                        Match.between(
                                                args.get("least", Integer.class, 0),
                                                args.get("most", Integer.class, 100)))
                                .descending("customerHealthScore"))
                .read("byTier", (customers, args) -> customers.where("customerTier", args.get("tier", Tier.class)))
                .read(
                        "atRisk",
                        (customers, args) ->
                                customers.where("riskCategory", Risk.HIGH).sort("customerHealthScore"))
                .read(
                        "reviewDue",
                        (customers, args) -> customers
                                .whereRow(customer -> !nextReviewDate(customer).isAfter(customer.asOf()))
                                .sort("nextReviewDate"))
                .update("suspend", Customers::suspend)
                .update("activate", (change, args) -> change.set("status", Status.ACTIVE))
                .update("adjustCreditLimit", Customers::adjustCreditLimit)
                .update("recordInteraction", Customers::recordInteraction)
                .update("delete", (change, args) -> change.set("deletedAt", Trade.now(change.before())))
                .before(Action.UPDATE, (change, args) -> change.set("updatedAt", Trade.now(change.before())))
                .validate("a name is not blank", Names::isNotBlank)
                .policy(Action.DESTROY, Role::mayDestroy)
                .policy("adjustCreditLimit", (actor, customer) -> actor == Role.ADMIN || actor == Role.CLERK)
                .cascade(CustomerAddress.class);
    }

    /** Tells whether a customer is not deleted. */
    static boolean isThere(Row customer) {
        return customer.get("deletedAt") == null;
    }

    private static void suspend(Change customer, Args args) {
        if (customer.get("status") == Status.SUSPENDED) {
            throw customer.refused("the customer is suspended already");
        }
        customer.set("status", Status.SUSPENDED);
    }

    private static void adjustCreditLimit(Change customer, Args args) {
        BigDecimal limit = args.get("newLimit", BigDecimal.class);
        String reason = args.get("reason", String.class);
        if (reason.isBlank()) {
            throw customer.refused("a new limit needs a reason");
        }
        note(customer, "credit limit " + customer.get("creditLimit") + " -> " + limit + ": " + reason);
        customer.set("creditLimit", limit);
    }

    private static void recordInteraction(Change customer, Args args) {
        note(customer, args.get("type", String.class) + ": " + args.get("notes", String.class));
    }

    /** The newest note comes first; of the oldest, what has no room is cut off. */
    private static void note(Change customer, String text) {
        Object before = customer.get("notes");
        String notes = customer.before().asOf() + " " + text + (before == null ? "" : "\n" + before);
        customer.set("notes", notes.substring(0, Math.min(notes.length(), NOTES)));
    }

    private static BigDecimal creditLimit(Row customer, Choices own) {
        int type = (int) (customer.get("customerTypeId", Long.class) - 1);
        int[] range = CREDIT[Math.floorMod(type, CREDIT.length)];
        return Money.cents((range[0] + own.below(range[1] - range[0] + 1)) * 10_000);
    }

    /** More of them each year, and none before the business opened. */
    private static LocalDateTime createdAt(Row customer, Choices own) {
        LocalDateTime opening = Trade.opening(customer.asOf());
        return Trade.time(own, Trade.day(own, opening.toLocalDate(), customer.asOf()), opening);
    }

    private static String fullName(Row customer) {
        return customer.get("name", String.class).strip().replaceAll("\\s+", " ");
    }

    private static @Nullable String primaryAddress(Row customer) {
        return customer.children(CustomerAddress.class)
                .filter(address -> address.get("primary", Boolean.class))
                .findFirst()
                .map(address -> address.get("formattedAddress", String.class))
                .orElse(null);
    }

    /** How many percent of the invoices that were to be paid by now are; 100 where none was. */
    private static int paymentScore(Row customer) {
        int[] count = new int[2];
        customer.children(Invoice.class).forEach(invoice -> {
            if (Invoices.isPaid(invoice)) {
                count[0]++;
            } else if (Invoices.isOverdue(invoice)) {
                count[1]++;
            }
        });
        int due = count[0] + count[1];
        return due == 0 ? 100 : Math.round(count[0] * 100f / due);
    }

    private static long daysSinceCreated(Row customer) {
        return ChronoUnit.DAYS.between(
                customer.get("createdAt", LocalDateTime.class).toLocalDate(), customer.asOf());
    }

    /** From 0 to 100: half of it for paying, 30 for the status, 20 for having bought lately. */
    private static int healthScore(Row customer) {
        int status = customer.get("status") == Status.ACTIVE ? 30 : customer.get("status") == Status.INACTIVE ? 15 : 0;
        LocalDate last = (LocalDate) customer.get("lastInvoiceDate");
        long ago = last == null ? Long.MAX_VALUE : ChronoUnit.DAYS.between(last, customer.asOf());
        int lately = ago <= 90 ? 20 : ago <= 365 ? 10 : 0;
        return paymentScore(customer) / 2 + status + lately;
    }

    private static Risk riskCategory(Row customer) {
        int score = healthScore(customer);
        return score >= 70 ? Risk.LOW : score >= 40 ? Risk.MEDIUM : Risk.HIGH;
    }

    private static Tier tier(Row customer) {
        long limit = customer.get("creditLimit", BigDecimal.class).longValue();
        return limit >= 50_000
                ? Tier.PLATINUM
                : limit >= 25_000 ? Tier.GOLD : limit >= 10_000 ? Tier.SILVER : Tier.BRONZE;
    }

    /** Counted from the last time that anything changed about the customer. */
    private static LocalDate nextReviewDate(Row customer) {
        Status status = customer.get("status", Status.class);
        int days = status == Status.ACTIVE ? 90 : status == Status.INACTIVE ? 30 : 7;
        return customer.get("updatedAt", LocalDateTime.class).toLocalDate().plusDays(days);
    }
}
