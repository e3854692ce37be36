package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.data.Row;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a store, and how.
 *
 * @param resources how rows behave, by entity
 * @param actor who it is, whom policies are asked about; nobody, who may do everything, if empty
 * @param unfiltered whether base filters are left out
 * @param readOnly what is said to who writes; null if everybody may
 */
record Access(
        Map<String, Resource<?>> resources,
        Optional<Object> actor,
        boolean unfiltered,
        @Nullable Supplier<Diagnosis> readOnly) {
    private static final Resource<Row> PLAIN = Resource.of("");

    Resource<?> resource(BaseTable table) {
        return resources.getOrDefault(table.entity.name(), PLAIN);
    }

    /** Tells whether a read shows a row. */
    boolean shows(StoreRow row) {
        Resource<?> resource = resource(row.table());
        if (!unfiltered) {
            for (Predicate<Row> filter : resource.<Predicate<Row>>all("filter")) {
                if (!filter.test(row)) {
                    return false;
                }
            }
        }
        return actor.isEmpty() || resource.refusing(actor.get(), Action.READ.name(), row) == null;
    }

    /** Throws if a policy does not allow an action. */
    void check(String action, StoreRow row) {
        String policy = actor.isEmpty() ? null : resource(row.table()).refusing(actor.get(), action, row);
        if (policy != null) {
            throw Diagnosis.of("ASSAY-DATA-048", "a policy does not allow an action.")
                    .with("entity", row.table().entity.name())
                    .with("action", action)
                    .with("policy", policy)
                    .with("actor", actor.get())
                    .with("row", row)
                    .because("the policy does not hold for this actor and row")
                    .toFix("store.as(another actor)")
                    .toFix("assert with store.can(actor, action, row) that it is refused")
                    .exception();
        }
    }

    /** Throws for an actor, about whom policies cannot be asked for the sake of all rows. */
    void checkNobody(String action) {
        if (actor.isPresent()) {
            throw Diagnosis.of("ASSAY-DATA-048", "a policy does not allow an action.")
                    .with("action", action)
                    .with("actor", actor.get())
                    .because("it takes back what others wrote, and no policy is asked about all rows")
                    .toFix("reset the store of which this is a view")
                    .exception();
        }
    }

    void checkWritable() {
        if (readOnly != null) {
            throw readOnly.get().exception();
        }
    }

    static Diagnosis refusal(String because) {
        return Diagnosis.of("ASSAY-DATA-049", "a store is written to that may only be read.")
                .with("store", because)
                .because("others read the same rows, and must find them as they were")
                .toFix("a store of its own: Store.of(dataset), which takes microseconds");
    }
}
