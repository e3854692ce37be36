package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Shop.Customer;
import dev.assay.data.Shop.Invoice;
import dev.assay.data.Shop.Line;
import dev.assay.data.Shop.Product;
import dev.assay.data.store.Store;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChildrenTest {
    private static final Dataset SHOP = Shop.scenario(50, 40, 200).dataset(Seed.of(42), LocalDate.of(2026, 1, 1));

    @Test
    void that_picked_their_parent_are_found_in_their_order() {
        Map<Long, List<Long>> expected = new HashMap<>();
        SHOP.stream(Invoice.class)
                .forEach(invoice -> expected.computeIfAbsent(invoice.customerId() - 1, unseen -> new ArrayList<>())
                        .add(invoice.id() - 1));
        for (long customer = 0; customer < SHOP.count(Customer.class); customer++) {
            assertThat(SHOP.row(Customer.class, customer)
                            .children(Invoice.class)
                            .map(Row::index))
                    .isEqualTo(expected.getOrDefault(customer, List.of()));
        }
    }

    @Test
    void of_a_relation_that_does_not_own_them_are_found_though_another_does() {
        long lines = LongStream.range(0, SHOP.count(Product.class))
                .flatMap(product -> SHOP.row(Product.class, product)
                        .children(Line.class)
                        .mapToLong(line -> {
                            assertThat(line.get("productId")).isEqualTo(product + 1);
                            return 1;
                        }))
                .sum();
        assertThat(lines).isEqualTo(SHOP.count(Line.class));
    }

    @Test
    void of_an_entity_without_such_a_parent_are_refused() {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> SHOP.row(Customer.class, 0).children(Product.class))
                .satisfies(refused -> assertThat(refused.diagnosis().code()).isEqualTo("ASSAY-DATA-003"));
    }

    @Test
    void share_the_row_that_they_were_asked_of() {
        Row invoice = SHOP.row(Invoice.class, 7);
        assertThat(invoice.children(Line.class)).isNotEmpty().allMatch(line -> line.parent("invoiceId") == invoice);
    }

    @Test
    void that_read_what_waits_for_them_are_an_error_and_no_endless_walk() {
        Model circle = Shop.MODEL.with(
                Line.class, "lineTotal", (row, own) -> row.parent("invoiceId").get("total"));
        Dataset data = ScenarioSpec.of(circle, "circle")
                .rows(Customer.class, 2)
                .rows(Product.class, 2)
                .rows(Invoice.class, 2)
                .dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> data.row(Invoice.class, 0).get("total", BigDecimal.class))
                .satisfies(refused -> assertThat(refused.diagnosis().code()).isEqualTo("ASSAY-DATA-004"));
    }

    @Test
    void are_the_same_rows_one_by_one_and_in_a_walk_over_all_begun_anywhere() {
        Entity line = Shop.MODEL.entity(Line.class);
        List<String> one = LongStream.range(0, SHOP.count(line))
                .mapToObj(index -> SHOP.row(line, index).toString())
                .toList();
        assertThat(SHOP.rows(line).map(Row::toString)).isEqualTo(one);
        assertThat(SHOP.rows(line).parallel().map(Row::toString)).isEqualTo(one);
        for (int from = 0; from < one.size(); from += 13) {
            assertThat(SHOP.rows(line, from, one.size()).map(Row::toString)).isEqualTo(one.subList(from, one.size()));
        }
    }

    record Account(long id, String name) {}

    record Transfer(
            long id,
            @Parent(Account.class) long sender,
            @Parent(Account.class) long receiver,
            long cents) {}

    @Nested
    class OfParentsToWhomSeveralRelationsLead {
        private final Model model = Model.of(Account.class, Transfer.class);
        private final ScenarioSpec bank =
                ScenarioSpec.of(model, "bank").rows(Account.class, 4).rows(Transfer.class, 40);

        private Dataset with(RowSpec account) {
            return bank.with(account).dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
        }

        @Test
        void are_told_by_the_relation() {
            Dataset data = with(RowSpec.of(Account.class)
                    .children(Transfer.class, "sender", 2)
                    .children("receiver", 1, RowSpec.of(Transfer.class).with("cents", 7L)));
            assertThat(data.stream(Transfer.class, 0, 2)).allMatch(transfer -> transfer.sender() == 1);
            assertThat(data.get(Transfer.class, 2))
                    .matches(transfer -> transfer.receiver() == 1 && transfer.cents() == 7);
            assertThat(data.count(Transfer.class)).isEqualTo(43);
        }

        @Test
        void are_asked_for_by_the_relation() {
            Dataset data = bank.dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
            Row account = data.row(Account.class, 1);
            assertThat(account.children(Transfer.class, "sender"))
                    .hasSize((int) data.stream(Transfer.class)
                            .filter(each -> each.sender() == 2)
                            .count())
                    .allMatch(row -> row.get("sender", Long.class) == 2);
            assertThat(account.children(Transfer.class, "receiver"))
                    .hasSize((int) data.stream(Transfer.class)
                            .filter(each -> each.receiver() == 2)
                            .count())
                    .allMatch(row -> row.get("receiver", Long.class) == 2);
        }

        @Test
        void are_added_to_a_store_by_the_relation() {
            Store store = Store.of(bank.dataset(Seed.of(42), LocalDate.of(2026, 1, 1)));
            Account account =
                    store.create(Account.class, (RowSpec spec) -> spec.children(Transfer.class, "receiver", 3));
            Row row = store.row(Account.class, account.id()).orElseThrow();
            assertThat(row.children(Transfer.class, "receiver")).hasSize(3);
            assertThat(row.children(Transfer.class, "sender")).isEmpty();
        }

        @Test
        void are_refused_where_none_is_named() {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> with(RowSpec.of(Account.class).children(Transfer.class, 1)))
                    .withMessageContaining("ASSAY-DATA-086")
                    .withMessageContaining("[sender, receiver]");
            Row account = bank.dataset(Seed.of(42), LocalDate.of(2026, 1, 1)).row(Account.class, 0);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> account.children(Transfer.class))
                    .withMessageContaining("ASSAY-DATA-086");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> account.children(Transfer.class, "owner"))
                    .withMessageContaining("ASSAY-DATA-003");
        }

        @Test
        void of_rows_that_another_parent_has_are_refused() {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Shop.scenario(1, 1, 1)
                            .with(RowSpec.of(Product.class).children(Line.class, 2)))
                    .withMessageContaining("ASSAY-DATA-019");
        }
    }
}
