package dev.assay.data.schema;

import dev.assay.core.Choices;
import dev.assay.core.Diagnosis;
import dev.assay.data.Constraint;
import dev.assay.data.Domain;
import dev.assay.data.Field;
import dev.assay.data.Relation;
import dev.assay.data.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a table's rows keep: its checks, those of its columns' domains, and what must differ. */
final class TableChecks {
    private static final Set<String> TEXTS = Set.of("text", "varchar", "character varying");

    private final LiveSchema.Table table;
    private final TableFields fields;
    private final Set<String> ignored;
    private final Map<String, LiveSchema.Column> columns = new HashMap<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final Map<String, Term> equations = new LinkedHashMap<>();

    TableChecks(LiveSchema.Table table, TableFields fields, Set<String> ignored) {
        this.table = table;
        this.fields = fields;
        this.ignored = ignored;
        table.columns().forEach(column -> columns.put(column.name(), column));
    }

    List<Constraint> constraints() {
        return constraints;
    }

    void read() {
        TermParser parser = new TermParser(columns);
        for (LiveSchema.Check check : table.checks()) {
            read(check.name(), check.text(), check.text(), parser);
        }
        for (LiveSchema.Column column : table.columns()) {
            if (fields.has(column.name())) {
                Map<String, LiveSchema.Column> named = new HashMap<>(columns);
                named.put("VALUE", column);
                TermParser ofDomain = new TermParser(named);
                column.checks()
                        .forEach(check -> read(
                                check.name(), check.text(), TermParser.named(check.text(), column.name()), ofDomain));
            }
        }
        // As often as there are fields: what is known of the last may reach the first.
        for (int i = 0; i < constraints.size(); i++) {
            for (Constraint constraint : constraints) {
                if (constraint instanceof Constraint.Order order) {
                    fields.order(order.lower(), order.upper());
                }
            }
        }
    }

    /**
     * Takes a check in.
     *
     * @param sql the text with the column's name where a domain says {@code VALUE}
     */
    private void read(String name, String text, String sql, TermParser parser) {
        if (ignored.contains(name)) {
            return;
        }
        try {
            Term condition = parser.parse(text);
            ProbeRow.tryOut(condition, columns);
            take(new LiveSchema.Check(name, sql), condition);
        } catch (NotUnderstood e) {
            throw notUnderstood(name, text, e);
        }
    }

    private void take(LiveSchema.Check check, Term condition) {
        condition.columns().forEach(fields::column);
        List<Term> rest = new ArrayList<>();
        for (Term part : conjuncts(condition)) {
            Facts facts = Facts.of(part, fields::column);
            fields.narrow(facts);
            if (!facts.complete() && !between(check, part)) {
                rest.add(part);
            }
        }
        if (!rest.isEmpty()) {
            Term left = rest.size() == 1 ? rest.get(0) : new Term.Junction(true, rest);
            constraints.add(new Constraint.Check(
                    check.name(),
                    check.text(),
                    List.copyOf(left.columns()),
                    new RowCondition(check.text(), left, true)));
        }
    }

    private static List<Term> conjuncts(Term term) {
        if (term instanceof Term.Junction junction && junction.all()) {
            return junction.parts().stream()
                    .flatMap(part -> conjuncts(part).stream())
                    .toList();
        }
        return List.of(term);
    }

    /** Takes a comparison of two columns, and notes what one of them equals; tells whether nothing is left to check. */
    private boolean between(LiveSchema.Check check, Term part) {
        if (!(part instanceof Term.Compare compare)) {
            return false;
        }
        if (compare.operator().equals("=")) {
            if (!equation(compare)) {
                equation(compare.turned());
            }
            return false;
        }
        if (!(compare.left() instanceof Term.Column left) || !(compare.right() instanceof Term.Column right)) {
            return false;
        }
        if (fields.column(left.name()).type() == Boolean.class) {
            return false;
        }
        switch (compare.operator()) {
            case "<>" -> constraints.add(new Constraint.Differ(check.name(), left.name(), right.name()));
            case "<", "<=" ->
                constraints.add(new Constraint.Order(
                        check.name(),
                        left.name(),
                        right.name(),
                        compare.operator().equals("<")));
            default ->
                constraints.add(new Constraint.Order(
                        check.name(),
                        right.name(),
                        left.name(),
                        compare.operator().equals(">")));
        }
        return true;
    }

    private boolean equation(Term.Compare compare) {
        if (compare.left() instanceof Term.Column column
                && !compare.right().columns().isEmpty()
                && !equations.containsKey(column.name())
                && !reaches(compare.right(), column.name(), new HashSet<>())) {
            equations.put(column.name(), compare.right());
            return true;
        }
        return false;
    }

    /** Tells whether a term reads a column, be it through other equations. */
    private boolean reaches(Term term, String column, Set<String> seen) {
        for (String each : term.columns()) {
            Term further = equations.get(each);
            if (each.equals(column) || further != null && seen.add(each) && reaches(further, column, seen)) {
                return true;
            }
        }
        return false;
    }

    /** Takes what must differ; an index over lower-case text is one over text, whose values are of one case. */
    void unique(LiveSchema.Unique unique) {
        try {
            TermParser parser = new TermParser(columns);
            List<String> over = new ArrayList<>();
            for (String each : unique.columns()) {
                LiveSchema.Column known = columns.get(each);
                boolean plain = known != null && known.generated() == null;
                over.add(plain ? plain(fields.column(each)) : bare(parser.parse(each)));
            }
            if (unique.nullsEqual()) {
                over.forEach(fields::require);
            }
            constraints.add(new Constraint.Unique(unique.name(), over, where(unique, over, parser)));
        } catch (NotUnderstood e) {
            String text =
                    String.join(", ", unique.columns()) + (unique.where() == null ? "" : " where " + unique.where());
            throw notUnderstood(unique.name(), text, e);
        }
    }

