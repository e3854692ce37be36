package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Shop.Address;
import dev.assay.data.Shop.Category;
import dev.assay.data.Shop.Customer;
import dev.assay.data.Shop.Invoice;
import dev.assay.data.Shop.Line;
import dev.assay.data.Shop.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScenarioSpecTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private static Dataset dataset(ScenarioSpec scenario) {
        return scenario.dataset(Seed.of(42), DAY);
    }

    private static RowSpec customer() {
        return RowSpec.of(Customer.class);
    }

    private static RowSpec suspended(RowSpec customer) {
        return customer.with("status", Status.SUSPENDED).with("active", false);
    }

    @Nested
    class SingleRows {
        private final Dataset data = dataset(Shop.scenario(25, 100, 75)
                .with(customer()
                        .trait(ScenarioSpecTest::suspended)
                        .with("email", "a@example.com")
                        .children(Invoice.class, 3)
                        .children(2, RowSpec.of(Address.class).with("city", "Springfield"))));

        @Test
        void come_first_and_are_what_was_said() {
            Customer first = data.get(Customer.class, 0);
            assertThat(first.status()).isEqualTo(Status.SUSPENDED);
            assertThat(first.active()).isFalse();
            assertThat(first.email()).isEqualTo("a@example.com");
            assertThat(first.lastName()).isNotBlank();
            assertThat(data.count(Customer.class)).isEqualTo(26);
            assertThat(data.verify().broken()).isZero();
        }

        @Test
        void have_the_children_that_were_said() {
            assertThat(data.stream(Invoice.class, 0, 3)).allMatch(invoice -> invoice.customerId() == 1);
            assertThat(data.count(Invoice.class)).isEqualTo(78);
            assertThat(data.row(Customer.class, 0).children(Address.class))
                    .hasSize(2)
                    .allMatch(address -> "Springfield".equals(address.get("city")));
            assertThat(data.row(Customer.class, 1).children(Address.class))
                    .noneMatch(address -> "Springfield".equals(address.get("city")));
        }

        @Test
        void and_what_follows_from_them_fit_together() {
            assertThat(data.stream(Invoice.class, 0, 3).map(Invoice::total)).allMatch(total -> total.signum() > 0);
            Customer owner = data.get(Customer.class, 0);
            assertThat(data.stream(Invoice.class, 0, 3))
                    .allMatch(invoice ->
                            !invoice.date().isBefore(owner.createdAt().toLocalDate()));
        }

        @Test
        void do_not_move_when_the_dataset_grows() {
            Dataset grown = data.grow(data.scenario().rows(Customer.class, 50).rows(Invoice.class, 300));
            assertThat(grown.stream(Invoice.class, 0, 78).toList())
                    .isEqualTo(data.stream(Invoice.class).toList());
            assertThat(grown.stream(Line.class, 0, data.count(Line.class)).toList())
                    .isEqualTo(data.stream(Line.class).toList());
        }

        @Test
        void may_have_children_of_their_own_entity_and_grandchildren() {
            Dataset tree = dataset(ScenarioSpec.of(Shop.MODEL, "tree")
                    .with(RowSpec.of(Category.class)
                            .with("name", "root")
                            .children(2, RowSpec.of(Category.class).children(Category.class, 1))));
            assertThat(tree.stream(Category.class).map(Category::parentId)).containsExactly(null, 1L, 1L, 2L, 3L);
        }

        @Test
        void of_fields_that_are_not_there_are_refused() {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Shop.scenario(1, 1, 1).with(customer().with("emial", "x")))
                    .withMessageContaining("ASSAY-DATA-003");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Shop.scenario(1, 1, 1).with(customer().children(Line.class, 1)))
                    .withMessageContaining("a key of Customer");
            assertThatIllegalArgumentException().isThrownBy(() -> customer().children(Invoice.class, -1));
        }
    }

    @Nested
    class Numbers {
        @Test
        void may_be_scaled() {
            Dataset data = dataset(Shop.scenario(25, 100, 75).scale(0.1));
            assertThat(List.of(data.count(Customer.class), data.count(Invoice.class), data.count(Category.class)))
                    .containsExactly(3L, 8L, 2L);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Shop.scenario(1, 1, 1).scale(0));
        }

        @Test
        void of_children_may_be_told_for_a_scenario() {
            ScenarioSpec scenario = Shop.scenario(25, 100, 75).children(Line.class, "invoiceId", 2, 2);
            assertThat(dataset(scenario).count(Line.class)).isEqualTo(150);
            assertThat(dataset(scenario).verify().broken()).isZero();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> scenario.children(Line.class, "invoiceId", 3, 2))
                    .withMessageContaining("ASSAY-DATA-007");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> scenario.children(Line.class, "productId", 1, 2))
                    .withMessageContaining("ASSAY-DATA-003");
        }
    }

    @Nested
    class StatisticsOfADataset {
        private final Dataset data = dataset(Shop.scenario(200, 100, 75));

        @Test
        void count_rows_and_values() {
            Statistics stats = data.stats();
            assertThat(stats).hasToString(stats.toString()).asString().contains("Customer 200", "Invoice 75");
            Statistics.OfField status = stats.entity("Customer").field("status");
            assertThat(status.frequent().keySet()).containsExactly("ACTIVE", "INACTIVE", "SUSPENDED");
            assertThat(status.frequent().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(200);
            assertThat(stats.entity("Customer").field("email").distinct()).isEqualTo(200);
            BigDecimal most = data.stream(Invoice.class)
                    .map(Invoice::total)
                    .max(BigDecimal::compareTo)
                    .orElseThrow();
            assertThat(stats.entity("Invoice").field("total").most()).hasValue(most.toString());
            assertThat(stats.entity("Invoice").characters()).isBetween(75L * 20, 75L * 60);
        }

        @Test
        void tell_how_many_rows_parents_have() {
            Statistics.OfRelation addresses = data.stats().entity("Address").relation("customerId");
            assertThat(addresses.parent()).isEqualTo("Customer");
            assertThat(List.of(addresses.least(), addresses.most(), addresses.orphans(), addresses.without()))
                    .containsExactly(1L, 4L, 0L, 0L);
            assertThat(addresses.mean()).isEqualTo(data.count(Address.class) / 200.0);
            Statistics.OfRelation categories = data.stats().entity("Category").relation("parentId");
            assertThat(categories.orphans()).as("roots").isPositive();
            Model astray = Shop.MODEL.with(Address.class, "customerId", Rule.always(300L));
            assertThat(ScenarioSpec.of(astray, "astray")
                            .rows(Customer.class, 3)
                            .dataset(Seed.of(1), DAY)
                            .stats()
                            .entity("Address")
                            .relation("customerId"))
                    .matches(each -> each.without() == 3 && each.orphans() > 0);
        }

        @Test
        void counts_alone_need_no_row() {
            assertThat(data.counts()).containsEntry("Customer", 200L).containsEntry("Product", 100L);
        }
    }

    @Test
    void a_calculation_follows_from_a_row_and_its_children() {
        Model model = Shop.MODEL
                .with(
                        Customer.class,
                        new Calculation(
                                "fullName", String.class, row -> row.get("firstName") + " " + row.get("lastName")))
                .with(
                        Invoice.class,
                        Calculation.count("lines", Line.class),
                        Calculation.sum("sum", Line.class, "lineTotal", line -> true),
                        Calculation.average("average", Line.class, "unitPrice"),
                        Calculation.max("dearest", BigDecimal.class, Line.class, "unitPrice"));
        Dataset data = ScenarioSpec.of(model, "test")
                .rows(Customer.class, 3)
                .rows(Shop.Product.class, 9)
                .rows(Invoice.class, 5)
                .dataset(Seed.of(1), DAY);
        Row invoice = data.row(Invoice.class, 2);
        List<Row> lines = invoice.children(Line.class).toList();
        assertThat(invoice.get("lines")).isEqualTo((long) lines.size());
        assertThat(invoice.get("sum")).isEqualTo(invoice.get("total"));
        assertThat(lines).extracting(line -> line.get("unitPrice")).contains(invoice.get("dearest"));
        Customer customer = data.get(Customer.class, 1);
        assertThat(data.row(Customer.class, 1).get("fullName"))
                .isEqualTo(customer.firstName() + " " + customer.lastName());
    }
}
