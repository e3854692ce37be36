package dev.assay.data.schema;

import dev.assay.core.Diagnosis;
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

/** The fields that a table's rows have, while what is known of them grows. */
final class TableFields {
    /** What only values with a purpose would come near to. */
    private static final BigDecimal FAR = BigDecimal.valueOf(100_000);

    private final String table;
    private final Set<String> needed;
    private final Map<String, LiveSchema.Column> columns = new LinkedHashMap<>();
    private final Map<String, Domain> narrowed = new HashMap<>();
    private final Map<String, Boolean> nullable = new HashMap<>();

    /**
     * Takes a table's columns but those that the database fills in.
     *
     * @param needed the columns of keys
     */
    TableFields(LiveSchema.Table table, Set<String> needed) {
        this.table = table.name();
        this.needed = needed;
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
        facts.domains().forEach((column, domain) -> {
            shared(column, column(column).domain(), domain);
            shared(column, narrowed.getOrDefault(column, Domain.ANY), domain);
            narrowed.merge(column, domain, Facts::both);
        });
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

    Domain domain(String column) {
        return domain(column(column));
    }

    private Domain domain(LiveSchema.Column column) {
        if (column.type() == Object.class) {
            // Said where a dataset is asked for without a rule for it.
            return Domain.ANY.meaning(column.sqlType());
        }
        Domain said = narrowed.getOrDefault(column.name(), Domain.ANY);
        Domain all = Facts.both(column.domain(), said).meaning(column.domain().meaning());
        Domain both = all.values().isEmpty() ? all : all.values(allowed(column, all));
        BigDecimal byType = column.domain().numbers().most();
        if (byType == null) {
            return both;
        }
        BigDecimal most = said.numbers().most();
        BigDecimal least = said.numbers().least();
        boolean near = needed.contains(column.name()) || byType.compareTo(FAR) < 0;
        if (most == null || most.compareTo(byType) > 0) {
            most = near ? byType : null;
        }
        if (least == null && most != null && most.compareTo(BigDecimal.ONE) < 0) {
            least = most.signum() > 0 ? BigDecimal.ZERO : byType.negate();
        }
        return new Domain(
                new Bounds<>(least, most),
                both.times(),
                both.lengths(),
                both.scale(),
                both.pattern(),
                both.values(),
                both.meaning());
    }

    /** Two lists without a value in common would be none, which stands for any value. */
    private void shared(String column, Domain before, Domain more) {
        boolean listed = !before.values().isEmpty() && !more.values().isEmpty();
        if (listed && Facts.both(before, more).values().isEmpty()) {
            throw contradiction(column, before.values() + " and " + more.values());
        }
    }

    /** Returns the values of a list that bounds and patterns allow, too. */
    private List<Object> allowed(LiveSchema.Column column, Domain domain) {
        List<Object> allowed = domain.values().stream()
                .filter(value -> WithinDomain.bounds(column.type(), domain, value))
                .toList();
        if (allowed.isEmpty()) {
            throw contradiction(column.name(), domain.values() + ", none of which its other checks allow");
        }
        return allowed;
    }

    private RuntimeException contradiction(String column, String values) {
        return Diagnosis.of("ASSAY-DATA-018", "what a field may hold contradicts itself.")
                .with("field", table + "." + column)
                .with("values", values)
                .because("no value is in all of the lists and bounds")
                .toFix("take one of the constraints away")
                .toFix("SchemaReader.of(dataSource).ignoring(\"...\"), with the name of one of them")
                .exception();
    }

    /** Lets what is below another be no more than that may be, and the other way round. */
    void order(String lower, String upper) {
        Domain below = narrowed.getOrDefault(lower, Domain.ANY);
        Domain above = narrowed.getOrDefault(upper, Domain.ANY);
        narrowed.put(
                lower,
                below.numbers(new Bounds<>(null, above.numbers().most()))
                        .times(new Bounds<>(null, above.times().most())));
        narrowed.put(
                upper,
                above.numbers(new Bounds<>(below.numbers().least(), null))
                        .times(new Bounds<>(below.times().least(), null)));
    }
}