    private String plain(LiveSchema.Column column) {
        return column.sqlType().equals("citext") ? ofOneCase(column.name()) : column.name();
    }

    private String bare(Term term) {
        if (term instanceof Term.Column column) {
            return plain(fields.column(column.name()));
        } else if (term instanceof Term.Call call && Set.of("lower", "upper").contains(call.name())) {
            return ofOneCase(bare(call.parts().get(0)));
        } else if (term instanceof Term.Call call && call.name().equals("btrim")) {
            return bare(call.parts().get(0));
        } else if (term instanceof Term.Cast cast
                && TEXTS.contains(cast.type())
                && cast.arguments().isEmpty()) {
            // Values that differ are different texts; as days or whole numbers they may be one.
            return bare(cast.term());
        }
        throw new NotUnderstood("it is not known here which values make it differ");
    }

    /** What must differ whatever its case is may not be of both. */
    private String ofOneCase(String column) {
        Domain domain = fields.domain(column);
        Set<String> lower = new HashSet<>();
        for (Object value : domain.values()) {
            if (!lower.add(value.toString().toLowerCase(Locale.ROOT))) {
                throw new NotUnderstood("values of " + column + " differ in their case alone");
            }
        }
        if (domain.values().isEmpty() && domain.pattern() != null && SqlPattern.isOfBothCases(domain.pattern())) {
            throw new NotUnderstood(
                    "values of " + column + " that match " + domain.pattern() + " may differ in their case alone");
        }
        return column;
    }

    private Optional<Constraint.Check> where(LiveSchema.Unique unique, List<String> over, TermParser parser) {
        String text = unique.where();
        if (text == null) {
            return Optional.empty();
        }
        Term condition = parser.parse(text);
        ProbeRow.tryOut(condition, columns);
        condition.columns().forEach(fields::column);
        // Rows without a value have no equal anyway.
        boolean always = conjuncts(condition).stream()
                .allMatch(part -> part instanceof Term.Not not
                        && not.term() instanceof Term.IsNull is
                        && is.term() instanceof Term.Column column
                        && over.contains(column.name()));
        return always
                ? Optional.empty()
                : Optional.of(new Constraint.Check(
                        unique.name(),
                        text,
                        List.copyOf(condition.columns()),
                        new RowCondition(text, condition, false)));
    }

    /**
     * Takes the primary key, whose fields the entity knows.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-032 if its values may differ too little
     */
    void key() {
        try {
            for (String column : table.key()) {
                plain(fields.column(column));
            }
        } catch (NotUnderstood e) {
            throw notUnderstood("primary key", String.join(", ", table.key()), e);
        }
    }

    /** Returns rules for what follows from other columns, and for types whose values have no meaning. */
    Map<String, Rule> rules(List<Relation> relations) {
        Set<String> held = relations.stream()
                .flatMap(relation -> relation.fields().stream())
                .collect(Collectors.toSet());
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (Field field : fields.fields()) {
            Term equal = equations.get(field.name());
            Rule rule = equal == null ? OpaqueValues.of(field) : equal(field, equal);
            if (rule != null && !held.contains(field.name()) && !table.key().contains(field.name())) {
                rules.put(field.name(), rule);
                if (equal != null) {
                    within(field);
                }
            }
        }
        return rules;
    }

    /** Has what a computed field reads drawn again until the field's own domain, and its type, allow the outcome. */
    private void within(Field field) {
        Domain domain = Facts.both(fields.column(field.name()).domain(), field.domain());
        boolean open = domain.values().isEmpty()
                && domain.pattern() == null
                && domain.numbers().isOpen()
                && domain.times().isOpen()
                && domain.lengths().isOpen();
        if (!open) {
            Set<String> read = new LinkedHashSet<>();
            reads(field.name(), read);
            String text = field.name() + ", which is computed, is within what it may hold";
            constraints.add(new Constraint.Check(
                    field.name(), text, List.copyOf(read), new WithinDomain(field.name(), field.type(), domain)));
        }
    }

    /** Adds a column and all that it is computed of. */
    private void reads(String column, Set<String> seen) {
        Term equal = equations.get(column);
        if (seen.add(column) && equal != null) {
            equal.columns().forEach(each -> reads(each, seen));
        }
    }

    private static Rule equal(Field field, Term term) {
        return (row, own) -> {
            Object value = term.of(row);
            return value == null ? other(field, own) : fitted(field, value);
        };
    }

    /** What a field holds where the check says nothing of it. */
    private static @Nullable Object other(Field field, Choices own) {
        if (field.nullable()) {
            return null;
        }
        return field.type() == Boolean.class ? own.below(2) == 1 : SqlValue.as(field.type(), zero(field));
    }

    private static Object zero(Field field) {
        return Number.class.isAssignableFrom(field.type()) ? (Object) BigDecimal.ZERO : "2000-01-01";
    }

    private static Object fitted(Field field, Object value) {
        Object fitted = SqlValue.as(field.type(), value);
        return fitted instanceof BigDecimal number && field.domain().scale() >= 0
                ? number.setScale(field.domain().scale(), RoundingMode.HALF_UP)
                : fitted;
    }

    private RuntimeException notUnderstood(String name, String text, NotUnderstood reason) {
        return Diagnosis.of("ASSAY-DATA-032", "a constraint of a schema is not understood.")
                .with("table", table.name())
                .with("constraint", name)
                .with("text", text)
                .because(reason.getMessage() + "; rows that break it would fail to load")
                .toFix("SchemaReader.of(dataSource).ignoring(\"" + name + "\"), and model.with(\"" + table.name()
                        + "\", column, rule) if values have to fit it")
                .exception();
    }
}
