package dev.assay.data.internal;

import dev.assay.core.Seasons;
import dev.assay.core.Seed;
import dev.assay.data.Bounds;
import dev.assay.data.Constraint;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Row;
import dev.assay.data.Tense;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What days and points in time hold by their names: what follows from what, and nothing before its parent. */
final class Times {
    /** Types whose values can be numbered. */
    static final Set<Class<?>> NUMBERED = Set.of(LocalDate.class, LocalDateTime.class, OffsetDateTime.class);

    private static final int YEARS = 3;
    private static final double GROWTH = 0.25;
    private static final int[] TERMS = {14, 30, 30, 30, 60};
    private static final int YOUNGEST = 18;
    private static final int OLDEST = 80;
    private static final long SECONDS_A_DAY = 86_400;

    /** What a row begins with: alone, or before {@code at}, {@code on}, {@code date}, {@code day} or {@code time}. */
    private static final List<String> BEGINNINGS = List.of(
            "created",
            "creation",
            "date",
            "ordered",
            "order",
            "placed",
            "invoice",
            "issued",
            "issue",
            "registered",
            "joined",
            "hired",
            "hire",
            "start",
            "started",
            "starts",
            "validfrom",
            "opened",
            "booked",
            "submitted",
            "sent",
            "registration",
            "booking",
            "loaned",
            "loan",
            "borrowed",
            "lent",
            "rented",
            "leased",
            "checkedout",
            "checkout",
            "checkedin",
            "checkin",
            "requested",
            "reported",
            "raised",
            "filed",
            "employed",
            "admitted",
            "admission",
            "enrolled",
            "enrollment",
            "founded",
            "established",
            "launched",
            "installed",
            "purchased",
            "purchase",
            "bought",
            "manufactured",
            "subscribed",
            "activated",
            "signedup",
            "signed",
            "married",
            "begin",
            "begins",
            "began",
            "queued");

    private static final List<String> KINDS = List.of("", "at", "on", "date", "day", "time");

    /** What comes after, in this order, and how many days at most. */
    private static final List<Later> LATER = List.of(
            new Later("accepted", 1),
            new Later("confirmed", 1),
            new Later("approved", 2),
            new Later("paid", 30),
            new Later("payment", 30),
            new Later("packed", 2),
            new Later("shipped", 4),
            new Later("dispatched", 4),
            new Later("delivered", 7),
            new Later("received", 7),
            new Later("returned", 14),
            new Later("refunded", 14),
            new Later("cancelled", 10),
            new Later("canceled", 10),
            new Later("completed", 14),
            new Later("resolved", 14),
            new Later("finished", 14),
            new Later("closed", 30),
            new Later("ended", 30),
            new Later("discharged", 14),
            new Later("graduated", 1_500),
            new Later("unsubscribed", 700),
            new Later("deactivated", 700),
            new Later("uninstalled", 700),
            new Later("left", 1_000),
            new Later("resigned", 1_000),
            new Later("terminated", 1_000),
            new Later("termination", 1_000),
            new Later("retired", 1_000),
            new Later("dissolved", 1_000),
            new Later("divorced", 1_000),
            new Later("died", 30_000),
            new Later("deceased", 30_000),
            new Later("death", 30_000));

    private final LocalDate asOf;
    private final Seasons.Curve curve;

    /** When what belongs to nothing begins; a day is found sooner than a moment of it. */
    private final Column begun;

    Times(LocalDate asOf) {
        this.asOf = asOf;
        this.curve = Seasons.between(asOf.minusYears(YEARS), asOf.minusDays(1))
                .growth(GROWTH)
                .weekdays(10, 11, 11, 11, 10, 5, 4)
                .curve();
        this.begun = (row, bits) -> curve.at(Seed.unit(bits));
    }

    /** A step of a row's life. */
    private record Later(String word, int days) {}

    /** Returns what makes a time; null if the type is none. */
    @Nullable Column of(Entity entity, Field field) {
        Class<?> type = field.type();
        if (type == LocalTime.class) {
            return timeOfDay(entity, field);
        } else if (type == LocalDateTime.class) {
            return moment(entity, field);
        } else if (type == LocalDate.class) {
            return day(entity, field);
        } else if (type == Instant.class) {
            return as(moment(entity, field), time -> time.toInstant(ZoneOffset.UTC));
        } else if (type == ZonedDateTime.class) {
            return as(moment(entity, field), time -> time.atZone(ZoneOffset.UTC));
        }
        return type == OffsetDateTime.class ? as(moment(entity, field), time -> time.atOffset(ZoneOffset.UTC)) : null;
    }

