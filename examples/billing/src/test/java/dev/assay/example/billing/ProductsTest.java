package dev.assay.example.billing;

import static dev.assay.example.billing.CustomersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Row;
import dev.assay.data.store.Action;
import dev.assay.data.store.Args;
import dev.assay.example.billing.Product.Grade;
import dev.assay.example.billing.Product.Position;
import dev.assay.example.billing.Product.Strategy;
import dev.assay.example.billing.Product.Trend;
import java.math.BigDecimal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
    private final Given given = new Given();
    private final Row lamp = given.product("100.00", "60.00");

    @Nested
    class Calculations {
        @Test
        void margin_is_what_is_left_of_the_price() {
            assertThat(lamp.get("margin")).isEqualTo(new BigDecimal("40.00"));
            assertThat(lamp.get("marginPercentage")).isEqualTo(new BigDecimal("40.00"));
            assertThat(given.product("9.99", "12.00").get("marginPercentage")).isEqualTo(new BigDecimal("-20.12"));
        }

        @ParameterizedTest
        @CsvSource({
            "50.00, A, STRONG",
            "50.01, B, STRONG",
            "70.00, B, STABLE",
            "70.01, C, STABLE",
            "85.00, C, WEAK",
            "85.01, D, WEAK",
            "95.00, D, DECLINING",
            "95.01, F, DECLINING",
            "120.00, F, DECLINING"
        })
        void grade_and_trend_follow_the_margin(String cost, Grade grade, Trend trend) {
            Row product = given.product("100.00", cost);
            assertThat(product.get("profitabilityGrade")).isEqualTo(grade);
            assertThat(product.get("profitTrend")).isEqualTo(trend);
        }

        @ParameterizedTest
        @CsvSource({"500, LUXURY", "499.99, PREMIUM", "100, PREMIUM", "99.99, STANDARD", "25, STANDARD", "24.99, BUDGET"
        })
        void market_position_follows_the_price(String price, Position position) {
            assertThat(given.product(price, "1").get("marketPosition")).isEqualTo(position);
        }

        @Test
        void inventory_status_is_that_of_its_inventory() {
            assertThat(lamp.get("inventoryStatus")).isEqualTo(Inventory.Status.OUT_OF_STOCK);
            given.inventory(lamp, 100, 10);
            assertThat(given.now(lamp).get("inventoryStatus")).isEqualTo(Inventory.Status.IN_STOCK);
        }

        @Test
        void velocity_forecast_and_recommendation_follow_from_what_was_sold_lately() {
            given.inventory(lamp, 40, 5);
            assertThat(lamp.get("inventoryVelocity", BigDecimal.class)).isZero();
            assertThat(given.now(lamp).get("reorderRecommendation")).isEqualTo(0);
            sold(30, Invoice.Status.PAID, "60");
            sold(80, Invoice.Status.SENT, "31");
            sold(91, Invoice.Status.PAID, "1000");
            sold(10, Invoice.Status.CANCELLED, "1000");
            Row now = given.now(lamp);
            assertThat(now.get("inventoryVelocity")).isEqualTo(new BigDecimal("1.01"));
            assertThat(now.get("demandForecast")).isEqualTo(31);
            // 31 will be sold and 10 are to be left of 35: the usual quantity is more than what is missing.
            assertThat(now.get("reorderRecommendation")).isEqualTo(50);
        }
    }

    @Nested
    class Aggregates {
        @Test
        void count_what_was_sold_and_not_taken_back() {
            sold(30, Invoice.Status.PAID, "2");
            sold(20, Invoice.Status.SENT, "1.5");
            sold(10, Invoice.Status.DRAFT, "100");
            Row now = given.now(lamp);
            assertThat(now.get("timesOrdered")).isEqualTo(2L);
            assertThat(now.get("totalQuantitySold", BigDecimal.class)).isEqualByComparingTo("3.5");
            assertThat(now.get("totalRevenue", BigDecimal.class)).isEqualByComparingTo("350");
        }
    }

    @Nested
    class Reads {
        private final Row pen = given.product("2.00", "1.90", "name", "Pen", "productCategoryId", 4L, "active", false);

        @Test
        void active_and_by_category() {
            assertThat(given.store.read(Product.class, "active").rows()).containsExactly(lamp);
            assertThat(given.store
                            .read(Product.class, "byCategory", Args.of("categoryId", 4L))
                            .rows())
                    .containsExactly(pen);
        }

        @Test
        void profitable_is_from_a_margin_on() {
            assertThat(given.store.read(Product.class, "profitable").rows()).containsExactly(lamp);
            assertThat(given.store
                            .read(Product.class, "profitable", Args.of("leastPercentage", BigDecimal.ONE))
                            .rows())
                    .containsExactly(lamp, pen);
        }

        @Test
        void low_stock_is_what_has_to_be_ordered_or_is_gone() {
            given.inventory(lamp, 100, 0);
            given.inventory(pen, 3, 0);
            assertThat(given.store.read(Product.class, "lowStock").rows()).containsExactly(pen);
        }

        @Test
        void top_performers_are_by_revenue_and_underperformers_by_quantity() {
            Row chair = given.product("50.00", "20.00", "name", "Chair");
            sold(30, Invoice.Status.PAID, "10");
            assertThat(given.store
                            .read(Product.class, "topPerformers", Args.of("count", 1))
                            .rows())
                    .containsExactly(given.now(lamp));
            assertThat(given.store.read(Product.class, "topPerformers").count()).isEqualTo(3);
            assertThat(given.store.read(Product.class, "underperformers").rows())
                    .containsExactly(chair);
        }
    }

    @Nested
    class Updates {
        @Test
        void update_pricing() {
            Row now = given.store.update(lamp, "updatePricing", Args.of("price", new BigDecimal("120.00")));
            assertThat(now.get("price")).isEqualTo(new BigDecimal("120.00"));
            assertThat(now.get("cost")).isEqualTo(new BigDecimal("60.00"));
            assertThat(now.get("updatedAt")).isEqualTo(Given.AS_OF.atStartOfDay());
            Args both = Args.of("price", new BigDecimal("1.00")).and("cost", new BigDecimal("0.50"));
            assertThat(given.store.update(lamp, "updatePricing", both).get("margin"))
                    .isEqualTo(new BigDecimal("0.50"));
            refused(
                    "ASSAY-DATA-041",
                    () -> given.store.update(lamp, "updatePricing", Args.of("price", BigDecimal.ZERO)));
        }

        @ParameterizedTest
        @CsvSource({"COMPETITIVE, 90.00", "PREMIUM, 110.00", "VALUE, 66.00"})
        void adjust_pricing_strategy(Strategy strategy, BigDecimal price) {
            Args args = Args.of("strategy", strategy).and("percentage", BigDecimal.TEN);
            assertThat(given.store.update(lamp, "adjustPricingStrategy", args).get("price"))
                    .isEqualTo(price);
            refused(
                    "ASSAY-DATA-046",
                    () -> given.store.update(
                            lamp, "adjustPricingStrategy", args.and("percentage", new BigDecimal("-1"))));
        }
    }

    @Nested
    class Validations {
        @Test
        void refuse_what_the_record_forbids() {
            refused("ASSAY-DATA-041", () -> given.product("0", "0"));
            refused("ASSAY-DATA-041", () -> given.product("1", "-0.01"));
            refused("ASSAY-DATA-041", () -> given.product("1", "1", "weight", new BigDecimal("-1")));
            refused("ASSAY-DATA-041", () -> given.product("1", "1", "sku", "x".repeat(51)));
            refused("ASSAY-DATA-042", () -> given.product("1", "1", "sku", lamp.get("sku", String.class)));
            refused("ASSAY-DATA-046", () -> given.product("1", "1", "name", " "));
            refused("ASSAY-DATA-044", () -> given.product("1", "1", "productCategoryId", 6L));
        }

        @Test
        void let_admins_alone_destroy_with_the_inventory_and_nobody_what_was_sold() {
            given.inventory(lamp, 1, 0);
            assertThat(given.store.can(Role.SALES, Action.DESTROY, lamp)).isFalse();
            given.store.as(Role.ADMIN).destroy(lamp);
            assertThat(given.store.query(Inventory.class).count()).isZero();
            Row pen = given.product("1", "1");
            given.line(given.invoice(given.customer(), 1, Invoice.Status.SENT, "1"), pen, "1");
            refused("ASSAY-DATA-045", () -> given.store.destroy(pen));
        }
    }

    private void sold(int daysAgo, Invoice.Status status, String quantity) {
        given.line(given.invoice(given.customer(), daysAgo, status, "0"), lamp, quantity);
    }
}
