package dev.assay.example.billing;

import dev.assay.data.Parent;
import dev.assay.data.Unique;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Who gets invoices.
 *
 * @param creditLimit up to 100,000
 * @param deletedAt when the customer was deleted; such rows stay for the sake of their invoices, and no read sees them
 */
public record Customer(
        long id,
        @Parent(value = CustomerType.class, skew = 1) long customerTypeId,
        @NotBlank @Size(max = 255) String name,
        @Size(max = 255) @Pattern(regexp = EMAIL) @Unique String email,
        @Nullable @Size(max = 20) String phone,
        Status status,
        @DecimalMin("0") @DecimalMax("100000") BigDecimal creditLimit,
        @Nullable @Size(max = 1000) String notes,
        LocalDateTime createdAt,
        LocalDateTime updatedAt,
        @Nullable LocalDateTime deletedAt) {
    /** What an email address looks like. */
    public static final String EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";

    /** Whether a customer may buy. */
    public enum Status {
        ACTIVE,
        INACTIVE,
        SUSPENDED
    }

    /** How good a customer is, by credit limit. */
    public enum Tier {
        BRONZE,
        SILVER,
        GOLD,
        PLATINUM
    }

    /** How likely a customer is not to pay, by health score. */
    public enum Risk {
        LOW,
        MEDIUM,
        HIGH
    }
}
