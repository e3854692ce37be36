package dev.assay.data.store;

import static java.math.BigDecimal.ZERO;

import dev.assay.core.Seed;
import dev.assay.data.Calculation;
import dev.assay.data.Constraint;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Parent;
import dev.assay.data.Row;
import dev.assay.data.Rule;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.Unique;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A market of sellers and buyers, with each kind of relation and constraint. */
final class Market {
    static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private Market() {}

    enum Status {
        ACTIVE,
        INACTIVE,
        SUSPENDED
    }

    record Tier(
            long id,
            @Unique @Size(max = 20) String name,
            @Min(0) @Max(50) int discount) {}

    record Customer(
            long id,
            @Parent(Tier.class) long tierId,
            @Size(min = 1, max = 40) String name,
            @Unique @Pattern(regexp = "[^@]+@[^@]+") String email,
            Status status,
            @Nullable LocalDate deletedOn) {
        boolean suspended() {
            return status == Status.SUSPENDED;
        }
    }

    record Address(
            long id,

            @Parent(value = Customer.class, least = 1, most = 3) long customerId,

            String city,
            boolean main) {}

    record Product(
            long id,
            @Parent(Product.class) @Nullable Long partOf,
            String name,
            @Unique String sku,
            @DecimalMin("0.01") BigDecimal price) {}

    record Order(
            long id,
            @Parent(Customer.class) long customerId,
            LocalDate placed,
            LocalDate due,
            @Nullable String notes) {}

    record Line(
            long id,

            @Parent(value = Order.class, least = 1, most = 5) long orderId,

            @Parent(Product.class) long productId,
            int quantity,
            BigDecimal price) {}

    private static final Constraint ONE_MAIN_ADDRESS = new Constraint.Unique(
            "one main address",
            List.of("customerId"),
            Optional.of(new Constraint.Check(
                    "main", "main", List.of("main"), row -> Boolean.TRUE.equals(row.get("main")))));

    private static final Entity TAG = Entity.named("tag")
            .table("tags")
            .field("label", String.class)
            .meaning("sku")
            .field("language", String.class)
            .values("de", "en")
            .key("label", "language")
            .build();

    static final Model MODEL = Model.of(entities())
            .with(Tier.class, "discount", (row, own) -> (int) row.index() * 5)
            .with(Customer.class, "deletedOn", Rule.always(null))
            .with(Line.class, "price", (row, own) -> row.parent("productId").get("price"))
            .with(Order.class, new Constraint.Order("due after placed", "placed", "due", false))
            .with(
                    Line.class,
                    new Constraint.Check(
                            "quantity",
                            "quantity > 0",
                            List.of("quantity"),
                            row -> row.get("quantity", Integer.class) > 0))
            .with(Address.class, ONE_MAIN_ADDRESS)
            .with(
                    Customer.class,
                    new Calculation("label", String.class, row -> row.get("name") + " <" + row.get("email") + ">"),
                    new Calculation(
                            "discount",
                            Integer.class,
                            row -> row.parent("tierId").get("discount")),
                    Calculation.count("orders_placed", Order.class),
                    new Calculation(
                            "first_order",
                            LocalDate.class,
                            row -> row.children(Order.class)
                                    .map(order -> order.get("placed", LocalDate.class))
                                    .min(LocalDate::compareTo)
                                    .orElse(null)))
            .with(Order.class, new Calculation("total", BigDecimal.class, Market::total));

    private static List<Entity> entities() {
        List<Entity> all = new ArrayList<>(
                Model.of(Tier.class, Customer.class, Address.class, Product.class, Order.class, Line.class)
                        .entities());
        all.add(TAG);
        return all;
    }

    private static BigDecimal total(Row order) {
        return order.children(Line.class)
                .map(line -> line.get("price", BigDecimal.class)
                        .multiply(BigDecimal.valueOf(line.get("quantity", Integer.class))))
                .reduce(ZERO, BigDecimal::add);
    }

    static ScenarioSpec scenario(int scale) {
        return ScenarioSpec.of(MODEL, "market")
                .rows(Tier.class, 4)
                .rows("tag", 3)
                .rows(Customer.class, 25L * scale)
                .rows(Product.class, 100L * scale)
                .rows(Order.class, 75L * scale);
    }

    static Dataset dataset(int scale) {
        return scenario(scale).dataset(Seed.of(42), DAY);
    }
}
