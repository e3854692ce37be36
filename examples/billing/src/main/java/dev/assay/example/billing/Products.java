package dev.assay.example.billing;

import dev.assay.core.Choices;
import dev.assay.data.Calculation;
import dev.assay.data.Constraint;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.store.Action;
import dev.assay.data.store.Args;
import dev.assay.data.store.Change;
import dev.assay.data.store.Match;
import dev.assay.data.store.Resource;
import dev.assay.example.billing.Product.Grade;
import dev.assay.example.billing.Product.Position;
import dev.assay.example.billing.Product.Strategy;
import dev.assay.example.billing.Product.Trend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Predicate;

/** How products are: what they cost, how they sell, and what follows from both. */
final class Products {
    /** Cents from which each kind of price begins, and the last ends; and how many of 100 products are of it. */
    private static final int[] PRICES = {99, 2_500, 10_000, 50_000, 200_000};

    private static final int[] SHARES = {30, 40, 22, 8};

    /** Over how many days sales are looked at, and for how many they are foretold. */
    private static final int LATELY = 90;

    private static final int AHEAD = 30;

    /** From how many percent of margin a product counts as profitable. */
    private static final BigDecimal PROFITABLE = BigDecimal.valueOf(20);

    private Products() {}

    static Model in(Model model) {
        return model.with(Product.class, "price", (row, own) -> price(own))
                .with(
                        Product.class,
                        "cost",
                        (row, own) -> Money.percent(
                                row.get("price", BigDecimal.class), BigDecimal.valueOf(35 + own.below(66))))
                .with(Product.class, "weight", (row, own) -> own.chance(0.9) ? Money.cents(5 + own.below(2_500)) : null)
                .with(Product.class, "createdAt", Products::createdAt)
                .with(
                        Product.class,
                        "updatedAt",
                        (row, own) -> Trade.recently(own, row.get("createdAt", LocalDateTime.class), row.asOf(), 365))
                .with(Product.class, new Constraint.Order("changed after made", "createdAt", "updatedAt", false))
                .with(
                        Product.class,
                        new Calculation("margin", BigDecimal.class, Products::margin),
                        new Calculation("marginPercentage", BigDecimal.class, Products::marginPercentage),
                        new Calculation("profitabilityGrade", Grade.class, Products::grade),
                        new Calculation("inventoryStatus", Inventory.Status.class, Products::inventoryStatus),
                        new Calculation("inventoryVelocity", BigDecimal.class, Products::velocity),
                        new Calculation("demandForecast", Integer.class, Products::forecast),
                        new Calculation("reorderRecommendation", Integer.class, Products::recommendation),
                        new Calculation("profitTrend", Trend.class, Products::trend),
                        new Calculation("marketPosition", Position.class, Products::position),
                        Calculation.count("timesOrdered", InvoiceLineItem.class, InvoiceLineItems::isSold),
                        Calculation.sum(
                                "totalQuantitySold", InvoiceLineItem.class, "quantity", InvoiceLineItems::isSold),
                        Calculation.sum("totalRevenue", InvoiceLineItem.class, "lineTotal", InvoiceLineItems::isSold));
    }

    static Resource<Product> resource() {
        return Resource.of(Product.class)
                .byDefault("active", true)
                .byDefault("cost", Money.ZERO)
                .byDefault("createdAt", Trade::now)
                .byDefault("updatedAt", Trade::now)
                .read("active", (products, args) -> products.where("active", true))
                .read(
                        "byCategory",
                        (products, args) -> products.where("productCategoryId", args.get("categoryId", Long.class)))
                .read(
                        "profitable",
                        (products, args) -> products.where(
                                        "marginPercentage",
                                        Match.atLeast(args.get("leastPercentage", BigDecimal.class, PROFITABLE)))
                                .descending("marginPercentage"))
                .read(
                        "lowStock",
                        (products, args) -> products.where("inventoryStatus", Match.not(Inventory.Status.IN_STOCK)))
                .read(
                        "topPerformers",
                        (products, args) ->
                                products.descending("totalRevenue").limit(args.get("count", Integer.class, 10)))
                .read(
                        "underperformers",
                        (products, args) -> products.where("active", true)
                                .where("totalQuantitySold", Match.below(args.get("sold", Integer.class, 5)))
                                .sort("totalQuantitySold"))
                .update("updatePricing", Products::updatePricing)
                .update("adjustPricingStrategy", Products::adjustPricingStrategy)
                .before(Action.UPDATE, (change, args) -> change.set("updatedAt", Trade.now(change.before())))
                .validate("a name is not blank", Names::isNotBlank)
                .policy(Action.DESTROY, Role::mayDestroy)
                .cascade(Inventory.class);
    }

