package dev.assay.example.billing.app;

import dev.assay.example.billing.Invoice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The invoices of all customers. */
public interface Bills extends JpaRepository<Bill, Long> {
    /** Returns those that are due before a day, the oldest first. */
    List<Bill> findByStatusInAndDueDateBeforeOrderByDueDateAscIdAsc(Collection<Invoice.Status> status, LocalDate day);

    /** Returns what a customer owes; null if the customer owes nothing. */
    @Query("select coalesce(sum(b.total), 0) from Bill b where b.customerId = ?1 and b.status in ('SENT', 'OVERDUE')")
    BigDecimal owedBy(long customer);
}
