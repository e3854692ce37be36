package dev.assay.example.billing.app;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP. */
@RestController
class PaymentController {
    private final Payments payments;

    PaymentController(Payments payments) {
        this.payments = payments;
    }

    @GetMapping("/invoices/overdue")
    List<Bill> overdue(@RequestParam("before") LocalDate day) {
        return payments.overdue(day);
    }

    @PostMapping("/invoices/{id}/payment")
    Bill pay(@PathVariable("id") long invoice) {
        return payments.pay(invoice);
    }

    @GetMapping("/customers/{id}/owed")
    BigDecimal owed(@PathVariable("id") long customer) {
        return payments.owedBy(customer);
    }
}
