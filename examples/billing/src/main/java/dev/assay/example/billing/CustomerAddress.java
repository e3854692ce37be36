package dev.assay.example.billing;

import dev.assay.data.Parent;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer can be found.
 *
 * @param state its code, {@code CA}, or its name
 * @param primary whether it is the one to use; one address of a customer is
 */
public record CustomerAddress(
        long id,

        @Parent(value = Customer.class, least = 1, most = 4) long customerId,

        Type addressType,
        @NotBlank @Size(max = 255) String street,
        @Nullable @Size(max = 255) String street2,
        @NotBlank @Size(max = 100) String city,
        @NotBlank @Size(max = 50) String state,
        @NotBlank @Size(max = 20) String postalCode,
        @NotBlank @Size(max = 100) String country,
        boolean primary,
        boolean active,
        LocalDateTime createdAt) {
    /** What an address is for. */
    public enum Type {
        BILLING,
        SHIPPING,
        MAILING,
        OTHER
    }
}
