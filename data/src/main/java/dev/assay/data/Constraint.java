package dev.assay.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What all rows of an entity keep, beyond the {@link Domain} of each field.
 *
 * @since 0.1
 */
public sealed interface Constraint {
    /** Returns what errors call it. */
    String name();

    /** Returns the fields it speaks of. */
    List<String> fields();

    /** Tells whether a row keeps it, as far as the row alone can tell. */
    boolean holds(Row row);

    /**
     * No two rows have the same values; a row without one of them has no equal.
     *
     * @param where which rows it is for; all if empty
     */
    record Unique(String name, List<String> fields, Optional<Check> where) implements Constraint {
        /** Copies the fields. */
        public Unique {
            fields = List.copyOf(fields);
        }

        @Override
        public boolean holds(Row row) {
            return true;
        }
    }

    /**
     * One value is not more than another, where a row has both.
     *
     * @param strictly whether it is less
     */
    record Order(String name, String lower, String upper, boolean strictly) implements Constraint {
        @Override
        public List<String> fields() {
            return List.of(lower, upper);
        }

        @Override
        public boolean holds(Row row) {
            return Checks.holds(this, row);
        }
    }

    /** Two values are not the same, where a row has both. */
    record Differ(String name, String left, String right) implements Constraint {
        @Override
        public List<String> fields() {
            return List.of(left, right);
        }

        @Override
        public boolean holds(Row row) {
            return Checks.holds(this, row);
        }
    }

    /**
     * A condition on a row, which is drawn again while it does not hold.
     *
     * @param text the condition in words or SQL, for errors
     * @param fields the fields that the condition reads
     */
    record Check(String name, String text, List<String> fields, Predicate<Row> holds) implements Constraint {
        /** Copies the fields. */
        public Check {
            fields = List.copyOf(fields);
        }

        @Override
        public boolean holds(Row row) {
            return holds.test(row);
        }
    }
}
