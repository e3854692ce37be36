/** The billing system as an application of Spring Boot: REST above JPA above the tables that Flyway makes. */
@NullMarked
package dev.assay.example.billing.app;

import org.jspecify.annotations.NullMarked;
