package dev.assay.example.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The code under test: writes reminders to customers who owe something. Knows nothing of Assay. */
final class Dunning {
    private final Ledger ledger;
    private final LocalDate today;

    /** Where it finds invoices and customers. */
    interface Ledger {
        List<Invoice> invoices();

        Optional<Customer> customer(long id);
    }

    /** A reminder; a last one is the sterner for it. */
    record Reminder(String email, int invoices, BigDecimal amount, boolean last) {}

    Dunning(Ledger ledger, LocalDate today) {
        this.ledger = ledger;
        this.today = today;
    }

    /** Returns one reminder for each customer with overdue invoices, the largest amount first. */
    List<Reminder> reminders() {
        List<Reminder> reminders = new ArrayList<>();
        ledger.invoices().stream()
                .filter(invoice -> invoice.status() == Invoice.Status.OVERDUE)
                .collect(java.util.stream.Collectors.groupingBy(Invoice::customerId))
                .forEach((id, overdue) -> ledger.customer(id)
                        .filter(customer -> customer.deletedAt() == null)
                        .ifPresent(customer -> reminders.add(reminder(customer, overdue))));
        reminders.sort(Comparator.comparing(Reminder::amount).reversed().thenComparing(Reminder::email));
        return reminders;
    }

    private Reminder reminder(Customer customer, List<Invoice> overdue) {
        BigDecimal amount = overdue.stream().map(Invoice::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean last = overdue.stream().anyMatch(invoice -> ChronoUnit.DAYS.between(invoice.dueDate(), today) > 60);
        return new Reminder(customer.email(), overdue.size(), amount, last);
    }
}
