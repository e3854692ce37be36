package dev.assay.bench.data;

import dev.assay.data.*;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** A small shop, as a model. */
final class Shop {
    private Shop() {}

    enum Status {
        ACTIVE,
        INACTIVE,
        SUSPENDED
    }

    record Customer(
            long id,
            String firstName,
            String lastName,
            @Unique String email,
            String phone,
            String street,
            String city,
            String state,
            String zip,
            BigDecimal creditLimit,
            Status status,
            boolean active,
            LocalDateTime createdAt,
            LocalDateTime updatedAt) {}

    record Address(
            long id,

            @Parent(value = Customer.class, least = 1, most = 4) long customerId,

            String street,
            String city,
            String state,
            String zip) {}

    record Product(long id, String name, @Unique String sku, BigDecimal price) {}

    record Invoice(
            long id,
            @Parent(value = Customer.class, skew = 1) long customerId,
            LocalDate date,
            LocalDate dueDate,
            BigDecimal total) {}

    record Line(
            long id,

            @Parent(value = Invoice.class, least = 1, most = 12) long invoiceId,

            @Parent(Product.class) long productId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal lineTotal) {}

    record Category(long id, @Parent(Category.class) Long parentId, String name) {}

    static final Model MODEL = Model.of(
                    Line.class, Invoice.class, Product.class, Address.class, Customer.class, Category.class)
            .with(Line.class, "unitPrice", (row, own) -> row.parent("productId").get("price"))
            .with(
                    Line.class,
                    "lineTotal",
                    (row, own) -> row.get("unitPrice", BigDecimal.class)
                            .multiply(BigDecimal.valueOf(row.get("quantity", Integer.class)))
                            .setScale(2, RoundingMode.HALF_UP))
            .with(
                    Invoice.class,
                    "total",
                    (row, own) -> row.children(Line.class)
                            .map(line -> line.get("lineTotal", BigDecimal.class))
                            .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add));

    static ScenarioSpec scenario(int customers, int products, int invoices) {
        return ScenarioSpec.of(MODEL, "test")
                .rows(Customer.class, customers)
                .rows(Product.class, products)
                .rows(Invoice.class, invoices)
                .rows(Category.class, 20);
    }
}
