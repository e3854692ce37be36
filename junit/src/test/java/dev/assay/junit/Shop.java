package dev.assay.junit;

import dev.assay.data.Catalogue;
import dev.assay.data.Model;
import dev.assay.data.Parent;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.Unique;
import dev.assay.data.store.Resource;
import java.math.BigDecimal;
import java.util.List;

/** The catalogue that this module's tests find on the classpath. */
public final class Shop implements Catalogue {
    static final Model MODEL = Model.of(Customer.class, Invoice.class);

    record Customer(
            long id,
            String firstName,
            String lastName,
            @Unique String email) {}

    record Invoice(
            long id,

            @Parent(value = Customer.class, least = 3, most = 3) long customerId,

            BigDecimal total) {}

    @Override
    public List<Resource<?>> resources() {
        return List.of(Resource.of(Customer.class)
                .update("marry", (change, args) -> change.set("lastName", args.get("name", String.class))));
    }

    @Override
    public List<ScenarioSpec> scenarios() {
        return List.of(
                ScenarioSpec.of(MODEL, EMPTY),
                ScenarioSpec.of(MODEL, SMALL).rows(Customer.class, 25),
                ScenarioSpec.of(MODEL, LARGE).rows(Customer.class, 1_000));
    }
}
