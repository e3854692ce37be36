package dev.assay.data.schema;

import dev.assay.data.Bounds;
import dev.assay.data.Domain;
import dev.assay.data.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that a table's rows have, while what is known of them grows. */
final class TableFields {
    private final Map<String, LiveSchema.Column> columns = new LinkedHashMap<>();
    private final Map<String, Domain> narrowed = new HashMap<>();
    private final Map<String, Boolean> nullable = new HashMap<>();

    /**
     * Takes a table's columns but those that the database fills in.
     *
     * @param needed the columns of keys
     */
    TableFields(LiveSchema.Table table, Set<String> needed) {
        for (LiveSchema.Column column : table.columns()) {
            boolean known = column.type() != Object.class;
            boolean left = !known && (column.nullable() || column.hasDefault()) || column.always();
            if (column.generated() == null && (needed.contains(column.name()) || !left)) {
                columns.put(column.name(), column);
                nullable.put(column.name(), column.nullable());
            }
        }
        table.key().forEach(key -> nullable.put(key, false));
    }

    LiveSchema.Column column(String name) {
        LiveSchema.Column column = columns.get(name);
        if (column == null) {
            throw new NotUnderstood("it reads " + name + ", which is left out of the model");
        }
        return column;
    }

    boolean has(String name) {
        return columns.containsKey(name);
    }

    /** Takes in what conditions say. */
    void narrow(Facts facts) {
        facts.domains().forEach((column, domain) -> narrowed.merge(column, domain, Facts::both));
        facts.required().forEach(this::require);
    }

    void require(String column) {
        nullable.put(column, false);
    }

    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (LiveSchema.Column column : columns.values()) {
            fields.add(new Field(
                    column.name(),
                    column.name(),
                    column.type(),
                    Boolean.TRUE.equals(nullable.get(column.name())),
                    domain(column)));
        }
        return fields;
    }

    private Domain domain(LiveSchema.Column column) {
        Domain said = narrowed.getOrDefault(column.name(), Domain.ANY);
        Domain both = Facts.both(column.domain(), said).meaning(column.domain().meaning());
        Bounds<BigDecimal> numbers = both.numbers();
        BigDecimal most = numbers.most();
        if (said.numbers().least() != null || most == null) {
            return both;
        }
        // Precision alone asks nobody for negative numbers.
        return new Domain(
                new Bounds<>(least(numbers.least(), most), most),
                both.times(),
                both.lengths(),
                both.scale(),
                both.pattern(),
                both.values(),
                both.meaning());
    }

    private static @Nullable BigDecimal least(@Nullable BigDecimal byType, BigDecimal most) {
        if (most.compareTo(BigDecimal.ONE) >= 0) {
            return null;
        }
        return most.signum() > 0 ? BigDecimal.ZERO : byType;
    }
}
