package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.Shop.Invoice;
import dev.assay.data.Shop.Line;
import dev.assay.data.Shop.Product;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WalkTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @Test
    void its_rows_are_those_of_the_dataset() {
        Dataset data = Shop.scenario(50, 30, 200).dataset(Seed.of(7), DAY);
        Walk walk = data.walk();

        for (Entity entity : data.model().entities()) {
            assertThat(walk.rows(entity).map(Row::toString))
                    .containsExactlyElementsOf(
                            data.rows(entity).map(Row::toString).toList());
        }
    }

    @Test
    void what_a_row_asks_of_its_parent_is_computed_once_for_all_who_ask() {
        AtomicInteger computed = new AtomicInteger();
        Model counting = Shop.MODEL.with(Product.class, "price", (row, own) -> {
            computed.incrementAndGet();
            return BigDecimal.TEN;
        });
        Dataset data = ScenarioSpec.of(counting, "counting")
                .rows(Shop.Customer.class, 5)
                .rows(Product.class, 3)
                .rows(Invoice.class, 20)
                .dataset(Seed.of(7), DAY);
        Walk walk = data.walk();

        walk.rows(data.model().entity(Invoice.class)).forEach(row -> row.get("total"));
        walk.rows(data.model().entity(Line.class)).forEach(Row::toString);

        assertThat(computed).hasValueBetween(1, 3);
    }

    @Test
    void parents_and_children_are_the_same_rows_again() {
        Dataset data = Shop.scenario(5, 3, 20).dataset(Seed.of(7), DAY);
        Entity invoices = data.model().entity(Invoice.class);

        assertThat(data.walk().rows(invoices))
                .allSatisfy(invoice -> assertThat(invoice.children(Line.class))
                        .isNotEmpty()
                        .allMatch(line -> line.parent("invoiceId") == invoice));
    }
}
