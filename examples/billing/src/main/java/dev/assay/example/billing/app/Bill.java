package dev.assay.example.billing.app;

import dev.assay.example.billing.Invoice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** A row of the table {@code invoice}, as far as the application uses it. */
@Entity
@Table(name = "invoice")
@SuppressWarnings("NullAway.Init") // JPA sets all fields
public class Bill {
    @Id
    private Long id;

    @Column(nullable = false)
    private Long customerId;

    @Column(nullable = false, unique = true)
    private String invoiceNumber;

    @Column(nullable = false)
    private LocalDate dueDate;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, columnDefinition = "varchar(20)")
    private Invoice.Status status;

    @Column(nullable = false)
    private BigDecimal total;

    @Column(nullable = false)
    private LocalDateTime updatedAt;

    /** For JPA. */
    protected Bill() {}

    /** Returns its key. */
    public Long getId() {
        return id;
    }

    /** Returns whose it is. */
    public Long getCustomerId() {
        return customerId;
    }

    /** Returns what is printed on it. */
    public String getInvoiceNumber() {
        return invoiceNumber;
    }

    /** Returns the day by which it is to be paid. */
    public LocalDate getDueDate() {
        return dueDate;
    }

    /** Returns how far it has come. */
    public Invoice.Status getStatus() {
        return status;
    }

    /** Returns what is to be paid, tax included. */
    public BigDecimal getTotal() {
        return total;
    }

    /** Has it be paid. */
    void pay(LocalDateTime now) {
        if (status != Invoice.Status.SENT && status != Invoice.Status.OVERDUE) {
            throw new NotPayable(invoiceNumber, status);
        }
        status = Invoice.Status.PAID;
        updatedAt = now;
    }
}