    /** What ends on a day comes after what begins it. */
    private static Column timeOfDay(Entity entity, Field field) {
        Spans.Beginning beginning = Spans.of(entity, field);
        boolean follows = beginning != null
                && entity.fields().get(beginning.place()).type() == LocalTime.class
                && !isBelow(
                        entity,
                        field.name(),
                        entity.fields().get(beginning.place()).name());
        int place = beginning == null || !follows ? -1 : beginning.place();
        return (row, bits) -> {
            LocalTime start = place < 0 ? null : (LocalTime) row.get(place);
            int from = start == null ? 0 : start.toSecondOfDay();
            return LocalTime.ofSecondOfDay(from + Seed.scale(bits, SECONDS_A_DAY - from));
        };
    }

    private Column day(Entity entity, Field field) {
        Column moment = moment(entity, field);
        return moment == begun ? (row, bits) -> curve.dayAt(Seed.unit(bits)) : as(moment, LocalDateTime::toLocalDate);
    }

    private static Column as(Column moment, Function<LocalDateTime, Object> type) {
        return (row, bits) -> {
            LocalDateTime time = (LocalDateTime) moment.at(row, bits);
            return time == null ? null : type.apply(time);
        };
    }

    private Column moment(Entity entity, Field field) {
        Column usual = ofAnyTense(entity, field);
        Bounds<LocalDateTime> allowed = bounds(field.domain().tense());
        if (allowed.isOpen()) {
            return usual;
        }
        LocalDateTime most = allowed.most();
        Column start = field.domain().times().isOpen() && most != null ? start(entity, field) : (row, bits) -> null;
        return (row, bits) -> {
            LocalDateTime time = (LocalDateTime) usual.at(row, bits);
            if (time == null || allowed.allow(time)) {
                return time;
            }
            long seconds = Seed.scale(Seed.bits(bits, 4), 365 * SECONDS_A_DAY);
            if (most == null) {
                return asOf.plusDays(1).atStartOfDay().plusSeconds(seconds);
            }
            LocalDateTime started = (LocalDateTime) start.at(row, bits);
            return started == null || started.isAfter(most)
                    ? most.minusSeconds(seconds)
                    : between(started, most, Seed.bits(bits, 4));
        };
    }

    /** When that began which a field ends, or whose later step it is. */
    private Column start(Entity entity, Field field) {
        String name = field.meaning();
        return isBirth(name)
                ? (row, bits) -> null
                : after(before(entity, field, name, Spans.of(entity, field)), born(entity), (start, bits) -> start);
    }

    /** Draws an end, a day after its beginning or later where there is a day left. */
    private static LocalDateTime between(LocalDateTime start, LocalDateTime most, long bits) {
        LocalDateTime nextDay = start.plusDays(1);
        LocalDateTime first = nextDay.isAfter(most) ? start : nextDay;
        return first.plusSeconds(Seed.scale(bits, ChronoUnit.SECONDS.between(first, most) + 1));
    }

    /** The present of a test that runs on is over soon: what may be present or later is later. */
    private Bounds<LocalDateTime> bounds(Tense tense) {
        boolean ahead = tense == Tense.FUTURE || tense == Tense.FUTURE_OR_PRESENT;
        return ahead ? new Bounds<>(asOf.plusDays(1).atStartOfDay(), null) : tense.bounds(asOf);
    }

    private Column ofAnyTense(Entity entity, Field field) {
        Bounds<LocalDateTime> bounds = field.domain().times();
        if (!bounds.isOpen()) {
            Bounds<LocalDateTime> both = bounds.and(bounds(field.domain().tense()));
            return within(both.contradict() ? bounds : both, field.type() == LocalDate.class);
        }
        String name = field.meaning();
        if (isBirth(name)) {
            long days = (OLDEST - YOUNGEST) * 365L;
            LocalDateTime youngest = asOf.minusYears(YOUNGEST).minusDays(1).atStartOfDay();
            return (row, bits) -> youngest.minusDays(Seed.scale(bits, days));
        }
        Spans.Beginning span = Spans.of(entity, field);
        int[] before = before(entity, field, name, span);
        if (before.length > 0) {
            return following(entity, name, before, span);
        }
        boolean future = name.startsWith("due") || isEnd(name);
        Column born = born(entity);
        return future
                ? (row, bits) -> {
                    LocalDateTime start = (LocalDateTime) born.at(row, bits);
                    return start == null ? null : start.plusDays(1 + Seed.scale(Seed.bits(bits, 3), 365));
                }
                : born;
    }

