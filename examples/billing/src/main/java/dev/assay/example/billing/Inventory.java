package dev.assay.example.billing;

import dev.assay.data.Parent;
import dev.assay.data.Unique;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a product: each has one.
 *
 * @param reservedStock what of the current stock is promised to somebody
 * @param reorderPoint how much may be left before more is ordered
 * @param reorderQuantity how much is ordered then
 * @param lastReceivedDate when more came; null before the first time
 * @param lastReceivedQuantity how much came then
 */
public record Inventory(
        long id,

        @Parent(value = Product.class, least = 1, most = 1) @Unique long productId,

        @Min(0) int currentStock,
        @Min(0) int reservedStock,
        @Min(0) int reorderPoint,
        @Min(1) int reorderQuantity,
        @NotBlank @Size(max = 100) String location,
        @Nullable LocalDate lastReceivedDate,
        @Nullable @Min(1) Integer lastReceivedQuantity,
        LocalDateTime createdAt,
        LocalDateTime updatedAt) {
    /** Whether there is enough. */
    public enum Status {
        IN_STOCK,
        LOW_STOCK,
        OUT_OF_STOCK
    }
}
