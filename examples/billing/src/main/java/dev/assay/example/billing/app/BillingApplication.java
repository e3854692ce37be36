package dev.assay.example.billing.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the billing system. */
@SpringBootApplication
public class BillingApplication {
    /** Starts it, with Spring Boot's own arguments. */
    public static void main(String[] arguments) {
        SpringApplication.run(BillingApplication.class, arguments);
    }
}
