package dev.assay.bench.data;

import dev.assay.data.Unique;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What all contenders make: the same record, of the same kinds of values.
 *
 * @param email unique where Assay makes it, which its peers do not promise
 * @param since the day
 * @param balance the money
 * @since 0.1
 */
public record Customer(
        String name,
        @Unique String email,
        String phone,
        String street,
        String city,
        String state,
        String zip,
        LocalDate since,
        BigDecimal balance,
        Status status) {
    /** Like the example domain's. */
    public enum Status {
        /** Most. */
        ACTIVE,
        /** Some. */
        INACTIVE,
        /** Few. */
        SUSPENDED
    }
}
