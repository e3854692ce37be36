package dev.assay.data.schema;

import dev.assay.data.Bounds;
import dev.assay.data.Domain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a condition says of single columns.
 *
 * @param domains which values each column may hold
 * @param required the columns that have a value in each row
 * @param complete whether this is all that the condition says
 */
record Facts(Map<String, Domain> domains, Set<String> required, boolean complete) {
    private static final Facts NONE = new Facts(Map.of(), Set.of(), false);
    private static final Set<Class<?>> WHOLE = Set.of(Short.class, Integer.class, Long.class);
    private static final Set<String> LENGTHS = Set.of("length", "char_length", "character_length");

    /** Takes from a condition what it says, where {@code types} knows the columns. */
    static Facts of(Term term, Function<String, LiveSchema.Column> types) {
        if (term instanceof Term.Junction junction) {
            return junction.all() ? all(junction, types) : any(junction, types);
        } else if (term instanceof Term.Not not) {
            Term turned = negated(not.term());
            return turned == null ? none(not.term()) : of(turned, types);
        } else if (term instanceof Term.Column column) {
            return values(column.name(), List.of(true));
        } else if (term instanceof Term.Is is && is.term() instanceof Term.Column column) {
            return new Facts(
                    Map.of(column.name(), Domain.ANY.values(List.of(is.truth()))), Set.of(column.name()), true);
        } else if (term instanceof Term.In in && in.term() instanceof Term.Column column) {
            return in(in, types.apply(column.name()));
        } else if (term instanceof Term.Matches matches && matches.term() instanceof Term.Column column) {
            boolean plain = (matches.pattern().flags() & java.util.regex.Pattern.CASE_INSENSITIVE) == 0;
            // Kept as a condition besides, since a value that a name stands for may not match.
            return plain
                    ? partly(column.name(), Domain.ANY.pattern(matches.pattern().pattern()))
                    : NONE;
        } else if (term instanceof Term.Compare compare) {
            return compare(compare, types);
        }
        return NONE;
    }

    private static Facts none(Term term) {
        if (term instanceof Term.IsNull is && is.term() instanceof Term.Column column) {
            return new Facts(Map.of(), Set.of(column.name()), true);
        }
        return term instanceof Term.Column column ? values(column.name(), List.of(false)) : NONE;
    }

    /** Moves a negation inwards; null where it has to stay. */
    private static @Nullable Term negated(Term term) {
        if (term instanceof Term.Not not) {
            return not.term();
        } else if (term instanceof Term.Junction junction) {
            return new Term.Junction(
                    !junction.all(),
                    junction.parts().stream()
                            .map(part -> (Term) new Term.Not(part))
                            .toList());
        } else if (term instanceof Term.Compare compare) {
            String operator = switch (compare.operator()) {
                case "=" -> "<>";
                case "<>" -> "=";
                case "<" -> ">=";
                case "<=" -> ">";
                case ">" -> "<=";
                default -> "<";
            };
            return new Term.Compare(operator, compare.left(), compare.right());
        }
        return null;
    }

    private static Facts values(String column, List<Object> values) {
        return new Facts(Map.of(column, Domain.ANY.values(values)), Set.of(), true);
    }

    private static Facts partly(String column, Domain domain) {
        return new Facts(Map.of(column, domain), Set.of(), false);
    }

