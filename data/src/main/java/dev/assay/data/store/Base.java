package dev.assay.data.store;

import dev.assay.data.AllRows;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What all stores of a dataset share: its rows, made once, and the state that each store begins with. */
final class Base {
    final Dataset dataset;
    final AllRows rows;
    final Map<String, BaseTable> tables = new LinkedHashMap<>();
    private final State initial;

    private Base(Dataset dataset) {
        this.dataset = dataset;
        this.rows = dataset.all();
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
