package dev.assay.data.schema;

import dev.assay.data.Row;
import java.util.function.Predicate;

/**
 * A condition that a database checks. One that is unknown, because a value is missing, passes, as it does there.
 *
 * @param sql the condition as the database writes it
 * @param unknown what it is where nobody knows: true of a check, false of the rows that an index is for
 */
record RowCondition(String sql, Term term, boolean unknown) implements Predicate<Row> {
    @Override
    public boolean test(Row row) {
        Object value = term.of(row);
        return value == null ? unknown : (Boolean) value;
    }
}
