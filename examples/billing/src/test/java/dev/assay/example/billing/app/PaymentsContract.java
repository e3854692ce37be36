package dev.assay.example.billing.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Dataset;
import dev.assay.example.billing.Invoice;
import dev.assay.junit.Scenario;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What payments do in whichever tier: a test moves from one to another without a change. */
abstract class PaymentsContract {
    @Autowired
    Payments payments;

    @RepeatedTest(2)
    void what_is_paid_is_not_overdue_until_the_test_ends(@Scenario Dataset billing) {
        List<Bill> before = payments.overdue(billing.asOf());
        Bill paid = payments.pay(before.get(0).getId());
        assertThat(paid.getStatus()).isEqualTo(Invoice.Status.PAID);
        assertThat(payments.overdue(billing.asOf())).hasSize(before.size() - 1);
    }
}
