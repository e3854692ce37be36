package dev.assay.example.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.Seed;
import dev.assay.data.Catalogue;
import dev.assay.data.Dataset;
import dev.assay.data.ScenarioSpec;
import dev.assay.example.billing.Customer.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes and shapes of each scenario, and that the defects which such data often has are not in it. */
class ScenariosTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);
    private static final Dataset LARGE = Billing.LARGE_SCENARIO.dataset(Seed.of(42), AS_OF);

    static Stream<Dataset> filled() {
        Stream<Dataset> small =
                LongStream.of(1, 2, 3, 42, 4711).mapToObj(seed -> Billing.SMALL_SCENARIO.dataset(Seed.of(seed), AS_OF));
        return Stream.concat(small, Stream.of(Billing.MEDIUM_SCENARIO.dataset(Seed.of(7), AS_OF), LARGE));
    }

    @Test
    void are_found_on_the_classpath() {
        assertThat(ServiceLoader.load(Catalogue.class).stream().map(ServiceLoader.Provider::get))
                .hasExactlyElementsOfTypes(Billing.class)
                .flatExtracting(Catalogue::scenarios)
                .extracting(ScenarioSpec::name)
                .containsExactly("empty", "small", "medium", "large", "huge");
    }

    @ParameterizedTest
    @CsvSource({
        // customers, products, invoices, most addresses, least and most lines
        "empty,      0,      0,     0, 4, 1, 12",
        "small,     25,    100,    75, 2, 1,  5",
        "medium,   100,    500,   300, 3, 2,  8",
        "large,   1000,   2000,  5000, 4, 1, 12",
        "huge,   10000,  20000, 50000, 4, 1, 12"
    })
    void have_their_volumes(
            String name, int customers, int products, int invoices, int addresses, int least, int most) {
        Dataset data = scenario(name).dataset(Seed.of(42), AS_OF);
        assertThat(data.count(CustomerType.class)).isEqualTo(4);
        assertThat(data.count(ProductCategory.class)).isEqualTo(5);
        assertThat(data.count(Customer.class)).isEqualTo(customers);
        assertThat(data.count(Product.class)).isEqualTo(products);
        assertThat(data.count(Inventory.class)).isEqualTo(products);
        assertThat(data.count(Invoice.class)).isEqualTo(invoices);
        assertThat(counts(data, CustomerAddress.class, CustomerAddress::customerId)
                        .values())
                .hasSize(customers)
                .allSatisfy(count -> assertThat(count).isBetween(1L, (long) addresses));
        assertThat(counts(data, InvoiceLineItem.class, InvoiceLineItem::invoiceId)
                        .values())
                .hasSize(invoices)
                .allSatisfy(count -> assertThat(count).isBetween((long) least, (long) most));
    }

    @ParameterizedTest
    @CsvSource({"empty", "small", "medium", "large", "huge"})
    void keep_all_that_the_model_promises(String name) {
        assertThat(scenario(name).dataset(Seed.of(42), AS_OF).verify().orThrow().broken())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("filled")
    void have_the_same_types_and_categories_always(Dataset data) {
        assertThat(data.stream(CustomerType.class))
                .extracting(
                        CustomerType::name, type -> type.discountPercentage().intValueExact())
                .containsExactly(tuple("Bronze", 0), tuple("Silver", 5), tuple("Gold", 10), tuple("Platinum", 15));
        assertThat(data.stream(ProductCategory.class))
                .extracting(ProductCategory::name)
                .containsExactly("Electronics", "Clothing", "Home & Garden", "Books", "Sports");
    }

    @ParameterizedTest
    @MethodSource("filled")
    void give_each_customer_one_primary_address(Dataset data) {
        assertThat(counts(data, CustomerAddress.class, address -> address.primary() ? address.customerId() : 0)
                        .entrySet())
                .filteredOn(each -> each.getKey() > 0)
                .hasSize((int) data.count(Customer.class))
                .allMatch(each -> each.getValue() == 1);
        assertThat(data.stream(CustomerAddress.class).filter(CustomerAddress::primary))
                .allMatch(CustomerAddress::active);
    }

    @ParameterizedTest
    @MethodSource("filled")
    void derive_due_dates_from_terms_and_statuses_from_dates(Dataset data) {
        assertThat(data.stream(Invoice.class)).allSatisfy(invoice -> {
            assertThat(invoice.dueDate())
                    .isEqualTo(invoice.date().plusDays(invoice.paymentTerms().days()));
            boolean due = invoice.dueDate().isBefore(AS_OF);
            switch (invoice.status()) {
                case OVERDUE -> assertThat(due).isTrue();
                case SENT -> assertThat(due).isFalse();
                case DRAFT -> assertThat(invoice.date()).isAfter(AS_OF.minusDays(31));
                case PAID, CANCELLED -> assertThat(invoice.date()).isBefore(AS_OF);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("filled")
    void add_up_to_the_cent(Dataset data) {
        Map<Long, BigDecimal> sums = data.stream(InvoiceLineItem.class)
                .collect(Collectors.groupingBy(
                        InvoiceLineItem::invoiceId,
                        Collectors.reducing(Money.ZERO, InvoiceLineItem::lineTotal, BigDecimal::add)));
        assertThat(data.stream(Invoice.class)).allSatisfy(invoice -> {
            assertThat(invoice.subtotal()).isEqualTo(sums.get(invoice.id()));
            assertThat(invoice.taxAmount()).isEqualTo(Money.percent(invoice.subtotal(), invoice.taxRate()));
            assertThat(invoice.total()).isEqualTo(invoice.subtotal().add(invoice.taxAmount()));
        });
        assertThat(data.stream(InvoiceLineItem.class)).allSatisfy(line -> {
            BigDecimal before = Money.round(line.quantity().multiply(line.unitPrice()));
            assertThat(line.discountAmount()).isEqualTo(Money.percent(before, line.discountPercentage()));
            assertThat(line.lineTotal()).isEqualTo(before.subtract(line.discountAmount()));
            assertThat(line.unitPrice())
                    .isEqualTo(data.get(Product.class, line.productId() - 1).price());
        });
    }

    @ParameterizedTest
    @MethodSource("filled")
    void have_nothing_that_is_older_than_what_it_belongs_to(Dataset data) {
        for (Class<?> entity : List.of(
                Customer.class,
                CustomerAddress.class,
                Product.class,
                Inventory.class,
                Invoice.class,
                InvoiceLineItem.class)) {
            assertThat(data.rows(data.model().entity(entity))).allSatisfy(row -> {
                LocalDateTime created = row.get("createdAt", LocalDateTime.class);
                assertThat(created).isBefore(AS_OF.atStartOfDay());
                row.entity()
                        .relations()
                        .forEach(relation -> assertThat(created)
                                .isAfterOrEqualTo(row.parent(relation.name()).get("createdAt", LocalDateTime.class)));
                if (row.entity().indexOf("updatedAt") >= 0) {
                    assertThat(row.get("updatedAt", LocalDateTime.class)).isBetween(created, AS_OF.atStartOfDay());
                }
            });
        }
        assertThat(data.stream(Invoice.class))
                .allMatch(invoice -> invoice.createdAt().toLocalDate().equals(invoice.date()));
    }

    @ParameterizedTest
    @MethodSource("filled")
    void reach_every_status_and_tier_that_there_is(Dataset data) {
        Map<Invoice.Status, Long> statuses = tally(data, Invoice.class, Invoice::status, Invoice.Status.class);
        if (data.count(Invoice.class) < 300) {
            // Of 75 invoices none may be a draft or cancelled.
            assertThat(statuses).containsKeys(Invoice.Status.PAID, Invoice.Status.SENT);
        } else {
            assertThat(statuses).containsOnlyKeys(Invoice.Status.values());
        }
        if (data.count(Customer.class) >= 100) {
            assertThat(data.rows(data.model().entity(Customer.class)).map(row -> row.get("customerTier", Tier.class)))
                    .contains(Tier.values());
        }
        assertThat(data.stream(Customer.class).map(Customer::creditLimit))
                .allMatch(limit -> limit.signum() > 0 && limit.compareTo(new BigDecimal(100_000)) <= 0)
                .anyMatch(limit -> limit.compareTo(new BigDecimal(25_000)) > 0);
        assertThat(data.stream(InvoiceLineItem.class))
                .anyMatch(line -> line.discountAmount().signum() > 0);
        assertThat(data.rows(data.model().entity(CustomerAddress.class)).map(row -> row.get("region", Region.class)))
                .doesNotContain(Region.OTHER);
    }

    @Test
    void stay_whole_when_there_are_fewer_types_and_categories() {
        assertThat(Billing.SMALL_SCENARIO
                        .scale(0.4)
                        .dataset(Seed.of(42), AS_OF)
                        .verify()
                        .first())
                .isEmpty();
    }

    @Test
    void have_invoices_that_are_not_older_than_their_customers_and_not_of_the_future() {
        Dataset data = Billing.EMPTY_SCENARIO
                .with(Billing.customer()
                        .with("createdAt", AS_OF.atStartOfDay())
                        .with("updatedAt", AS_OF.atStartOfDay())
                        .invoices(20)
                        .row())
                .rows(Product.class, 5)
                .dataset(Seed.of(42), AS_OF);
        assertThat(data.list(Invoice.class)).hasSize(20).allSatisfy(invoice -> {
            assertThat(invoice.date()).isEqualTo(AS_OF);
            assertThat(invoice.createdAt()).isEqualTo(AS_OF.atStartOfDay());
        });
        assertThat(LARGE.stream(Invoice.class))
                .allSatisfy(invoice -> assertThat(invoice.createdAt())
                        .isBeforeOrEqualTo(AS_OF.atStartOfDay())
                        .isAfterOrEqualTo(LARGE.get(Customer.class, invoice.customerId() - 1)
                                .createdAt()));
    }

    @Test
    void have_the_shares_that_a_business_has() {
        assertThat(share(Customer.class, customer -> customer.status() == Customer.Status.ACTIVE))
                .isCloseTo(0.7, within(0.05));
        assertThat(share(Customer.class, customer -> customer.status() == Customer.Status.INACTIVE))
                .isCloseTo(0.2, within(0.05));
        assertThat(share(Customer.class, customer -> customer.status() == Customer.Status.SUSPENDED))
                .isCloseTo(0.1, within(0.05));
        assertThat(counts(LARGE, Customer.class, Customer::customerTypeId).values())
                .hasSize(4)
                .anyMatch(count -> count > 430 && count < 530)
                .allMatch(count -> count > 80);
        assertThat(share(Product.class, Product::active)).isCloseTo(0.75, within(0.05));
        assertThat(share(
                        InvoiceLineItem.class, line -> line.discountPercentage().signum() > 0))
                .isCloseTo(0.25, within(0.02));
        assertThat(share(Invoice.class, invoice -> invoice.status() == Invoice.Status.PAID))
                .isBetween(0.6, 0.95);
    }

    @Test
    void grow_from_year_to_year_and_have_seasons() {
        Map<Integer, Long> years = LARGE.stream(Invoice.class)
                .collect(Collectors.groupingBy(invoice -> invoice.date().getYear(), Collectors.counting()));
        assertThat(years.get(2025)).isGreaterThan(years.getOrDefault(2024, 0L));
        assertThat(years.get(2024)).isGreaterThan(years.getOrDefault(2023, 0L));
        Map<Month, Long> months = LARGE.stream(Invoice.class)
                .filter(invoice -> invoice.date().getYear() == 2025)
                .collect(Collectors.groupingBy(invoice -> invoice.date().getMonth(), Collectors.counting()));
        assertThat(months.get(Month.DECEMBER)).isGreaterThan(months.getOrDefault(Month.AUGUST, 0L) * 3 / 2);
    }

    @Test
    void let_some_customers_and_products_sell_more_than_others() {
        List<Long> invoices = counts(LARGE, Invoice.class, Invoice::customerId).values().stream()
                .sorted()
                .toList();
        assertThat(invoices.get(invoices.size() - 1)).isGreaterThan(20);
        assertThat(counts(LARGE, InvoiceLineItem.class, InvoiceLineItem::productId)
                        .values())
                .anyMatch(count -> count > 100)
                .anyMatch(count -> count < 20);
    }

    @Test
    void hold_the_same_rows_for_the_same_seed() {
        Dataset again = Billing.LARGE_SCENARIO.dataset(Seed.of(42), AS_OF);
        assertThat(again.get(Customer.class, 17)).isEqualTo(LARGE.get(Customer.class, 17));
        assertThat(again.stream(InvoiceLineItem.class).parallel().toList())
                .isEqualTo(LARGE.stream(InvoiceLineItem.class).toList());
    }

    private static ScenarioSpec scenario(String name) {
        return new Billing()
                .scenarios().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static <T> Map<Long, Long> counts(Dataset data, Class<T> entity, Function<T, Long> parent) {
        return data.stream(entity).collect(Collectors.groupingBy(parent, Collectors.counting()));
    }

    private static <T, E extends Enum<E>> Map<E, Long> tally(
            Dataset data, Class<T> entity, Function<T, E> of, Class<E> type) {
        return data.stream(entity).collect(Collectors.groupingBy(of, () -> new EnumMap<>(type), Collectors.counting()));
    }

    private static <T> double share(Class<T> entity, java.util.function.Predicate<T> which) {
        return (double) LARGE.stream(entity).filter(which).count() / LARGE.count(entity);
    }
}
