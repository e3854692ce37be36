package dev.assay.data;

import dev.assay.core.Seed;
import dev.assay.data.internal.Column;
import dev.assay.data.internal.Numbering;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes rows keep conditions over several fields: orders by construction, all others by drawing again. */
final class Checks {
    private static final long DAYS = 60;
    private static final long SECONDS_A_DAY = 86_400;
    private static final long STEPS = 1_000;
    private static final BigDecimal FAR = BigDecimal.valueOf(100 * STEPS);

    private final Table table;
    private final Entity entity;
    private final Set<String> unique;
    private final Predicate<String> free;
    private final Function<String, @Nullable Numbering> numberings;

    /**
     * Takes a table whose columns are made.
     *
     * @param free tells whether nothing but its meaning says what a field holds
     * @param numberings what a field's values are numbered by, if anything
     */
    Checks(Table table, Set<String> unique, Predicate<String> free, Function<String, @Nullable Numbering> numberings) {
        this.table = table;
        this.entity = table.entity;
        this.unique = unique;
        this.free = free;
        this.numberings = numberings;
    }

    void bind() {
        List<Constraint.Check> checks = new ArrayList<>();
        for (Constraint.Check[] each : table.checks) {
            checks.addAll(List.of(each));
        }
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Order order) {
                keep(order).ifPresent(checks::add);
            } else if (constraint instanceof Constraint.Differ differ) {
                checks.add(asCheck(differ));
            } else if (constraint instanceof Constraint.Check check) {
                checks.add(check);
            }
        }
        table.checks = group(checks);
        table.drawnAgain = new int[table.columns.length];
        table.linksDrawnAgain = new int[table.links.length];
        Arrays.fill(table.drawnAgain, Table.NEVER);
        Arrays.fill(table.linksDrawnAgain, Table.NEVER);
        table.numberingsDrawnAgain = new int[table.groups];
        Arrays.fill(table.numberingsDrawnAgain, Table.NEVER);
        for (int group = 0; group < table.checks.length; group++) {
            for (Constraint.Check check : table.checks[group]) {
                for (String field : withOthers(check.fields())) {
                    table.drawnAgain[entity.indexOf(field)] = group;
                    Numbering numbering = numberings.apply(field);
                    if (numbering != null && numbering.mayBeDrawnAgain()) {
                        table.numberingsDrawnAgain[numbering.slot()] = group;
                    }
                }
            }
        }
        for (int i = 0; i < table.links.length; i++) {
            again(i);
        }
    }

    /** Picks a parent again with any field that holds a part of its key. */
    private void again(int link) {
        int[] places = entity.relations().get(link).fields().stream()
                .mapToInt(entity::indexOf)
                .toArray();
        for (int place : places) {
            if (table.drawnAgain[place] != Table.NEVER) {
                table.linksDrawnAgain[link] = table.drawnAgain[place];
            }
        }
        for (int place : places) {
            table.drawnAgain[place] = table.linksDrawnAgain[link];
        }
    }

    /** Puts checks together that read a field in common, so that what has nothing to do with them stays as it is. */
    private Constraint.Check[][] group(List<Constraint.Check> checks) {
        List<List<Constraint.Check>> groups = new ArrayList<>();
        List<Set<String>> read = new ArrayList<>();
        for (Constraint.Check check : checks) {
            List<Constraint.Check> group = new ArrayList<>(List.of(check));
            Set<String> fields = withOthers(check.fields());
            for (int i = groups.size() - 1; i >= 0; i--) {
                if (!Collections.disjoint(read.get(i), fields)) {
                    group.addAll(0, groups.remove(i));
                    fields.addAll(read.remove(i));
                }
            }
            groups.add(group);
            read.add(fields);
        }
        Constraint.Check[][] all = new Constraint.Check[groups.size()][];
        for (int i = 0; i < all.length; i++) {
            all[i] = groups.get(i).toArray(new Constraint.Check[0]);
        }
        return all;
    }

    /** Adds what is drawn as one: a parent's key in several fields, a person's email and name. */
    private Set<String> withOthers(List<String> some) {
        Set<String> fields = new HashSet<>(some);
        for (Relation relation : entity.relations()) {
            if (!Collections.disjoint(fields, relation.fields())) {
                fields.addAll(relation.fields());
            }
        }
        for (String field : some) {
            Numbering numbering = numberings.apply(field);
            if (numbering != null && numbering.mayBeDrawnAgain()) {
                for (Field other : entity.fields()) {
                    if (numbering.equals(numberings.apply(other.name()))) {
                        fields.add(other.name());
                    }
                }
            }
        }
        return fields;
    }

    /** Lifts the upper value above the lower, or lowers the lower; returns what that does not make sure of. */
    private Optional<Constraint.Check> keep(Constraint.Order order) {
        boolean up = movable(order.upper());
        if (!up && !movable(order.lower()) || !sameKind(order)) {
            return Optional.of(asCheck(order));
        }
        int place = entity.indexOf(up ? order.upper() : order.lower());
        int other = entity.indexOf(up ? order.lower() : order.upper());
        Column usual = table.columns[place];
        Field field = entity.fields().get(place);
        table.columns[place] = (row, bits) -> moved(usual.at(row, bits), row.get(other), order, field, bits, up);
        if (isOpen(field, up) && !isMovedTheOtherWay(field.name(), up)) {
            return Optional.empty();
        }
        Constraint.Check asked = asCheck(order);
        int lower = entity.indexOf(order.lower());
        int upper = entity.indexOf(order.upper());
        return Optional.of(new Constraint.Check(
                asked.name(),
                asked.text(),
                asked.fields(),
                row -> holds(order, row.get(lower), row.get(upper))
                        && within(field.domain(), row.get(place))
                        && inTense(field.domain(), row.get(place))));
    }

    /** Tells whether a value of one field could be one of the other's: a day is no point in time. */
    private boolean sameKind(Constraint.Order order) {
        Class<?> lower = entity.field(order.lower()).type();
        Class<?> upper = entity.field(order.upper()).type();
        return lower == upper || isNumber(lower) && isNumber(upper);
    }

    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class && type != char.class;
    }

    /** Tells whether another order moves a field back again. */
    private boolean isMovedTheOtherWay(String field, boolean up) {
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Order order) {
                boolean movesUpper = movable(order.upper());
                String moved = movesUpper ? order.upper() : order.lower();
                if (moved.equals(field) && movesUpper != up) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean within(Domain domain, @Nullable Object value) {
        if (value instanceof Number number && !domain.numbers().isOpen()) {
            return domain.numbers().allow(new BigDecimal(number.toString()));
        }
        LocalDateTime time = value == null ? null : time(value);
        return time == null || domain.times().allow(time);
    }

    private boolean inTense(Domain domain, @Nullable Object value) {
        LocalDateTime time = domain.tense() == Tense.ANY || value == null ? null : time(value);
        return time == null || domain.tense().bounds(table.dataset.asOf()).allow(time);
    }

    /** Tells whether values can be moved as far as it takes: where they cannot, both may have to be drawn again. */
    private static boolean isOpen(Field field, boolean up) {
        Bounds<BigDecimal> numbers = field.domain().numbers();
        Bounds<LocalDateTime> times = field.domain().times();
        return field.type() != LocalTime.class
                && field.domain().tense() == Tense.ANY
                && (up
                        ? numbers.most() == null && times.most() == null
                        : numbers.least() == null && times.least() == null);
    }

    private boolean movable(String field) {
        return free.test(field)
                && !unique.contains(field)
                && entity.field(field).domain().values().isEmpty()
                && Moves.knows(entity.field(field).type());
    }

    private static @Nullable Object moved(
            @Nullable Object value,
            @Nullable Object other,
            Constraint.Order order,
            Field field,
            long bits,
            boolean up) {
        if (value == null || other == null) {
            return value;
        }
        int compared = compare(value, other);
        boolean holds = compared == 0 ? !order.strictly() : compared > 0 == up;
        if (holds) {
            return value;
        }
        long strictly = order.strictly() ? 1 : 0;
        return Moves.move(other, field, Seed.bits(bits, 2), strictly, up);
    }

    private Constraint.Check asCheck(Constraint.Order order) {
        int lower = entity.indexOf(order.lower());
        int upper = entity.indexOf(order.upper());
        return new Constraint.Check(
                order.name(),
                order.lower() + (order.strictly() ? " < " : " <= ") + order.upper(),
                order.fields(),
                row -> holds(order, row.get(lower), row.get(upper)));
    }

    private Constraint.Check asCheck(Constraint.Differ differ) {
        int left = entity.indexOf(differ.left());
        int right = entity.indexOf(differ.right());
        return new Constraint.Check(
                differ.name(),
                differ.left() + " <> " + differ.right(),
                differ.fields(),
                row -> differ(row.get(left), row.get(right)));
    }

    /** Tells whether two values of a row differ; one without either value is none to object to. */
    static boolean holds(Constraint.Differ differ, Row row) {
        return differ(row.get(differ.left()), row.get(differ.right()));
    }

    /** Tells whether two values differ; one that is not there is none to object to. */
    static boolean differ(@Nullable Object left, @Nullable Object right) {
        return left == null || right == null || compare(left, right) != 0;
    }

    /** Tells whether a row keeps an order; one without either value does. */
    static boolean holds(Constraint.Order order, Row row) {
        return holds(order, row.get(order.lower()), row.get(order.upper()));
    }

    /** Tells whether two values keep an order; one that is not there does. */
    static boolean holds(Constraint.Order order, @Nullable Object lower, @Nullable Object upper) {
        if (lower == null || upper == null) {
            return true;
        }
        int compared = compare(lower, upper);
        return compared < 0 || compared == 0 && !order.strictly();
    }

    @SuppressWarnings("unchecked") // values of one kind are comparable with each other
    private static int compare(Object a, Object b) {
        if (a instanceof Number && b instanceof Number && a.getClass() != b.getClass()) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        } else if (a.getClass() != b.getClass() && time(a) != null && time(b) != null) {
            return Objects.requireNonNull(time(a)).compareTo(Objects.requireNonNull(time(b)));
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** A day's beginning, and a point in time in UTC. */
    private static @Nullable LocalDateTime time(Object value) {
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        } else if (value instanceof Instant time) {
            return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        } else if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        } else if (value instanceof ZonedDateTime time) {
            return time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return value instanceof LocalDateTime time ? time : null;
    }

    /** Values a little above or below others. */
    private static final class Moves {
        private static final Set<Class<?>> KNOWN = Set.of(
                int.class,
                Integer.class,
                long.class,
                Long.class,
                short.class,
                Short.class,
                BigDecimal.class,
                double.class,
                Double.class,
                LocalDate.class,
                LocalDateTime.class,
                Instant.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                LocalTime.class);

        private Moves() {}

        static boolean knows(Class<?> type) {
            return KNOWN.contains(type);
        }

        static Object move(Object from, Field field, long bits, long strictly, boolean up) {
            long sign = up ? 1 : -1;
            long seconds = sign * (strictly + Seed.scale(bits, DAYS * SECONDS_A_DAY));
            if (from instanceof LocalDate day) {
                return day.plusDays(sign * (strictly + Seed.scale(bits, DAYS)));
            } else if (from instanceof LocalDateTime time) {
                return time.plusSeconds(seconds);
            } else if (from instanceof Instant time) {
                return time.plusSeconds(seconds);
            } else if (from instanceof OffsetDateTime time) {
                return time.plusSeconds(seconds);
            } else if (from instanceof ZonedDateTime time) {
                return time.plusSeconds(seconds);
            } else if (from instanceof LocalTime time) {
                int left = up ? 86_399 - time.toSecondOfDay() : time.toSecondOfDay();
                return time.plusSeconds(sign * Math.min(left, strictly + Seed.scale(bits, left + 1L)));
            }
            return number(new BigDecimal(from.toString()), field, bits, strictly, up);
        }

        private static Object number(BigDecimal from, Field field, long bits, long strictly, boolean up) {
            boolean decimal = field.type() == BigDecimal.class;
            int scale = !decimal
                    ? 0
                    : field.domain().scale() < 0 ? 2 : field.domain().scale();
            BigDecimal end = up
                    ? field.domain().numbers().most()
                    : field.domain().numbers().least();
            long steps = STEPS;
            if (end != null) {
                BigDecimal room = end.subtract(from).abs().movePointRight(scale);
                // A bound that is far away is no reason to go there.
                steps = room.compareTo(FAR) > 0 ? STEPS : Math.max(1, room.longValue());
            } else if (!up && from.signum() >= 0) {
                // What was not negative stays so.
                steps = Math.max(1, from.movePointRight(scale).longValue());
            }
            long distance = strictly + Seed.scale(bits, Math.max(1, steps - strictly + 1));
            BigDecimal moved = from.add(BigDecimal.valueOf(up ? distance : -distance, scale));
            Class<?> type = field.type();
            if (decimal) {
                return moved.setScale(scale, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
            } else if (type == double.class || type == Double.class) {
                return moved.doubleValue();
            } else if (type == int.class || type == Integer.class) {
                return (int) whole(moved, up, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            return type == long.class || type == Long.class
                    ? whole(moved, up, Long.MIN_VALUE, Long.MAX_VALUE)
                    : (Object) (short) whole(moved, up, Short.MIN_VALUE, Short.MAX_VALUE);
        }

        private static long whole(BigDecimal number, boolean up, long least, long most) {
            BigDecimal rounded = number.setScale(0, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
            return rounded.max(BigDecimal.valueOf(least))
                    .min(BigDecimal.valueOf(most))
                    .longValueExact();
        }
    }
}
