package dev.assay.spring.shop;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A transaction around one of its own. */
@Service
@Transactional
public class Ordering {
    private final Background background;
    private final CustomerRepository customers;

    Ordering(Background background, CustomerRepository customers) {
        this.background = background;
        this.customers = customers;
    }

    public void order(String name) {
        customers.saveAndFlush(new Customer(name));
        background.audit("audit of " + name);
    }

    /** In production the audit remains, and the order does not. */
    public void orderAndFail(String name) {
        order(name);
        throw new IllegalStateException("out of stock");
    }
}
