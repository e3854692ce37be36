package dev.assay.spring.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** What applications do beside the thread and the transaction that they were called in. */
@Service
public class Background {
    public record Registered(String name) {}

    private final CustomerRepository customers;
    private final ApplicationEventPublisher events;
    private final List<String> welcomed = Collections.synchronizedList(new ArrayList<>());

    Background(CustomerRepository customers, ApplicationEventPublisher events) {
        this.customers = customers;
        this.events = events;
    }

    @Async
    @Transactional
    public CompletableFuture<String> registerLater(String name) {
        return CompletableFuture.completedFuture(
                customers.save(new Customer(name)).getName());
    }

    @Transactional
    public void registerAndTell(String name) {
        customers.save(new Customer(name));
        events.publishEvent(new Registered(name));
    }

    @Transactional
    public void registerTellAndFail(String name) {
        registerAndTell(name);
        throw new IllegalStateException("refused after all");
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void welcome(Registered registered) {
        welcomed.add(registered.name());
        customers.save(new Customer("welcomed " + registered.name()));
    }

    public List<String> welcomed() {
        return welcomed;
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void audit(String name) {
        customers.save(new Customer(name));
    }
}