    private static Facts all(Term.Junction junction, Function<String, LiveSchema.Column> types) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        Set<String> required = new HashSet<>();
        boolean complete = true;
        for (Term part : junction.parts()) {
            Facts facts = of(part, types);
            facts.domains.forEach((column, domain) -> domains.merge(column, domain, Facts::both));
            required.addAll(facts.required);
            complete &= facts.complete;
        }
        return new Facts(domains, required, complete);
    }

    /** A column that may be without a value beside what its values are; or what all alternatives agree on. */
    private static Facts any(Term.Junction junction, Function<String, LiveSchema.Column> types) {
        List<Term> parts = flat(junction);
        List<Term> valued = parts.stream()
                .filter(part -> !(part instanceof Term.IsNull is && is.term() instanceof Term.Column))
                .toList();
        Set<String> open = new HashSet<>();
        parts.forEach(part -> {
            if (!valued.contains(part)) {
                open.addAll(part.columns());
            }
        });
        if (!open.isEmpty() && !valued.isEmpty()) {
            Facts rest = valued.size() == 1 ? of(valued.get(0), types) : hull(valued, types);
            boolean same = open.equals(rest.domains.keySet()) && open.size() == 1;
            boolean alone = open.containsAll(columns(valued));
            return same && alone ? new Facts(rest.domains, Set.of(), rest.complete) : NONE;
        }
        return hull(parts, types);
    }

    private static Set<String> columns(List<Term> terms) {
        Set<String> found = new HashSet<>();
        terms.forEach(term -> found.addAll(term.columns()));
        return found;
    }

    private static List<Term> flat(Term.Junction junction) {
        List<Term> parts = new ArrayList<>();
        for (Term part : junction.parts()) {
            if (part instanceof Term.Junction inner && !inner.all()) {
                parts.addAll(flat(inner));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private static Facts hull(List<Term> parts, Function<String, LiveSchema.Column> types) {
        Map<String, Domain> domains = null;
        Set<String> required = null;
        boolean complete = true;
        for (Term part : parts) {
            Facts facts = of(part, types);
            // Values of one column add up; bounds may leave a gap.
            complete &= facts.complete
                    && facts.required.isEmpty()
                    && facts.domains.size() == 1
                    && facts.domains.values().stream()
                            .noneMatch(domain -> domain.values().isEmpty());
            if (domains == null || required == null) {
                domains = new LinkedHashMap<>(facts.domains);
                required = new HashSet<>(facts.required);
            } else {
                domains.keySet().retainAll(facts.domains.keySet());
                domains.replaceAll(
                        (column, domain) -> either(domain, Objects.requireNonNull(facts.domains.get(column))));
                required.retainAll(facts.required);
            }
        }
        if (domains == null || required == null) {
            return NONE;
        }
        domains.values().removeIf(Domain.ANY::equals);
        return new Facts(domains, required, complete && domains.size() == 1);
    }

    private static Facts in(Term.In in, LiveSchema.Column column) {
        List<Object> values = new ArrayList<>();
        for (Term each : in.values()) {
            if (!(each instanceof Term.Constant constant) || constant.value() == null) {
                return NONE;
            }
            values.add(asHeld(constant.value(), column));
        }
        return values(column.name(), values);
    }

    private static Object asHeld(Object value, LiveSchema.Column column) {
        Object held = SqlValue.as(column.type(), value);
        return held instanceof BigDecimal number && column.domain().scale() >= 0
                ? number.setScale(column.domain().scale(), RoundingMode.HALF_UP)
                : held;
    }

    private static Facts compare(Term.Compare given, Function<String, LiveSchema.Column> types) {
        Term.Compare compare = given.left() instanceof Term.Constant ? given.turned() : given;
        if (!(compare.right() instanceof Term.Constant constant) || constant.value() == null) {
            return NONE;
        }
        Object value = constant.value();
        if (compare.left() instanceof Term.Call call
                && LENGTHS.contains(call.name())
                && call.parts().get(0) instanceof Term.Column column) {
            return length(column.name(), compare.operator(), SqlValue.number(value));
        } else if (compare.left() instanceof Term.Call call
                && call.name().equals("btrim")
                && call.parts().get(0) instanceof Term.Column column
                && value.equals("")
                && compare.operator().equals("<>")) {
            return partly(column.name(), Domain.ANY.lengths(new Bounds<>(1, null)));
        } else if (!(compare.left() instanceof Term.Column)) {
            return NONE;
        }
        LiveSchema.Column column = types.apply(((Term.Column) compare.left()).name());
        Class<?> type = column.type();
        if (compare.operator().equals("=")) {
            return values(column.name(), List.of(asHeld(value, column)));
        } else if (compare.operator().equals("<>")) {
            return type == String.class && value.equals("") ? length(column.name(), ">", BigDecimal.ZERO) : NONE;
        } else if (type == LocalDate.class || type == LocalDateTime.class || type == OffsetDateTime.class) {
            return times(column, compare.operator(), SqlValue.time(value));
        }
        return Number.class.isAssignableFrom(type) ? numbers(column, compare.operator(), SqlValue.number(value)) : NONE;
    }

    private static Facts length(String column, String operator, BigDecimal value) {
        Bounds<BigDecimal> bounds = bounds(operator, value, 0);
        if (bounds == null) {
            return NONE;
        }
        Integer least = bounds.least() == null ? null : (Integer) bounds.least().intValue();
        Integer most = bounds.most() == null ? null : (Integer) bounds.most().intValue();
        return new Facts(Map.of(column, Domain.ANY.lengths(new Bounds<>(least, most))), Set.of(), true);
    }

    private static Facts numbers(LiveSchema.Column column, String operator, BigDecimal value) {
        boolean stepped = WHOLE.contains(column.type()) || column.domain().scale() >= 0;
        int scale = WHOLE.contains(column.type()) ? 0 : column.domain().scale();
        if (stepped) {
            Bounds<BigDecimal> bounds = Objects.requireNonNull(bounds(operator, value, scale));
            return new Facts(Map.of(column.name(), Domain.ANY.numbers(bounds)), Set.of(), true);
        }
        Bounds<BigDecimal> bounds = operator.startsWith(">") ? new Bounds<>(value, null) : new Bounds<>(null, value);
        return new Facts(Map.of(column.name(), Domain.ANY.numbers(bounds)), Set.of(), operator.length() == 2);
    }

    /** What numbers of a scale may be; null for what bounds cannot say. */
    private static @Nullable Bounds<BigDecimal> bounds(String operator, BigDecimal value, int scale) {
        BigDecimal step = BigDecimal.ONE.movePointLeft(scale);
        return switch (operator) {
            case ">" -> new Bounds<>(value.setScale(scale, RoundingMode.FLOOR).add(step), null);
            case ">=" -> new Bounds<>(value.setScale(scale, RoundingMode.CEILING), null);
            case "<" ->
                new Bounds<>(null, value.setScale(scale, RoundingMode.CEILING).subtract(step));
            case "<=" -> new Bounds<>(null, value.setScale(scale, RoundingMode.FLOOR));
            case "=" ->
                new Bounds<>(value.setScale(scale, RoundingMode.FLOOR), value.setScale(scale, RoundingMode.FLOOR));
            default -> null;
        };
    }

    private static Facts times(LiveSchema.Column column, String operator, LocalDateTime value) {
        boolean day = column.type() == LocalDate.class;
        LocalDateTime start = value.toLocalDate().atStartOfDay();
        LocalDateTime end = day && start.isBefore(value) ? start.plusDays(1) : start;
        Bounds<LocalDateTime> bounds = switch (operator) {
            case ">" -> new Bounds<>(day ? start.plusDays(1) : value, null);
            case ">=" -> new Bounds<>(day ? end : value, null);
            case "<" -> new Bounds<>(null, day ? end.minusDays(1) : value);
            default -> new Bounds<>(null, day ? start : value);
        };
        return new Facts(Map.of(column.name(), Domain.ANY.times(bounds)), Set.of(), day || operator.length() == 2);
    }

    /** Returns what two domains allow. */
    static Domain both(Domain a, Domain b) {
        List<Object> values = a.values();
        if (values.isEmpty()) {
            values = b.values();
        } else if (!b.values().isEmpty()) {
            values = a.values().stream().filter(b.values()::contains).toList();
        }
        String pattern = a.pattern() == null ? b.pattern() : a.pattern();
        Domain both = a.numbers(b.numbers())
                .times(b.times())
                .lengths(b.lengths())
                .scale(Math.max(a.scale(), b.scale()))
                .values(values);
        return pattern == null ? both : both.pattern(pattern);
    }

    /** Returns the narrowest domain that allows what one of two allows. */
    private static Domain either(Domain a, Domain b) {
        List<Object> values = new ArrayList<>(a.values());
        b.values().stream().filter(value -> !a.values().contains(value)).forEach(values::add);
        boolean listed = !a.values().isEmpty() && !b.values().isEmpty();
        return Domain.ANY
                .numbers(either(a.numbers(), b.numbers()))
                .times(either(a.times(), b.times()))
                .lengths(either(a.lengths(), b.lengths()))
                .values(listed ? values : List.of());
    }

    private static <T extends Comparable<? super T>> Bounds<T> either(Bounds<T> a, Bounds<T> b) {
        T least = a.least() == null || b.least() == null
                ? null
                : a.least().compareTo(b.least()) < 0 ? a.least() : b.least();
        T most = a.most() == null || b.most() == null ? null : a.most().compareTo(b.most()) > 0 ? a.most() : b.most();
        return new Bounds<>(least, most);
    }
}
