package dev.assay.example.billing.app;

import dev.assay.example.billing.Invoice;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who owes what, and pays it. */
@Service
@Transactional
public class Payments {
    private static final Set<Invoice.Status> OWED = Set.of(Invoice.Status.SENT, Invoice.Status.OVERDUE);

    private final Bills bills;
    private final Clock clock;

    Payments(Bills bills, Clock clock) {
        this.bills = bills;
        this.clock = clock;
    }

    /** Returns what is due before a day and not paid, the oldest first. */
    @Transactional(readOnly = true)
    public List<Bill> overdue(LocalDate day) {
        return bills.findByStatusInAndDueDateBeforeOrderByDueDateAscIdAsc(OWED, day);
    }

    /** Has an invoice be paid. */
    public Bill pay(long invoice) {
        Bill bill = bills.findById(invoice).orElseThrow(() -> new NoSuchInvoice(invoice));
        bill.pay(LocalDateTime.now(clock));
        return bill;
    }

    /** Returns what a customer owes. */
    @Transactional(readOnly = true)
    public BigDecimal owedBy(long customer) {
        return bills.owedBy(customer);
    }
}
