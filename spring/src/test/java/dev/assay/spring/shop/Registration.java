package dev.assay.spring.shop;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
public class Registration {
    private final CustomerRepository customers;

    Registration(CustomerRepository customers) {
        this.customers = customers;
    }

    public Customer register(String name) {
        return customers.save(new Customer(name));
    }

    /** Fails after it has written. */
    public void registerAndFail(String name) {
        customers.saveAndFlush(new Customer(name));
        throw new IllegalStateException("refused after all");
    }

    @Transactional(readOnly = true)
    public List<String> names() {
        return customers.findAllByOrderByName().stream().map(Customer::getName).toList();
    }
}
