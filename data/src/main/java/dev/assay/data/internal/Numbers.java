package dev.assay.data.internal;

import dev.assay.core.Seed;
import dev.assay.data.Constraint;
import dev.assay.data.Domain;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.math.BigDecimal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What numbers hold by their names. */
final class Numbers {
    private static final int CENTS = 2;

    /** How much of a price its cost is. */
    private static final double LEAST_COST = 0.4;

    private static final double MORE_COST = 0.4;

    private final Predicate<Field> free;

    /** Knows of which fields nothing but their meaning says what they hold. */
    Numbers(Predicate<Field> free) {
        this.free = free;
    }

    /** Returns what makes a number; null if the type is none. */
    @Nullable Column of(Entity entity, Field field) {
        Class<?> type = field.type();
        Domain domain = field.domain();
        String name = field.meaning();
        Usual usual = usual(entity, field);
        boolean decimal = Range.isDecimal(type);
        if (usual == null && decimal) {
            return isCost(name) ? cost(entity, field) : amount(type, name, domain);
        }
        Range range = usual == null
                ? Range.of(type, domain, BigDecimal.ONE, BigDecimal.valueOf(500), false)
                : Range.of(type, domain, usual.least, usual.most, true);
        if (range == null) {
            return null;
        }
        // Less often the larger, where things are counted.
        return usual != null && usual.few
                ? (row, bits) -> range.at(skewed(bits, range.room()))
                : (row, bits) -> range.at(Seed.scale(bits, range.room()));
    }

    private static boolean isCost(String name) {
        return name.equals("cost")
                || name.equals("costprice")
                || name.equals("purchaseprice")
                || name.equals("unitcost");
    }

    private static long skewed(long bits, long room) {
        double skewed = Quantiles.at(Quantiles.EXPONENTIAL, Seed.unit(bits)) / 5;
        return Math.min(room - 1, (long) (skewed * room));
    }

    /** What a number usually is. */
    private record Usual(BigDecimal least, BigDecimal most, boolean few) {
        static Usual of(String least, String most) {
            return new Usual(new BigDecimal(least), new BigDecimal(most), false);
        }

        static Usual few(String least, String most) {
            return new Usual(new BigDecimal(least), new BigDecimal(most), true);
        }
    }

    private static @Nullable Usual usual(Entity entity, Field field) {
        for (FieldName name : FieldName.of(entity, field)) {
            Usual usual = usual(name.word());
            if (usual != null) {
                return usual;
            }
        }
        String all = field.meaning();
        if (all.contains("percent") || all.contains("pct")) {
            return Usual.of("0", all.contains("discount") ? "50" : "100");
        }
        return all.contains("quantity") ? Usual.few("1", "20") : all.contains("priority") ? Usual.of("1", "5") : null;
    }

    private static @Nullable Usual usual(String word) {
        return switch (word) {
            case "age" -> Usual.of("18", "80");
            case "rating", "stars", "priority", "prioritylevel", "severity" -> Usual.of("1", "5");
            case "quantity", "qty" -> Usual.few("1", "20");
            case "stock", "currentstock", "onhand", "stockquantity", "inventory" -> Usual.of("0", "500");
            case "score" -> Usual.of("0", "100");
            case "taxrate", "vatrate", "tax" -> word.equals("tax") ? null : Usual.of("0", "25");
            case "discountrate", "discountpercentage", "discount" ->
                word.equals("discount") ? Usual.of("0", "50") : Usual.of("0", "50");
            case "rate", "interestrate" -> Usual.of("0", "50");
            case "weight" -> Usual.few("0.1", "40");
            case "height", "width", "depth", "length" -> Usual.of("5", "200");
            case "temperature" -> Usual.of("-10", "35");
            case "year", "modelyear" -> Usual.of("1995", "2025");
            case "month" -> Usual.of("1", "12");
            case "day", "dayofmonth" -> Usual.of("1", "28");
            case "hour" -> Usual.of("0", "23");
            case "minute", "second" -> Usual.of("0", "59");
            case "sortorder", "displayorder", "position", "rank", "ordinal", "sequence", "linenumber" ->
                Usual.of("1", "100");
            case "version", "revision" -> Usual.few("1", "10");
            case "attempts", "retries", "retrycount", "failedattempts", "failedlogins" -> Usual.few("0", "5");
            case "children", "dependents" -> Usual.few("0", "4");
            case "floor" -> Usual.of("0", "12");
            case "rooms", "bedrooms", "seats", "guests", "adults" -> Usual.of("1", "6");
            case "salary", "annualsalary", "income" -> Usual.of("30000", "150000");
            case "port" -> Usual.of("1024", "65535");
            case "httpstatus", "statuscode", "responsecode" -> Usual.of("200", "204");
            case "latitude", "lat" -> Usual.of("-90", "90");
            case "longitude", "lon", "lng" -> Usual.of("-180", "180");
            case "views", "likes", "downloads", "clicks" -> Usual.few("0", "10000");
            case "duration", "durationminutes", "minutes" -> Usual.of("5", "240");
            default -> null;
        };
    }

    /** Many small amounts and few large ones, as prices are; limits in hundreds. */
    private static @Nullable Column amount(Class<?> type, String name, Domain domain) {
        boolean usual = domain.numbers().isOpen() && domain.scale() < 0;
        if (usual && name.contains("limit")) {
            return (row, bits) -> Range.value(type, (5 + Seed.scale(bits, 996)) * 10_000, CENTS);
        } else if (usual) {
            return (row, bits) -> Range.value(
                    type, 99 + (long) (Quantiles.at(Quantiles.EXPONENTIAL, Seed.unit(bits)) * 6_000), CENTS);
        }
        Range range = Range.of(type, domain, BigDecimal.ONE, BigDecimal.valueOf(1_000), false);
        return range == null
                ? null
                : (row, bits) -> {
                    double skewed = Quantiles.at(Quantiles.EXPONENTIAL, Seed.unit(bits)) / 12;
                    return range.at(Math.min(range.room() - 1, (long) (skewed * range.room())));
                };
    }

    /** Less than the price, if the row has one that nothing else would make of the cost. */
    private @Nullable Column cost(Entity entity, Field field) {
        int price = price(entity);
        Column alone = amount(field.type(), field.meaning(), field.domain());
        Range all = Range.of(field.type(), field.domain(), BigDecimal.ZERO, BigDecimal.valueOf(1L << 40), false);
        if (price < 0 || alone == null || all == null) {
            return alone;
        }
        double steps = StrictMath.pow(10, all.scale());
        return (row, bits) -> {
            Object of = row.get(price);
            if (!(of instanceof Number number)) {
                return alone.at(row, bits);
            }
            double share = LEAST_COST + MORE_COST * Seed.unit(bits);
            long cost = (long) (number.doubleValue() * share * steps);
            return all.at(Math.max(0, Math.min(all.room() - 1, cost - all.least())));
        };
    }

    private int price(Entity entity) {
        for (String called :
                new String[] {"price", "unitPrice", "unit_price", "listPrice", "list_price", "salePrice"}) {
            int place = entity.indexOf(called);
            if (place >= 0) {
                Field price = entity.fields().get(place);
                boolean ordered = entity.constraints().stream()
                        .anyMatch(each -> each instanceof Constraint.Order order
                                && (order.lower().equals(called)
                                        || order.upper().equals(called)));
                return free.test(price) && !ordered ? place : -1;
            }
        }
        return -1;
    }
}
