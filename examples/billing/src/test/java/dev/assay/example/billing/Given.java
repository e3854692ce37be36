package dev.assay.example.billing;

import dev.assay.core.Seed;
import dev.assay.data.Row;
import dev.assay.data.store.Store;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** A store with the four types and five categories, and rows as tests describe them: with round numbers. */
final class Given {
    static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);

    final Store store = Billing.store(Billing.EMPTY_SCENARIO.dataset(Seed.of(42), AS_OF));

    /** Returns an active customer of type Bronze, who has been one for 100 days, and differs in some fields. */
    Row customer(Object... fields) {
        Map<String, Object> values = fields(
                "customerTypeId",
                1L,
                "name",
                "Ada Lovelace",
                "email",
                "ada"
                        + store.rows(store.dataset().model().entity(Customer.class))
                                .count() + "@example.com",
                "createdAt",
                AS_OF.minusDays(100).atStartOfDay(),
                "updatedAt",
                AS_OF.minusDays(100).atStartOfDay());
        values.putAll(fields(fields));
        return store.create("Customer", values);
    }

    /** Returns an address of a customer in Springfield, Illinois. */
    Row address(Row customer, Object... fields) {
        Map<String, Object> values = fields(
                "customerId", customer.get("id", Long.class),
                "street", "12 Main Street",
                "city", "Springfield",
                "state", "IL",
                "postalCode", "62701",
                "country", "US");
        values.putAll(fields(fields));
        return store.create("CustomerAddress", values);
    }

    /** Returns a product of category Electronics. */
    Row product(String price, String cost, Object... fields) {
        Map<String, Object> values = fields(
                "productCategoryId",
                1L,
                "name",
                "Lamp",
                "sku",
                "SKU-"
                        + store.rows(store.dataset().model().entity(Product.class))
                                .count(),
                "price",
                new BigDecimal(price),
                "cost",
                new BigDecimal(cost));
        values.putAll(fields(fields));
        return store.create("Product", values);
    }

    /** Returns what there is of a product. */
    Row inventory(Row product, int current, int reserved, Object... fields) {
        Map<String, Object> values =
                fields("productId", product.get("id", Long.class), "currentStock", current, "reservedStock", reserved);
        values.putAll(fields(fields));
        return store.create("Inventory", values);
    }

    /** Returns an invoice of some days ago, due 30 days later, without tax. */
    Row invoice(Row customer, int daysAgo, Invoice.Status status, String subtotal, Object... fields) {
        Map<String, Object> values = fields(
                "customerId",
                customer.get("id", Long.class),
                "invoiceNumber",
                "T-" + store.rows(store.dataset().model().entity(Invoice.class)).count(),
                "date",
                AS_OF.minusDays(daysAgo),
                "status",
                status,
                "taxRate",
                Money.ZERO,
                "subtotal",
                new BigDecimal(subtotal));
        values.putAll(fields(fields));
        return store.create("Invoice", values);
    }

    /** Returns a line of an invoice. */
    Row line(Row invoice, Row product, String quantity, Object... fields) {
        Map<String, Object> values = fields(
                "invoiceId", invoice.get("id", Long.class),
                "productId", product.get("id", Long.class),
                "quantity", new BigDecimal(quantity));
        values.putAll(fields(fields));
        return store.create("InvoiceLineItem", values);
    }

    /** Returns a row as it is now. */
    Row now(Row row) {
        return store.row(row.entity().name(), row.get("id", Long.class)).orElseThrow();
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
