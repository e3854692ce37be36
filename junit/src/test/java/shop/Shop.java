package shop;

import dev.assay.data.Catalogue;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.store.Resource;
import java.util.List;

/** How many customers and invoices there are, by name. */
public final class Shop implements Catalogue {
    public static final Model MODEL = Model.of(Customer.class, Invoice.class);

    @Override
    public List<ScenarioSpec> scenarios() {
        return List.of(
                ScenarioSpec.of(MODEL, EMPTY),
                ScenarioSpec.of(MODEL, SMALL).rows(Customer.class, 25),
                ScenarioSpec.of(MODEL, LARGE).rows(Customer.class, 1_000));
    }

    @Override
    public List<Resource<?>> resources() {
        return List.of(Resource.of(Customer.class)
                .update("marry", (change, args) -> change.set("lastName", args.get("name", String.class))));
    }
}
