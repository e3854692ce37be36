package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.Integrity.Violation;
import dev.assay.data.Shop.Address;
import dev.assay.data.Shop.Customer;
import dev.assay.data.Shop.Invoice;
import dev.assay.data.Shop.Line;
import dev.assay.data.Shop.Product;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntegrityTest {
    private static Integrity verify(Model model) {
        return ScenarioSpec.of(model, "test")
                .rows(Customer.class, 50)
                .rows(Product.class, 20)
                .rows(Invoice.class, 100)
                .dataset(Seed.of(1), LocalDate.of(2026, 1, 1))
                .verify();
    }

    @Test
    void what_follows_from_the_model_is_whole() {
        Integrity integrity = verify(Shop.MODEL);
        assertThat(integrity.orThrow().broken()).isZero();
        assertThat(integrity.rows()).containsEntry("Customer", 50L).containsEntry("Category", 0L);
    }

    @Test
    void a_key_that_leads_nowhere_is_found() {
        Integrity integrity =
                verify(Shop.MODEL.with(Line.class, "productId", (row, own) -> row.index() == 3 ? 21L : 1L));
        assertThat(integrity.first())
                .contains(new Violation("Line", 3, "productId", "21", "of which there is no Product"))
                .contains(new Violation("Line", 3, "lineTotal", "null", "since its rule fails: row 20 of 20 Product"));
        assertThat(integrity.broken()).as("the key, price, line and invoice").isEqualTo(4);
    }

    @Test
    void values_that_must_differ_and_do_not_are_found() {
        Integrity integrity = verify(Shop.MODEL.with(Customer.class, "email", Rule.always("a@example.com")));
        assertThat(integrity.broken()).isEqualTo(49);
        assertThat(integrity.first())
                .hasSize(Integrity.SHOWN)
                .startsWith(new Violation("Customer", 1, "email", "a@example.com", "which row 0 has too"));
    }

    @Test
    void a_parent_with_too_few_or_too_many_children_is_found() {
        Integrity integrity = verify(Shop.MODEL.with(Address.class, "customerId", Rule.always(1L)));
        assertThat(integrity.first().get(0).entity()).isEqualTo("Customer");
        assertThat(integrity.first()).extracting(Violation::problem).containsOnly("not from 1 to 4");
        assertThat(integrity.broken()).isEqualTo(50);
    }

    @Test
    void keys_are_the_same_whatever_type_of_number_they_are() {
        assertThat(Stream.of(7L, 7, (short) 7, (byte) 7, 7.0, 7f, BigInteger.valueOf(7), new BigDecimal("7.00"))
                        .map(IntegrityCheck::asKey))
                .containsOnly(7L);
        assertThat(Stream.of(1.5, 1.5f, new BigDecimal("1.50")).map(IntegrityCheck::asKey))
                .containsOnly(new BigDecimal("1.5"));
        assertThat(Stream.of(Long.MAX_VALUE, BigInteger.valueOf(Long.MAX_VALUE), BigDecimal.valueOf(Long.MAX_VALUE))
                        .map(IntegrityCheck::asKey))
                .containsOnly(Long.MAX_VALUE);
        assertThat(IntegrityCheck.asKey(BigInteger.TWO.pow(63))).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(IntegrityCheck.asKey(Double.NaN)).isEqualTo(Double.NaN);
    }
}
