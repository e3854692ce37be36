package dev.assay.example.billing;

import dev.assay.data.Parent;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * A product on an invoice.
 *
 * @param unitPrice what one costed when the invoice was written
 * @param discountAmount what the discount takes off, rounded to cents
 * @param lineTotal quantity times price, rounded to cents, less the discount
 */
public record InvoiceLineItem(
        long id,

        @Parent(value = Invoice.class, least = 1, most = 12) long invoiceId,

        @Parent(value = Product.class, skew = 0.5) long productId,
        @NotBlank @Size(max = 255) String description,
        @DecimalMin("0.01") BigDecimal quantity,
        @DecimalMin("0.01") BigDecimal unitPrice,
        @DecimalMin("0") @DecimalMax("100") BigDecimal discountPercentage,
        @DecimalMin("0") BigDecimal discountAmount,
        @DecimalMin("0") BigDecimal lineTotal,
        LocalDateTime createdAt) {}
