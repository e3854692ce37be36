package dev.assay.data.schema;

import dev.assay.data.Domain;
import dev.assay.data.Row;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what is computed is what its field may hold: other fields are drawn again until it is. */
final class WithinDomain implements Predicate<Row> {
    private final String field;
    private final Class<?> type;
    private final Domain domain;
    private final @Nullable Pattern pattern;

    WithinDomain(String field, Class<?> type, Domain domain) {
        this.field = field;
        this.type = type;
        this.domain = domain;
        String expression = domain.pattern();
        this.pattern = expression == null ? null : Pattern.compile(expression, Pattern.DOTALL);
    }

    @Override
    public boolean test(Row row) {
        Object value = row.get(field);
        return value == null || holds(value);
    }

    /** Tells whether a value is one of a domain's, whose own list of values is left out. */
    static boolean bounds(Class<?> type, Domain domain, Object value) {
        return new WithinDomain("", type, domain.values(java.util.List.of())).holds(value);
    }

    private boolean holds(Object value) {
        if (!domain.values().isEmpty() && domain.values().stream().noneMatch(each -> SqlValue.equal(each, value))) {
            return false;
        } else if (type == String.class) {
            String text = SqlValue.text(value);
            return domain.lengths().allow(text.codePointCount(0, text.length()))
                    && (pattern == null || pattern.matcher(text).matches());
        } else if (value instanceof Number && !domain.numbers().isOpen()) {
            return domain.numbers().allow(SqlValue.number(value));
        }
        return domain.times().isOpen() || domain.times().allow(SqlValue.time(value));
    }
}
