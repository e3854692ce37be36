package dev.assay.example.billing;

import dev.assay.data.Calculation;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.store.Resource;
import java.math.BigDecimal;
import java.util.List;

/** The four types of customers: which there are, and what follows from one. */
final class CustomerTypes {
    static final int COUNT = 4;

    private static final List<String> NAMES = List.of("Bronze", "Silver", "Gold", "Platinum");
    private static final int[] DISCOUNTS = {0, 5, 10, 15};
    private static final int[] PRIORITIES = {4, 3, 2, 1};

    private CustomerTypes() {}

    static Model in(Model model) {
        return model.with(CustomerType.class, "name", (row, own) -> name(row.index()))
                .with(
                        CustomerType.class,
                        "description",
                        (row, own) -> "Customers with " + DISCOUNTS[place(row)] + " % off")
                .with(CustomerType.class, "discountPercentage", (row, own) -> Money.cents(DISCOUNTS[place(row)] * 100L))
                .with(CustomerType.class, "priorityLevel", (row, own) -> PRIORITIES[place(row)])
                .with(CustomerType.class, "active", (row, own) -> true)
                .with(CustomerType.class, "createdAt", (row, own) -> Trade.opening(row.asOf()))
                .with(
                        CustomerType.class,
                        new Calculation("displayName", String.class, CustomerTypes::displayName),
                        new Calculation("effectiveDiscount", BigDecimal.class, CustomerTypes::effectiveDiscount),
                        Calculation.count("customerCount", Customer.class, Customers::isThere),
                        Calculation.count(
                                "activeCustomerCount",
                                Customer.class,
                                customer -> Customers.isThere(customer)
                                        && customer.get("status") == Customer.Status.ACTIVE));
    }

    static Resource<CustomerType> resource() {
        return Resource.of(CustomerType.class)
                .byDefault("discountPercentage", Money.ZERO)
                .byDefault("priorityLevel", 3)
                .byDefault("active", true)
                .byDefault("createdAt", Trade::now)
                .read("active", (types, args) -> types.where("active", true).sort("priorityLevel"))
                .read(
                        "byPriority",
                        (types, args) -> types.where("priorityLevel", args.get("level", Integer.class))
                                .sort("name"))
                .validate("a name is not blank", Names::isNotBlank);
    }

    private static String displayName(Row type) {
        BigDecimal discount = effectiveDiscount(type);
        String name = type.get("name", String.class);
        return discount.signum() == 0
                ? name
                : name + " (" + discount.stripTrailingZeros().toPlainString() + " % off)";
    }

    /** A type that is no longer in use gives nothing. */
    private static BigDecimal effectiveDiscount(Row type) {
        return type.get("active", Boolean.class) ? type.get("discountPercentage", BigDecimal.class) : Money.ZERO;
    }

    /** Rows beyond the four, which a test may ask for, need names of their own. */
    private static String name(long index) {
        String name = NAMES.get((int) (index % COUNT));
        return index < COUNT ? name : name + " " + (index / COUNT + 1);
    }

    private static int place(Row row) {
        return (int) (row.index() % COUNT);
    }
}
