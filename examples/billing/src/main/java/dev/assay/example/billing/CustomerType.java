package dev.assay.example.billing;

import dev.assay.data.Unique;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What customers of a kind get: always Bronze, Silver, Gold and Platinum.
 *
 * @param discountPercentage from 0 to 50
 * @param priorityLevel from 1, the first to be served, to 5
 */
public record CustomerType(
        long id,
        @NotBlank @Size(max = 100) @Unique String name,
        @Nullable @Size(max = 500) String description,
        @DecimalMin("0") @DecimalMax("50") BigDecimal discountPercentage,
        @Min(1) @Max(5) int priorityLevel,
        boolean active,
        LocalDateTime createdAt) {}
