package dev.assay.example.billing;

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
import dev.assay.example.billing.Inventory.Status;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How inventories are: one product in twelve is sold out, and of the others some are promised. */
final class Inventories {
    private static final Gen<Integer> POINTS = Gen.of(10, 10, 10, 5, 20, 30);
    private static final Gen<Integer> QUANTITIES = Gen.of(50, 50, 50, 25, 100, 200);
    private static final Gen<String> LOCATIONS =
            Gen.of("Main warehouse", "Main warehouse", "East depot", "West depot", "Showroom");

    private Inventories() {}

    static Model in(Model model) {
        return model.with(
                        Inventory.class,
                        "currentStock",
                        (row, own) -> own.below(12) == 0 ? 0 : 1 + (int) own.below(1 + own.below(400)))
                .with(Inventory.class, "reservedStock", (row, own) ->
                        (int) own.below(row.get("currentStock", Integer.class) / 4 + 1))
                .with(Inventory.class, "reorderPoint", Rule.of(POINTS))
                .with(Inventory.class, "reorderQuantity", Rule.of(QUANTITIES))
                .with(Inventory.class, "location", Rule.of(LOCATIONS))
                .with(
                        Inventory.class,
                        "lastReceivedDate",
                        (row, own) -> own.chance(0.9) ? row.asOf().minusDays(1 + own.below(120)) : null)
                .with(
                        Inventory.class,
                        "lastReceivedQuantity",
                        (row, own) -> row.get("lastReceivedDate") == null ? null : row.get("reorderQuantity"))
                .with(
                        Inventory.class,
                        "createdAt",
                        (row, own) -> row.parent("productId").get("createdAt", LocalDateTime.class))
                .with(Inventory.class, "updatedAt", Inventories::updatedAt)
                .with(Inventory.class, new Constraint.Order("changed after made", "createdAt", "updatedAt", false))
                .with(
                        Inventory.class,
                        new Constraint.Order(
                                "no more is promised than there is", "reservedStock", "currentStock", false))
                .with(
                        Inventory.class,
                        new Calculation("availableStock", Integer.class, Inventories::available),
                        new Calculation("stockStatus", Status.class, Inventories::status),
                        new Calculation("daysSinceReceived", Long.class, Inventories::daysSinceReceived),
                        new Calculation("reorderNeeded", Boolean.class, Inventories::reorderNeeded));
    }

    static Resource<Inventory> resource() {
        return Resource.of(Inventory.class)
                .byDefault("currentStock", 0)
                .byDefault("reservedStock", 0)
                .byDefault("reorderPoint", 10)
                .byDefault("reorderQuantity", 50)
                .byDefault("location", "Main warehouse")
                .byDefault("createdAt", Trade::now)
                .byDefault("updatedAt", Trade::now)
                .read(
                        "lowStock",
                        (inventories, args) ->
                                inventories.where("reorderNeeded", true).sort("availableStock"))
                .read("outOfStock", (inventories, args) -> inventories.where("availableStock", Match.atMost(0)))
                .read(
                        "byLocation",
                        (inventories, args) -> inventories.where("location", args.get("location", String.class)))
                .update("adjustStock", Inventories::adjustStock)
                .update("receiveStock", Inventories::receiveStock)
                .before(Action.UPDATE, (change, args) -> change.set("updatedAt", Trade.now(change.before())));
    }

    private static void adjustStock(Change inventory, Args args) {
        inventory.set("currentStock", inventory.get("currentStock", Integer.class) + args.get("by", Integer.class));
    }

    private static void receiveStock(Change inventory, Args args) {
        int quantity = args.get("quantity", Integer.class);
        if (quantity < 1) {
            throw inventory.refused("what is received is 1 or more, not " + quantity);
        }
        inventory
                .set("currentStock", inventory.get("currentStock", Integer.class) + quantity)
                .set("lastReceivedDate", inventory.before().asOf())
                .set("lastReceivedQuantity", quantity);
    }

    private static LocalDateTime updatedAt(Row inventory, Choices own) {
        LocalDateTime created = inventory.get("createdAt", LocalDateTime.class);
        LocalDate received = (LocalDate) inventory.get("lastReceivedDate");
        return received == null ? created : Trade.time(own, received, created);
    }

    static int available(Row inventory) {
        return inventory.get("currentStock", Integer.class) - inventory.get("reservedStock", Integer.class);
    }

    static Status status(Row inventory) {
        if (available(inventory) <= 0) {
            return Status.OUT_OF_STOCK;
        }
        return reorderNeeded(inventory) ? Status.LOW_STOCK : Status.IN_STOCK;
    }

    private static boolean reorderNeeded(Row inventory) {
        return available(inventory) <= inventory.get("reorderPoint", Integer.class);
    }

    private static @Nullable Long daysSinceReceived(Row inventory) {
        LocalDate received = (LocalDate) inventory.get("lastReceivedDate");
        return received == null ? null : ChronoUnit.DAYS.between(received, inventory.asOf());
    }
}
