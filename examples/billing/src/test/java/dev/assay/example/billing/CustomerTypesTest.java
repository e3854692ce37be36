package dev.assay.example.billing;

import static dev.assay.example.billing.CustomersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Row;
import dev.assay.data.store.Args;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomerTypesTest {
    private final Given given = new Given();
    private final Row bronze = given.store.row(CustomerType.class, 1L).orElseThrow();
    private final Row gold = given.store.row(CustomerType.class, 3L).orElseThrow();

    @Test
    void are_displayed_with_what_they_give() {
        assertThat(bronze.get("displayName")).isEqualTo("Bronze");
        assertThat(gold.get("displayName")).isEqualTo("Gold (10 % off)");
    }

    @Test
    void give_their_discount_while_they_are_in_use() {
        assertThat(gold.get("effectiveDiscount")).isEqualTo(new BigDecimal("10.00"));
        assertThat(given.store.update(gold, Map.of("active", false)).get("effectiveDiscount"))
                .isEqualTo(new BigDecimal("0.00"));
    }

    @Test
    void count_their_customers() {
        given.customer();
        given.customer("status", Customer.Status.SUSPENDED);
        assertThat(given.now(bronze).get("customerCount")).isEqualTo(2L);
        assertThat(given.now(bronze).get("activeCustomerCount")).isEqualTo(1L);
        assertThat(gold.get("customerCount")).isEqualTo(0L);

        given.store.update(given.customer(), "delete", Args.none());
        assertThat(given.now(bronze).get("customerCount")).isEqualTo(2L);
        assertThat(given.now(bronze).get("activeCustomerCount")).isEqualTo(1L);
    }

    @Test
    void are_read_in_the_order_of_their_priority() {
        given.store.update(bronze, Map.of("active", false));
        assertThat(given.store.read(CustomerType.class, "active").list())
                .extracting(CustomerType::name)
                .containsExactly("Platinum", "Gold", "Silver");
        assertThat(given.store
                        .read(CustomerType.class, "byPriority", Args.of("level", 4))
                        .list())
                .extracting(CustomerType::name)
                .containsExactly("Bronze");
    }

    @Test
    void keep_what_the_record_says() {
        CustomerType made = given.store.create(CustomerType.class, Map.of("name", "Diamond"));
        assertThat(made.priorityLevel()).isEqualTo(3);
        assertThat(made.active()).isTrue();
        refused("ASSAY-DATA-042", () -> given.store.create(CustomerType.class, Map.of("name", "Gold")));
        refused("ASSAY-DATA-041", () -> given.store.create(CustomerType.class, Map.of("name", "")));
        refused("ASSAY-DATA-046", () -> given.store.create(CustomerType.class, Map.of("name", " ")));
        refused("ASSAY-DATA-041", () -> given.store.create(CustomerType.class, Map.of("name", "x".repeat(101))));
        refused("ASSAY-DATA-041", () -> given.store.update(gold, Map.of("description", "x".repeat(501))));
        refused(
                "ASSAY-DATA-041",
                () -> given.store.update(gold, Map.of("discountPercentage", new BigDecimal("50.01"))));
        refused("ASSAY-DATA-041", () -> given.store.update(gold, Map.of("priorityLevel", 0)));
        refused("ASSAY-DATA-041", () -> given.store.update(gold, Map.of("priorityLevel", 6)));
    }

    @Test
    void stay_while_they_have_customers() {
        given.customer();
        refused("ASSAY-DATA-045", () -> given.store.destroy(bronze));
        given.store.destroy(gold);
        assertThat(given.store.query(CustomerType.class).count()).isEqualTo(3);
    }
}
