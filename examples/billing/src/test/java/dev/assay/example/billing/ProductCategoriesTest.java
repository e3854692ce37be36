package dev.assay.example.billing;

import static dev.assay.example.billing.CustomersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Row;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductCategoriesTest {
    private final Given given = new Given();
    private final Row electronics = given.store.row(ProductCategory.class, 1L).orElseThrow();

    @Test
    void are_displayed_with_a_remark_once_they_are_discontinued() {
        assertThat(electronics.get("displayName")).isEqualTo("Electronics");
        assertThat(given.store.update(electronics, Map.of("active", false)).get("displayName"))
                .isEqualTo("Electronics (discontinued)");
    }

    @Test
    void count_their_products() {
        given.product("10.00", "5.00");
        given.product("10.00", "5.00", "active", false);
        assertThat(given.now(electronics).get("productCount")).isEqualTo(2L);
        assertThat(given.now(electronics).get("activeProductCount")).isEqualTo(1L);
    }

    @Test
    void are_read_in_their_order() {
        given.store.update(electronics, Map.of("active", false));
        assertThat(given.store.read(ProductCategory.class, "active").list())
                .extracting(ProductCategory::name)
                .containsExactly("Clothing", "Home & Garden", "Books", "Sports");
    }

    @Test
    void keep_what_the_record_says() {
        assertThat(given.store
                        .create(ProductCategory.class, Map.of("name", "Toys"))
                        .active())
                .isTrue();
        refused("ASSAY-DATA-042", () -> given.store.create(ProductCategory.class, Map.of("name", "Books")));
        refused("ASSAY-DATA-046", () -> given.store.create(ProductCategory.class, Map.of("name", " ")));
        refused("ASSAY-DATA-041", () -> given.store.create(ProductCategory.class, Map.of("name", "x".repeat(101))));
        refused("ASSAY-DATA-041", () -> given.store.update(electronics, Map.of("sortOrder", -1)));
    }
}