    private static void updatePricing(Change product, Args args) {
        product.set("price", args.get("price", BigDecimal.class));
        if (args.has("cost")) {
            product.set("cost", args.get("cost", BigDecimal.class));
        }
    }

    private static void adjustPricingStrategy(Change product, Args args) {
        BigDecimal percentage = args.get("percentage", BigDecimal.class);
        if (percentage.signum() < 0 || percentage.compareTo(Money.HUNDRED) >= 0) {
            throw product.refused("a price is adjusted by 0 to less than 100 percent, not " + percentage);
        }
        BigDecimal price = product.get("price", BigDecimal.class);
        BigDecimal cost = product.get("cost", BigDecimal.class);
        product.set(
                "price",
                switch (args.get("strategy", Strategy.class)) {
                    case COMPETITIVE -> price.subtract(Money.percent(price, percentage));
                    case PREMIUM -> price.add(Money.percent(price, percentage));
                    case VALUE -> cost.add(Money.percent(cost, percentage));
                });
    }

    /** Ends with a 9, as prices do. */
    private static BigDecimal price(Choices own) {
        long left = own.below(100);
        int kind = 0;
        while (left >= SHARES[kind]) {
            left -= SHARES[kind++];
        }
        long cents = PRICES[kind] + own.below(PRICES[kind + 1] - PRICES[kind]);
        return Money.cents(cents - cents % 10 + 9);
    }

    /** Within the year before the business opened, so that every invoice can have every product. */
    private static LocalDateTime createdAt(Row product, Choices own) {
        return Trade.opening(product.asOf()).minusMinutes(1 + own.below(364 * 24 * 60));
    }

    private static BigDecimal margin(Row product) {
        return product.get("price", BigDecimal.class).subtract(product.get("cost", BigDecimal.class));
    }

    private static BigDecimal marginPercentage(Row product) {
        return Money.share(margin(product), product.get("price", BigDecimal.class));
    }

    private static Grade grade(Row product) {
        double percent = marginPercentage(product).doubleValue();
        return percent >= 50
                ? Grade.A
                : percent >= 30 ? Grade.B : percent >= 15 ? Grade.C : percent >= 5 ? Grade.D : Grade.F;
    }

    private static Trend trend(Row product) {
        double percent = marginPercentage(product).doubleValue();
        return percent >= 40
                ? Trend.STRONG
                : percent >= 20 ? Trend.STABLE : percent >= 10 ? Trend.WEAK : Trend.DECLINING;
    }

    private static Position position(Row product) {
        long price = product.get("price", BigDecimal.class).longValue();
        return price >= 500
                ? Position.LUXURY
                : price >= 100 ? Position.PREMIUM : price >= 25 ? Position.STANDARD : Position.BUDGET;
    }

    /** A product without an inventory is out of stock. */
    private static Inventory.Status inventoryStatus(Row product) {
        return inventory(product).map(Inventories::status).orElse(Inventory.Status.OUT_OF_STOCK);
    }

    /** How many are sold a day, over the last 90 days. */
    private static BigDecimal velocity(Row product) {
        return soldLately(product).divide(BigDecimal.valueOf(LATELY), 2, RoundingMode.HALF_UP);
    }

    /** How many will be sold in the next 30 days, if they sell as in the last 90. */
    private static int forecast(Row product) {
        return soldLately(product)
                .multiply(BigDecimal.valueOf(AHEAD))
                .divide(BigDecimal.valueOf(LATELY), 0, RoundingMode.CEILING)
                .intValueExact();
    }

    /** How many to order now, so that 30 days from now the reorder point is not reached; 0 while there are enough. */
    private static int recommendation(Row product) {
        Row inventory = inventory(product).orElse(null);
        if (inventory == null) {
            return forecast(product);
        }
        int missing =
                forecast(product) + inventory.get("reorderPoint", Integer.class) - Inventories.available(inventory);
        return missing <= 0 ? 0 : Math.max(missing, inventory.get("reorderQuantity", Integer.class));
    }

    private static BigDecimal soldLately(Row product) {
        LocalDate since = product.asOf().minusDays(LATELY);
        Predicate<Row> lately = line ->
                !line.parent("invoiceId").get("date", LocalDate.class).isBefore(since) && InvoiceLineItems.isSold(line);
        return product.children(InvoiceLineItem.class)
                .filter(lately)
                .map(line -> line.get("quantity", BigDecimal.class))
                .reduce(Money.ZERO, BigDecimal::add);
    }

    private static Optional<Row> inventory(Row product) {
        return product.children(Inventory.class).findFirst();
    }
}
