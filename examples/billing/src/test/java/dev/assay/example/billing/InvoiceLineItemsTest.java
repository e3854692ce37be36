package dev.assay.example.billing;

import static dev.assay.example.billing.CustomersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Row;
import dev.assay.data.store.Args;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvoiceLineItemsTest {
    private final Given given = new Given();
    private final Row lamp = given.product("19.99", "12.00");
    private final Row invoice = given.invoice(given.customer(), 5, Invoice.Status.DRAFT, "0");
    private final Row line = given.line(invoice, lamp, "3");

    @Test
    void take_description_and_price_from_the_product() {
        assertThat(line.get("description")).isEqualTo("Lamp");
        assertThat(line.get("unitPrice")).isEqualTo(new BigDecimal("19.99"));
        assertThat(line.get("lineTotal")).isEqualTo(new BigDecimal("59.97"));
    }

    @Test
    void compute_what_a_discount_does() {
        assertThat(line.get("subtotalBeforeDiscount")).isEqualTo(new BigDecimal("59.97"));
        assertThat(line.get("discountSavings", BigDecimal.class)).isZero();
        Row now = given.store.update(line, "applyDiscount", Args.of("percentage", new BigDecimal("10")));
        assertThat(now.get("discountAmount")).isEqualTo(new BigDecimal("6.00"));
        assertThat(now.get("lineTotal")).isEqualTo(new BigDecimal("53.97"));
        assertThat(now.get("subtotalBeforeDiscount")).isEqualTo(new BigDecimal("59.97"));
        assertThat(now.get("discountSavings")).isEqualTo(new BigDecimal("6.00"));
        assertThat(now.get("effectiveUnitPrice")).isEqualTo(new BigDecimal("17.99"));
    }

    @Test
    void recalculate_their_invoice_when_they_get_a_discount() {
        given.line(invoice, lamp, "1");
        given.store.update(line, "applyDiscount", Args.of("percentage", new BigDecimal("10")));
        assertThat(given.now(invoice).get("subtotal")).isEqualTo(new BigDecimal("73.96"));
        assertThat(given.now(invoice).get("total")).isEqualTo(new BigDecimal("73.96"));
        refused(
                "ASSAY-DATA-041",
                () -> given.store.update(line, "applyDiscount", Args.of("percentage", new BigDecimal("101"))));
        assertThat(given.now(invoice).get("subtotal")).isEqualTo(new BigDecimal("73.96"));
    }

    @Test
    void need_a_product_and_say_so() {
        refused(
                "ASSAY-DATA-041",
                () -> given.store.create(
                        "InvoiceLineItem",
                        Map.of("invoiceId", invoice.get("id", Long.class), "quantity", BigDecimal.ONE)));
    }

    @Test
    void know_what_is_left_of_them() {
        // 59.97 less 36.00
        assertThat(line.get("profitMargin")).isEqualTo(new BigDecimal("39.97"));
        Row free = given.store.update(line, "applyDiscount", Args.of("percentage", new BigDecimal("100")));
        assertThat(free.get("profitMargin", BigDecimal.class)).isZero();
    }

    @Test
    void take_a_discount_as_an_amount_too() {
        Row now = given.store.update(line, "applyDiscount", Args.of("amount", new BigDecimal("5.00")));
        assertThat(now.get("lineTotal")).isEqualTo(new BigDecimal("54.97"));
        assertThat(now.get("discountPercentage")).isEqualTo(new BigDecimal("8.34"));
        refused("ASSAY-DATA-046", () -> given.store.update(line, "applyDiscount", Args.none()));
        refused(
                "ASSAY-DATA-041",
                () -> given.store.update(line, "applyDiscount", Args.of("percentage", new BigDecimal("101"))));
        refused(
                "ASSAY-DATA-041",
                () -> given.store.update(line, "applyDiscount", Args.of("amount", new BigDecimal("60"))));
    }

    @Test
    void are_read_by_invoice_and_product() {
        Row other = given.line(given.invoice(given.customer(), 5, Invoice.Status.DRAFT, "0"), lamp, "1");
        assertThat(given.store
                        .read(InvoiceLineItem.class, "byInvoice", Args.of("invoiceId", invoice.get("id")))
                        .rows())
                .containsExactly(line);
        assertThat(given.store
                        .read(InvoiceLineItem.class, "byProduct", Args.of("productId", lamp.get("id")))
                        .rows())
                .containsExactly(line, other);
    }

    @Test
    void keep_what_the_record_says() {
        refused("ASSAY-DATA-041", () -> given.line(invoice, lamp, "0"));
        refused("ASSAY-DATA-041", () -> given.line(invoice, lamp, "1", "unitPrice", BigDecimal.ZERO));
        refused("ASSAY-DATA-041", () -> given.line(invoice, lamp, "1", "description", "x".repeat(256)));
        refused("ASSAY-DATA-046", () -> given.store.update(line, Map.of("lineTotal", BigDecimal.ONE)));
        refused(
                "ASSAY-DATA-044",
                () -> given.line(
                        invoice, lamp, "1", "productId", 99L, "description", "x", "unitPrice", BigDecimal.ONE));
    }

    @Test
    void go_with_their_invoice() {
        given.store.as(Role.ADMIN).destroy(invoice);
        assertThat(given.store.query(InvoiceLineItem.class).count()).isZero();
    }
}
