package dev.assay.example.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.data.Catalogue;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.RowSpec;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The model of a billing system, and its scenarios: {@code empty}, {@code small}, {@code medium}, {@code large} and
 * {@code huge}.
 *
 * <p>In each there are the same four types of customers and five categories of products. Customers have addresses of
 * their own, one of which is the primary one, and invoices; products have one inventory each; an invoice has lines, of
 * which each has a product.
 */
public final class Billing implements Catalogue {
    /** The eight entities. */
    public static final Model MODEL = model();

    /** The four types of customers and the five categories of products, and nothing else. */
    public static final ScenarioSpec EMPTY_SCENARIO = ScenarioSpec.of(MODEL, EMPTY)
            .rows(CustomerType.class, CustomerTypes.COUNT)
            .rows(ProductCategory.class, ProductCategories.COUNT);

    /** 25 customers, 100 products, 75 invoices. */
    public static final ScenarioSpec SMALL_SCENARIO = scenario(SMALL, 25, 100, 75)
            .children(CustomerAddress.class, "customerId", 1, 2)
            .children(InvoiceLineItem.class, "invoiceId", 1, 5);

    /** 100 customers, 500 products, 300 invoices. */
    public static final ScenarioSpec MEDIUM_SCENARIO = scenario(MEDIUM, 100, 500, 300)
            .children(CustomerAddress.class, "customerId", 1, 3)
            .children(InvoiceLineItem.class, "invoiceId", 2, 8);

    /** 1,000 customers, 2,000 products, 5,000 invoices. */
    public static final ScenarioSpec LARGE_SCENARIO = scenario(LARGE, 1_000, 2_000, 5_000);

    /** 10,000 customers, 20,000 products, 50,000 invoices. */
    public static final ScenarioSpec HUGE_SCENARIO = scenario(HUGE, 10_000, 20_000, 50_000);

    /** Returns a store of one test's own over a dataset, in which the eight entities behave as they do here. */
    public static Store store(Dataset data) {
        return Store.of(
                data,
                CustomerTypes.resource(),
                ProductCategories.resource(),
                Customers.resource(),
                CustomerAddresses.resource(),
                Products.resource(),
                Inventories.resource(),
                Invoices.resource(),
                InvoiceLineItems.resource());
    }

    /**
     * Returns the statements that make the eight tables, with all of their constraints, in PostgreSQL. All but the last,
     * the unique index over primary addresses, also run on H2 in its PostgreSQL mode.
     */
    public static List<String> schema() {
        return Stream.of("/db/migration/V1__tables.sql", "/db/vendor/postgresql/V2__one_primary_address.sql")
                .flatMap(Billing::statements)
                .toList();
    }

    private static Stream<String> statements(String script) {
        try (InputStream file = Objects.requireNonNull(Billing.class.getResourceAsStream(script))) {
            return Stream.of(new String(file.readAllBytes(), UTF_8)
                            .replaceAll("(?m)^--.*\\n", "")
                            .split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to describe a customer that a test wants. */
    public static CustomerSpec customer() {
        return new CustomerSpec(RowSpec.of(Customer.class));
    }

    /** Begins to describe an invoice that a test wants. */
    public static InvoiceSpec invoice() {
        return new InvoiceSpec(RowSpec.of(Invoice.class));
    }

    @Override
    public List<ScenarioSpec> scenarios() {
        return List.of(EMPTY_SCENARIO, SMALL_SCENARIO, MEDIUM_SCENARIO, LARGE_SCENARIO, HUGE_SCENARIO);
    }

    private static ScenarioSpec scenario(String name, long customers, long products, long invoices) {
        return EMPTY_SCENARIO
                .named(name)
                .rows(Customer.class, customers)
                .rows(Product.class, products)
                .rows(Invoice.class, invoices);
    }

    private static Model model() {
        Model model = Model.of(
                CustomerType.class,
                ProductCategory.class,
                Customer.class,
                CustomerAddress.class,
                Product.class,
                Inventory.class,
                Invoice.class,
                InvoiceLineItem.class);
        model = CustomerTypes.in(model);
        model = ProductCategories.in(model);
        model = Customers.in(model);
        model = CustomerAddresses.in(model);
        model = Products.in(model);
        model = Inventories.in(model);
        model = Invoices.in(model);
        return InvoiceLineItems.in(model);
    }
}
