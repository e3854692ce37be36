package dev.assay.example.billing;

import dev.assay.data.Parent;
import dev.assay.data.Unique;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is sold.
 *
 * @param cost what one costs to buy
 * @param weight in kilograms
 */
public record Product(
        long id,
        @Parent(ProductCategory.class) long productCategoryId,
        @NotBlank @Size(max = 255) String name,
        @NotBlank @Size(max = 50) @Unique String sku,
        @Nullable @Size(max = 1000) String description,
        @DecimalMin("0.01") BigDecimal price,
        @DecimalMin("0") BigDecimal cost,
        @Nullable @DecimalMin("0") BigDecimal weight,
        boolean active,
        LocalDateTime createdAt,
        LocalDateTime updatedAt) {
    /** What is left of the price, from the best. */
    public enum Grade {
        A,
        B,
        C,
        D,
        F
    }

    /** Where a product's margin leads. */
    public enum Trend {
        STRONG,
        STABLE,
        WEAK,
        DECLINING
    }

    /** Who a price is for. */
    public enum Position {
        LUXURY,
        PREMIUM,
        STANDARD,
        BUDGET
    }

    /** How a new price is found. */
    public enum Strategy {
        /** Some percent below today's price. */
        COMPETITIVE,
        /** Some percent above today's price. */
        PREMIUM,
        /** Some percent above the cost. */
        VALUE
    }
}
