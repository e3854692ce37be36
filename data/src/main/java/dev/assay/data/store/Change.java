package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row while an action changes it. Nothing of it can be seen in the store until the action has ended and the row has been
 * found valid. For one thread.
 *
 * @since 0.1
 */
public final class Change {
    private final Store store;
    private final StoreRow before;
    private final @Nullable Object[] values;

    Change(Store store, StoreRow before) {
        this.store = store;
        this.before = before;
        this.values = before.values().clone();
    }

    /** Returns the row as it was, among the others as they were; a new row has no key's children yet. */
    public Row before() {
        return before;
    }

    /** Returns the row as it would be now. */
    public Row row() {
        return now();
    }

    StoreRow now() {
        return new StoreRow(before.state(), before.table(), (int) before.index(), values.clone());
    }

    /**
     * Returns what a field or calculation has now.
     *
     * @throws DiagnosisException ASSAY-DATA-003 if there is neither
     */
    public @Nullable Object get(String field) {
        return now().get(field);
    }

    /** Returns what a field has now, as what it is. */
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    /**
     * Returns the store, to read and write other rows: with no base filters, as nobody in particular, whom policies allow
     * everything. What is written is part of this change, and taken back with it.
     */
    public Store store() {
        return store.asItself();
    }

    /**
     * Changes a field.
     *
     * @throws DiagnosisException ASSAY-DATA-003 if there is none of that name, ASSAY-DATA-041 if its type is another
     */
    public Change set(String field, @Nullable Object value) {
        Writes.set(before.table(), values, field, value);
        return this;
    }

    /**
     * Returns an error that refuses the action, to be thrown.
     *
     * @param why why it cannot be done to this row
     */
    public DiagnosisException refused(String why) {
        return Diagnosis.of("ASSAY-DATA-046", "a row is not valid.")
                .with("entity", before.table().entity.name())
                .with("row", before)
                .because(why)
                .toFix("change a row for which that does not hold")
                .exception();
    }

    @Nullable Object[] values() {
        return values;
    }
}