    private static boolean isBirth(String name) {
        return name.endsWith("birth")
                || name.startsWith("birth")
                || name.equals("dob")
                || is(name, "born")
                || name.startsWith("dateofbirth")
                || name.endsWith("birthdate");
    }

    private static boolean isDeath(String name) {
        return name.startsWith("died") || name.startsWith("deceased") || name.startsWith("death");
    }

    /** Tells whether a name is a word, alone or with what kind of time it is. */
    private static boolean is(String name, String word) {
        return name.startsWith(word) && KINDS.contains(name.substring(word.length()));
    }

    private static boolean isEnd(String name) {
        return name.startsWith("end") && !name.startsWith("ended")
                || name.startsWith("expir")
                || name.endsWith("expiresat")
                || name.endsWith("expirydate")
                || name.endsWith("expirationdate")
                || name.startsWith("validto")
                || name.startsWith("validuntil");
    }

    private Column following(Entity entity, String name, int[] before, Spans.@Nullable Beginning span) {
        Column born = born(entity);
        if (name.startsWith("due")) {
            return after(before, born, (start, bits) -> start.plusDays(TERMS[(int) Seed.scale(bits, TERMS.length)]));
        } else if (isEnd(name) || span != null && span.ahead()) {
            return after(before, born, (start, bits) -> start.plusDays(1 + Seed.scale(bits, 365)));
        }
        int step = step(name);
        if (step >= 0) {
            long most = LATER.get(step).days() * SECONDS_A_DAY;
            return after(before, born, (start, bits) -> {
                long left = ChronoUnit.SECONDS.between(start, asOf.atStartOfDay());
                return start.plusSeconds(Seed.scale(bits, Math.max(1, Math.min(left, most))));
            });
        }
        return after(before, born, this::after);
    }

    /** Moves a time on. */
    private interface Move {
        LocalDateTime from(LocalDateTime start, long bits);
    }

    private static Column after(int[] before, Column otherwise, Move move) {
        return (row, bits) -> {
            for (int place : before) {
                LocalDateTime start = moment(row.get(place));
                if (start != null) {
                    return move.from(start, bits);
                }
            }
            return otherwise.at(row, bits);
        };
    }

