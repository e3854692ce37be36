package dev.assay.example.billing;

import static dev.assay.example.billing.CustomersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Row;
import dev.assay.data.store.Args;
import dev.assay.example.billing.Inventory.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoriesTest {
    private final Given given = new Given();
    private final Row lamp = given.product("100.00", "60.00");

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, OUT_OF_STOCK, true",
        "5, 5, 0, OUT_OF_STOCK, true",
        "12, 2, 10, LOW_STOCK, true",
        "13, 2, 11, IN_STOCK, false"
    })
    void know_how_much_can_be_had(int current, int reserved, int available, Status status, boolean reorder) {
        Row inventory = given.inventory(lamp, current, reserved);
        assertThat(inventory.get("availableStock")).isEqualTo(available);
        assertThat(inventory.get("stockStatus")).isEqualTo(status);
        assertThat(inventory.get("reorderNeeded")).isEqualTo(reorder);
    }

    @Test
    void are_read_by_what_there_is_and_where() {
        Row full = given.inventory(lamp, 100, 0);
        Row low = given.inventory(given.product("1", "1"), 5, 0, "location", "Showroom");
        Row none = given.inventory(given.product("1", "1"), 0, 0);
        assertThat(given.store.read(Inventory.class, "lowStock").rows()).containsExactly(none, low);
        assertThat(given.store.read(Inventory.class, "outOfStock").rows()).containsExactly(none);
        assertThat(given.store
                        .read(Inventory.class, "byLocation", Args.of("location", "Main warehouse"))
                        .rows())
                .containsExactly(full, none);
    }

    @Test
    void are_adjusted_up_and_down_and_not_below_what_is_promised() {
        Row inventory = given.inventory(lamp, 10, 4);
        assertThat(given.store
                        .update(inventory, "adjustStock", Args.of("by", -6))
                        .get("currentStock"))
                .isEqualTo(4);
        refused("ASSAY-DATA-043", () -> given.store.update(inventory, "adjustStock", Args.of("by", -1)));
        assertThat(given.store
                        .update(inventory, "adjustStock", Args.of("by", 20))
                        .get("currentStock"))
                .isEqualTo(24);
    }

    @Test
    void remember_when_stock_was_received() {
        Row inventory = given.inventory(lamp, 10, 4);
        assertThat(inventory.get("daysSinceReceived")).isNull();
        Row now = given.store.update(inventory, "receiveStock", Args.of("quantity", 50));
        assertThat(now.get("currentStock")).isEqualTo(60);
        assertThat(now.get("lastReceivedQuantity")).isEqualTo(50);
        assertThat(now.get("daysSinceReceived")).isEqualTo(0L);
        refused("ASSAY-DATA-046", () -> given.store.update(inventory, "receiveStock", Args.of("quantity", 0)));
    }

    @Test
    void keep_what_the_record_says() {
        refused("ASSAY-DATA-041", () -> given.inventory(lamp, -1, 0));
        refused("ASSAY-DATA-043", () -> given.inventory(lamp, 1, 2));
        refused("ASSAY-DATA-041", () -> given.inventory(lamp, 1, 0, "reorderQuantity", 0));
        Row inventory = given.inventory(lamp, 1, 0);
        assertThat(inventory.get("reorderPoint")).isEqualTo(10);
        assertThat(inventory.get("reorderQuantity")).isEqualTo(50);
        refused("ASSAY-DATA-042", () -> given.inventory(lamp, 1, 0));
    }
}
