package dev.assay.data.store;

import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Row;
import dev.assay.data.Walk;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all stores of a dataset share: its rows, made once, and the state that each store begins with. */
final class Base {
    final Dataset dataset;
    final Map<String, BaseTable> tables = new LinkedHashMap<>();
    private final State initial;

    /** Kept while tables are made one after the other, not longer: what they hold is theirs by then. */
    private WeakReference<Walk> walk = new WeakReference<>(null);

    private Base(Dataset dataset) {
        this.dataset = dataset;
        for (Entity entity : dataset.model().entities()) {
            tables.put(entity.name(), new BaseTable(this, tables.size(), entity));
        }
        tables.values().forEach(BaseTable::link);
        this.initial = State.of(this);
    }

    /** Returns the base of a dataset, which lives as long as the dataset. */
    static Base of(Dataset dataset) {
        return dataset.kept(Base.class, Base::new);
    }

    /** Makes an entity's rows, of what was computed for others where that was a moment ago. */
    synchronized @Nullable Object[][] rows(Entity entity, Function<Stream<Row>, @Nullable Object[][]> made) {
        Walk begun = walk.get();
        if (begun == null) {
            begun = dataset.walk();
            walk = new WeakReference<>(begun);
        }
        return made.apply(begun.rows(entity));
    }

    BaseTable table(String entity) {
        BaseTable table = tables.get(entity);
        return table == null
                ? Objects.requireNonNull(
                        tables.get(dataset.model().entity(entity).name()))
                : table;
    }

    BaseTable table(Class<?> type) {
        return table(dataset.model().entity(type).name());
    }

    State initial() {
        return initial;
    }
}