    private static int step(String name) {
        for (int i = 0; i < LATER.size(); i++) {
            if (name.startsWith(LATER.get(i).word())) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the fields that come before one in a row's life, the last of them first. */
    private static int[] before(Entity entity, Field field, String name, Spans.@Nullable Beginning span) {
        int own = step(name);
        boolean changed = name.startsWith("updated")
                || name.startsWith("modified")
                || name.startsWith("deleted")
                || name.startsWith("last")
                || name.startsWith("archived")
                || name.startsWith("changed");
        if (own < 0 && span == null && !changed && !name.startsWith("due") && !isEnd(name)) {
            return new int[0];
        }
        List<Integer> found = new ArrayList<>();
        if (span != null) {
            found.add(span.place());
        }
        for (int step = own - 1; step >= 0; step--) {
            for (int i = 0; i < entity.fields().size(); i++) {
                if (step(entity.fields().get(i).meaning()) == step) {
                    found.add(i);
                }
            }
        }
        // What ends begins where it starts, before all others.
        List<String> beginnings = new ArrayList<>(BEGINNINGS);
        if (isEnd(name)) {
            beginnings.removeIf(each -> !each.startsWith("start") && !each.equals("validfrom"));
            beginnings.addAll(BEGINNINGS);
        } else if (name.startsWith("due") || own >= 0) {
            beginnings.removeIf(each -> each.startsWith("created"));
            beginnings.addAll(BEGINNINGS);
        }
        for (String each : beginnings) {
            for (int i = 0; i < entity.fields().size(); i++) {
                if (is(entity.fields().get(i).meaning(), each)) {
                    found.add(i);
                }
            }
        }
        for (int i = 0; isDeath(name) && i < entity.fields().size(); i++) {
            if (isBirth(entity.fields().get(i).meaning())) {
                found.add(i);
            }
        }
        found.removeIf(place ->
                isBelow(entity, field.name(), entity.fields().get(place).name())
                        || !isTime(entity.fields().get(place)));
        return found.stream().mapToInt(place -> place).toArray();
    }

    /** Tells whether the model wants the other order, so that the other field follows this one. */
    private static boolean isBelow(Entity entity, String lower, String upper) {
        return lower.equals(upper)
                || entity.constraints().stream()
                        .anyMatch(each -> each instanceof Constraint.Order order
                                && order.lower().equals(lower)
                                && order.upper().equals(upper));
    }

    static boolean isTime(Field field) {
        return List.of(LocalDate.class, LocalDateTime.class, Instant.class, OffsetDateTime.class, ZonedDateTime.class)
                .contains(field.type());
    }

    /** Days, or seconds, of the last years, or within bounds. */
    Aspect aspect(Field field) {
        Class<?> type = field.type();
        Bounds<LocalDateTime> bounds =
                field.domain().times().and(bounds(field.domain().tense()));
        LocalDateTime end =
                bounds.most() != null ? bounds.most() : asOf.atStartOfDay().minusSeconds(1);
        LocalDateTime usual = end.minusYears(YEARS);
        LocalDateTime start = bounds.least() != null ? bounds.least() : usual;
        LocalDateTime last = end.isBefore(start) ? start.plusYears(YEARS) : end;
        if (type == LocalDate.class) {
            LocalDate first = start.toLocalDate();
            return Meaning.aspect(field, ChronoUnit.DAYS.between(first, last.toLocalDate()) + 1, first::plusDays);
        }
        long seconds = ChronoUnit.SECONDS.between(start, last) + 1;
        return type == LocalDateTime.class
                ? Meaning.aspect(field, seconds, start::plusSeconds)
                : Meaning.aspect(
                        field, seconds, number -> start.plusSeconds(number).atOffset(ZoneOffset.UTC));
    }

    private Column within(Bounds<LocalDateTime> bounds, boolean days) {
        LocalDateTime end = bounds.most() != null ? bounds.most() : asOf.atStartOfDay();
        LocalDateTime start = bounds.least() != null ? bounds.least() : end.minusYears(YEARS);
        // A day begins before the bound unless the bound is its beginning.
        LocalDateTime first = days && !start.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? start.toLocalDate().plusDays(1).atStartOfDay()
                : start;
        LocalDateTime last = end.isBefore(first) ? first.plusYears(YEARS) : end;
        long seconds = ChronoUnit.SECONDS.between(first, last) + 1;
        return (row, bits) -> first.plusSeconds(Seed.scale(bits, seconds));
    }

    /** Nothing is older than what it belongs to. */
    private Column born(Entity entity) {
        for (Field field : entity.fields()) {
            // A first row may be its own parent.
            boolean other = entity.relation(field.name())
                    .filter(relation -> !relation.parent().equals(entity.name()))
                    .isPresent();
            if (other && !field.nullable()) {
                String relation = field.name();
                Birth birth = new Birth();
                return (row, bits) -> after(birth.of(row.parent(relation)), bits);
            }
        }
        return begun;
    }

    private LocalDateTime after(@Nullable LocalDateTime start, long bits) {
        if (start == null) {
            return curve.at(Seed.unit(bits));
        }
        long seconds = Math.max(1, ChronoUnit.SECONDS.between(start, asOf.atStartOfDay()));
        return start.plusSeconds(Seed.scale(bits, seconds));
    }

    /** Which field tells when a parent began; found once, by whichever thread comes first. */
    private static final class Birth {
        private @Nullable Found found;

        private record Found(Entity entity, int place) {}

        @Nullable LocalDateTime of(Row parent) {
            Found known = found;
            if (known == null || known.entity != parent.entity()) {
                known = new Found(parent.entity(), place(parent.entity()));
                found = known;
            }
            return known.place < 0 ? null : moment(parent.get(known.place));
        }

        private static int place(Entity entity) {
            for (String each : BEGINNINGS) {
                for (int i = 0; i < entity.fields().size(); i++) {
                    if (is(entity.fields().get(i).meaning(), each)
                            && isTime(entity.fields().get(i))) {
                        return i;
                    }
                }
            }
            return -1;
        }
    }

    private static @Nullable LocalDateTime moment(@Nullable Object value) {
        if (value instanceof LocalDateTime time) {
            return time;
        } else if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        } else if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        } else if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return value instanceof ZonedDateTime time
                ? time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : null;
    }
}
