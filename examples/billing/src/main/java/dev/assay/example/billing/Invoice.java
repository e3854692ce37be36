package dev.assay.example.billing;

import dev.assay.data.Parent;
import dev.assay.data.Unique;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a customer owes, or owed.
 *
 * @param subtotal the sum of its lines, each rounded to cents
 * @param taxRate in percent
 */
public record Invoice(
        long id,
        @Parent(value = Customer.class, skew = 0.5) long customerId,
        @NotBlank @Size(max = 50) @Unique String invoiceNumber,
        LocalDate date,
        LocalDate dueDate,
        Status status,
        @DecimalMin("0") BigDecimal subtotal,
        @DecimalMin("0") @DecimalMax("50") BigDecimal taxRate,
        @DecimalMin("0") BigDecimal taxAmount,
        @DecimalMin("0") BigDecimal total,
        Terms paymentTerms,
        @Nullable @Size(max = 1000) String notes,
        LocalDateTime createdAt,
        LocalDateTime updatedAt) {
    /** How far an invoice has come. */
    public enum Status {
        DRAFT,
        SENT,
        PAID,
        OVERDUE,
        CANCELLED
    }

    /** How long a customer has. */
    public enum Terms {
        NET_30(30),
        NET_15(15),
        NET_60(60),
        DUE_ON_RECEIPT(0);

        private final int days;

        Terms(int days) {
            this.days = days;
        }

        /** Returns how many days after its date an invoice is due. */
        public int days() {
            return days;
        }
    }

    /** How its payment stands. */
    public enum Payment {
        /** Nobody has to pay: a draft, or cancelled. */
        NONE,
        PAID,
        /** Sent, and not due this week. */
        OPEN,
        /** Sent, and due within a week. */
        DUE_SOON,
        /** Late by 30 days at most. */
        LATE,
        /** Late by more than 30 days. */
        VERY_LATE
    }
}
