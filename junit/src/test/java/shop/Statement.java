package shop;

import dev.assay.data.store.Store;
import java.math.BigDecimal;

/** What the guide's page on JUnit tests. */
final class Statement {
    private Statement() {}

    /** Returns what a customer was charged for. */
    static BigDecimal total(Store store, Customer customer) {
        return store.query(Invoice.class).where("customerId", customer.id()).list().stream()
                .map(Invoice::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
