package dev.assay.data.schema;

import dev.assay.data.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A piece of an SQL condition that can be evaluated: null is unknown. */
sealed interface Term {
    /** Returns its value in a row. */
    @Nullable Object of(Row row);

    /** Returns the terms that it is made of. */
    default List<Term> parts() {
        return List.of();
    }

    /** Returns the columns that it reads, in order. */
    default Set<String> columns() {
        Set<String> found = new LinkedHashSet<>();
        if (this instanceof Column column) {
            found.add(column.name());
        }
        parts().forEach(part -> found.addAll(part.columns()));
        return found;
    }

    record Column(String name) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            return row.get(name);
        }
    }

    record Constant(@Nullable Object value) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            return value;
        }
    }

    /** The day up to which things have happened, which is what a dataset has for today. */
    record Today(boolean asTime) implements Term {
        @Override
        public Object of(Row row) {
            return asTime ? row.asOf().atStartOfDay() : row.asOf();
        }
    }

    /** One of {@code = <> < <= > >=}. */
    record Compare(String operator, Term left, Term right) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object a = left.of(row);
            Object b = a == null ? null : right.of(row);
            if (a == null || b == null) {
                return null;
            }
            return switch (operator) {
                case "=" -> SqlValue.equal(a, b);
                case "<>" -> !SqlValue.equal(a, b);
                case "<" -> SqlValue.compare(a, b) < 0;
                case "<=" -> SqlValue.compare(a, b) <= 0;
                case ">" -> SqlValue.compare(a, b) > 0;
                default -> SqlValue.compare(a, b) >= 0;
            };
        }

        /** Returns the same with sides exchanged. */
        Compare turned() {
            String other = switch (operator) {
                case "<" -> ">";
                case "<=" -> ">=";
                case ">" -> "<";
                case ">=" -> "<=";
                default -> operator;
            };
            return new Compare(other, right, left);
        }

        @Override
        public List<Term> parts() {
            return List.of(left, right);
        }
    }

    /** Terms of which all hold, or one. */
    record Junction(boolean all, List<Term> parts) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            boolean unknown = false;
            for (Term part : parts) {
                Object value = part.of(row);
                if (value == null) {
                    unknown = true;
                } else if ((Boolean) value != all) {
                    return !all;
                }
            }
            return unknown ? null : (Object) all;
        }
    }

    record Not(Term term) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object value = term.of(row);
            return value == null ? null : (Object) !((Boolean) value);
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }

    record IsNull(Term term) implements Term {
        @Override
        public Object of(Row row) {
            return term.of(row) == null;
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }

    /** Whether a value is true or false, and not unknown. */
    record Is(Term term, boolean truth) implements Term {
        @Override
        public Object of(Row row) {
            Object value = term.of(row);
            return value != null && (Boolean) value == truth;
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }

    record In(Term term, List<Term> values) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object value = term.of(row);
            if (value == null) {
                return null;
            }
            boolean unknown = false;
            for (Term each : values) {
                Object other = each.of(row);
                if (other == null) {
                    unknown = true;
                } else if (SqlValue.equal(value, other)) {
                    return true;
                }
            }
            return unknown ? null : (Object) false;
        }

        @Override
        public List<Term> parts() {
            return java.util.stream.Stream.concat(java.util.stream.Stream.of(term), values.stream())
                    .toList();
        }
    }

    /** Whether a text matches a regular expression as a whole. */
    record Matches(Term term, Pattern pattern) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object value = term.of(row);
            return value == null
                    ? null
                    : (Object) pattern.matcher(SqlValue.text(value)).matches();
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }

    /** One of {@code + - * / % ||}. */
    record Arithmetic(String operator, Term left, Term right) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object a = left.of(row);
            Object b = a == null ? null : right.of(row);
            return a == null || b == null ? null : SqlValue.calculate(operator, a, b);
        }

        @Override
        public List<Term> parts() {
            return List.of(left, right);
        }
    }

    record Cast(Term term, String type, List<String> arguments) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object value = term.of(row);
            return value == null ? null : SqlValue.cast(value, type, arguments);
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }

    record Call(String name, SqlFunction function, List<Term> parts) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            return function.apply(parts, row);
        }
    }

    record Case(List<Term> conditions, List<Term> results, Term otherwise) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            for (int i = 0; i < conditions.size(); i++) {
                if (Boolean.TRUE.equals(conditions.get(i).of(row))) {
                    return results.get(i).of(row);
                }
            }
            return otherwise.of(row);
        }

        @Override
        public List<Term> parts() {
            List<Term> all = new java.util.ArrayList<>(conditions);
            all.addAll(results);
            all.add(otherwise);
            return all;
        }
    }
}
