package dev.assay.data.internal;

import dev.assay.core.Seasons;
import dev.assay.core.Seed;
import dev.assay.data.Bounds;
import dev.assay.data.Domain;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a field holds, by its name, type and domain: an {@link Aspect} where the values can be numbered, so that they can
 * also be unique, else a {@link Column}.
 */
public final class Meaning {
    private static final int YEARS = 3;
    private static final double GROWTH = 0.25;
    private static final Set<String> PEOPLE = Set.of("customer", "user", "person", "employee", "contact", "member");
    private static final int[] TERMS = {14, 30, 30, 30, 60};
    private static final int CENTS = 2;
    private static final long LARGEST = 1L << 40;
    private static final String CODE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LONGEST_CODE = 11;

    private final LocalDate asOf;
    private final Seasons.Curve curve;

    /** Knows the day up to which things have happened. */
    public Meaning(LocalDate asOf) {
        this.asOf = asOf;
        this.curve = Seasons.between(asOf.minusYears(YEARS), asOf.minusDays(1))
                .growth(GROWTH)
                .weekdays(10, 11, 11, 11, 10, 5, 4)
                .curve();
    }

    /** Returns what a field's values are numbered by, if its meaning is known and they can be. */
    public Optional<Aspect> aspect(Entity entity, Field field) {
        Class<?> type = field.type();
        Domain domain = field.domain();
        if (!domain.values().isEmpty()) {
            List<Object> values = domain.values();
            return Optional.of(aspect(field, values.size(), number -> values.get((int) number)));
        } else if (type == String.class) {
            return Optional.ofNullable(text(entity.name().toLowerCase(Locale.ROOT), field));
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return Optional.of(aspect(field, constants.length, number -> constants[(int) number]));
        } else if (type == UUID.class) {
            return Optional.of(aspect(field, 1L << 62, Meaning::uuid));
        } else if (type == Boolean.class || type == boolean.class) {
            return Optional.of(aspect(field, 2, number -> number == 0));
        } else if (type == LocalDate.class || type == LocalDateTime.class || type == OffsetDateTime.class) {
            return Optional.of(times(field, type));
        }
        Range range = Range.of(type, domain, 1, type == int.class || type == Integer.class ? 1_000_000 : LARGEST);
        return range == null ? Optional.empty() : Optional.of(aspect(field, range.room(), range::at));
    }

    /** Days, or seconds, of the last years, or within bounds. */
    private Aspect times(Field field, Class<?> type) {
        Bounds<LocalDateTime> bounds = field.domain().times();
        LocalDateTime end =
                bounds.most() != null ? bounds.most() : asOf.atStartOfDay().minusSeconds(1);
        LocalDateTime usual = end.minusYears(YEARS);
        LocalDateTime start = bounds.least() != null ? bounds.least() : usual;
        LocalDateTime last = end.isBefore(start) ? start.plusYears(YEARS) : end;
        if (type == LocalDate.class) {
            LocalDate first = start.toLocalDate();
            return aspect(field, ChronoUnit.DAYS.between(first, last.toLocalDate()) + 1, first::plusDays);
        }
        long seconds = ChronoUnit.SECONDS.between(start, last) + 1;
        return type == LocalDateTime.class
                ? aspect(field, seconds, start::plusSeconds)
                : aspect(field, seconds, number -> start.plusSeconds(number).atOffset(ZoneOffset.UTC));
    }

    private static Aspect aspect(Field field, long room, LongFunction<Object> values) {
        return new Aspect(
                "field " + field.name(), room, 0, Aspect.Repeats.LATE, (number, round) -> values.apply(number));
    }

    /** Of version 4 (RFC 9562), which says that 122 of its bits are random. */
    private static UUID uuid(long number) {
        long high = Seed.bits(0x75756964L, number);
        return new UUID(high & ~0xF000L | 0x4000L, number | 0x8000000000000000L);
    }

    private static @Nullable Aspect text(String entity, Field field) {
        Aspect known = known(entity, field);
        int longest = field.domain().lengths().most() == null
                ? Integer.MAX_VALUE
                : field.domain().lengths().most();
        if (known != null && known.longest() <= longest) {
            return known;
        }
        return null;
    }

    /** Returns texts that say nothing, for fields that must differ and whose meaning has no values short enough. */
    public static Aspect code(Field field) {
        Integer most = field.domain().lengths().most();
        int length = Math.min(LONGEST_CODE, most == null ? LONGEST_CODE : Math.max(1, most));
        long room = 1L << 5 * length;
        return new Aspect("code " + field.name(), room, length, Aspect.Repeats.LATE, (number, round) -> {
            char[] code = new char[length];
            long rest = number;
            for (int i = length - 1; i >= 0; i--) {
                code[i] = CODE.charAt((int) (rest & 31));
                rest >>>= 5;
            }
            return new String(code);
        });
    }

    private static @Nullable Aspect known(String entity, Field field) {
        String name = field.meaning();
        return switch (name) {
            case "firstname", "givenname" -> People.firstName();
            case "lastname", "surname", "familyname" -> People.lastName();
            case "fullname", "contactname" -> People.fullName();
            case "email", "emailaddress", "mail" -> People.email();
            case "username", "login" -> People.username();
            case "city", "town" -> Places.city();
            case "state", "statecode", "region" -> Places.state();
            case "statename", "province" -> Places.stateName();
            case "zip", "zipcode", "postalcode", "postcode" -> Places.zip();
            case "country", "countrycode" -> Places.country();
            case "street", "street1", "streetaddress", "addressline1" -> Places.street();
            case "company", "companyname", "organization", "employer" -> Goods.company();
            case "sku", "articlenumber" -> Goods.sku(name);
            case "department", "category" -> Goods.department();
            case "productname" -> Goods.product();
            case "phone", "phonenumber", "mobile", "fax" -> phone(name);
            case "name", "title" -> named(entity);
            default -> name.endsWith("number") || name.endsWith("code") ? Goods.sku(name) : null;
        };
    }

    private static Aspect named(String entity) {
        if (PEOPLE.contains(entity)) {
            return People.fullName();
        } else if (entity.contains("categor") || entity.contains("department")) {
            return Goods.department();
        }
        return entity.contains("company") || entity.contains("supplier") ? Goods.company() : Goods.product();
    }

    /** Area and exchange begin with 2 to 9, as they do in North America. */
    private static Aspect phone(String field) {
        String pattern = "+1-000-000-0000";
        return new Aspect(
                "phone " + field, 800L * 800 * 10_000, pattern.length(), Aspect.Repeats.LATE, (number, round) -> {
                    char[] text = pattern.toCharArray();
                    digits(text, 5, 200 + number / 8_000_000 % 800);
                    digits(text, 9, 200 + number / 10_000 % 800);
                    digits(text, 14, number % 10_000);
                    return new String(text);
                });
    }

    private static void digits(char[] text, int last, long number) {
        long rest = number;
        for (int i = last; text[i] != '-'; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Returns what makes a field's values where they need not be unique; empty if its type has none. */
    public Optional<Column> column(Entity entity, Field field) {
        String name = field.meaning();
        Class<?> type = field.type();
        Domain domain = field.domain();
        if (!domain.values().isEmpty()) {
            return Optional.of(constant(domain.values().toArray()));
        } else if (type == boolean.class || type == Boolean.class) {
            double share = name.endsWith("active") || name.endsWith("enabled") ? 0.75 : 0.2;
            return Optional.of((row, bits) -> Seed.unit(bits) < share);
        } else if (type.isEnum()) {
            return Optional.of(constant(type.getEnumConstants()));
        } else if (type == String.class) {
            return Optional.of(sentences(domain.lengths()));
        } else if (type == UUID.class) {
            return Optional.of((row, bits) -> uuid(bits >>> 2));
        } else if (type == BigDecimal.class) {
            return Optional.of(amount(name, domain));
        } else if (type == double.class || type == Double.class) {
            Range range = Range.of(BigDecimal.class, domain.scale(CENTS), 0, 100);
            return Optional.of((row, bits) -> ((BigDecimal) range.at(Seed.scale(bits, range.room()))).doubleValue());
        } else if (type == float.class || type == Float.class) {
            Range range = Range.of(BigDecimal.class, domain.scale(CENTS), 0, 100);
            return Optional.of((row, bits) -> ((BigDecimal) range.at(Seed.scale(bits, range.room()))).floatValue());
        }
        long most = name.contains("quantity") ? 20 : name.contains("priority") ? 5 : 500;
        Range range = Range.of(type, domain, 1, most);
        if (range != null) {
            return Optional.of((row, bits) -> range.at(Seed.scale(bits, range.room())));
        }
        return time(entity, field, name);
    }

    private Optional<Column> time(Entity entity, Field field, String name) {
        Class<?> type = field.type();
        if (type == LocalTime.class) {
            return Optional.of((row, bits) -> LocalTime.ofSecondOfDay(Seed.scale(bits, 86_400)));
        } else if (!Set.of(LocalDate.class, LocalDateTime.class, Instant.class, OffsetDateTime.class)
                .contains(type)) {
            return Optional.empty();
        }
        Column moment = moment(entity, field, name);
        if (type == LocalDateTime.class) {
            return Optional.of(moment);
        } else if (type == LocalDate.class) {
            return Optional.of((row, bits) -> {
                LocalDateTime time = (LocalDateTime) moment.at(row, bits);
                return time == null ? null : time.toLocalDate();
            });
        } else if (type == Instant.class) {
            return Optional.of((row, bits) -> {
                LocalDateTime time = (LocalDateTime) moment.at(row, bits);
                return time == null ? null : time.toInstant(ZoneOffset.UTC);
            });
        }
        return Optional.of((row, bits) -> {
            LocalDateTime time = (LocalDateTime) moment.at(row, bits);
            return time == null ? null : time.atOffset(ZoneOffset.UTC);
        });
    }

    private Column moment(Entity entity, Field field, String name) {
        Bounds<LocalDateTime> bounds = field.domain().times();
        if (!bounds.isOpen()) {
            return within(bounds);
        }
        int due = entity.indexOf("date") >= 0 ? entity.indexOf("date") : entity.indexOf("invoice_date");
        if (name.startsWith("due") && due >= 0) {
            return (row, bits) -> {
                LocalDateTime date = moment(row.get(due));
                return date == null ? null : date.plusDays(TERMS[(int) Seed.scale(bits, TERMS.length)]);
            };
        }
        int created = Math.max(entity.indexOf("createdAt"), entity.indexOf("created_at"));
        if (name.startsWith("updated") && created >= 0) {
            return (row, bits) -> after(moment(row.get(created)), bits);
        }
        return born(entity);
    }

    private Column within(Bounds<LocalDateTime> bounds) {
        LocalDateTime end = bounds.most() != null ? bounds.most() : asOf.atStartOfDay();
        LocalDateTime start = bounds.least() != null ? bounds.least() : end.minusYears(YEARS);
        LocalDateTime last = end.isBefore(start) ? start.plusYears(YEARS) : end;
        long seconds = ChronoUnit.SECONDS.between(start, last) + 1;
        return (row, bits) -> start.plusSeconds(Seed.scale(bits, seconds));
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
                return (row, bits) -> after(birth(row.parent(relation)), bits);
            }
        }
        return (row, bits) -> curve.at(Seed.unit(bits));
    }

    private LocalDateTime after(@Nullable LocalDateTime start, long bits) {
        if (start == null) {
            return curve.at(Seed.unit(bits));
        }
        long seconds = Math.max(1, ChronoUnit.SECONDS.between(start, asOf.atStartOfDay()));
        return start.plusSeconds(Seed.scale(bits, seconds));
    }

    private static @Nullable LocalDateTime birth(Row parent) {
        for (String field : List.of("createdAt", "created_at", "created", "date")) {
            int place = parent.entity().indexOf(field);
            if (place >= 0) {
                return moment(parent.get(place));
            }
        }
        return null;
    }

    private static @Nullable LocalDateTime moment(@Nullable Object value) {
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        } else if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        } else if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return value instanceof LocalDateTime time ? time : null;
    }

    /** Many small amounts and few large ones, as prices are; shares in percent; limits in hundreds. */
    private static Column amount(String name, Domain domain) {
        boolean usual = domain.numbers().isOpen() && domain.scale() < 0;
        if (name.contains("percent") || name.contains("discount") || name.contains("rate")) {
            Range range = Range.of(BigDecimal.class, domain, 0, 50);
            return (row, bits) -> range.at(Seed.scale(bits, range.room()));
        } else if (usual && name.contains("limit")) {
            return (row, bits) -> BigDecimal.valueOf((5 + Seed.scale(bits, 996)) * 10_000, CENTS);
        } else if (usual) {
            return (row, bits) -> BigDecimal.valueOf(
                    99 + (long) (Quantiles.at(Quantiles.EXPONENTIAL, Seed.unit(bits)) * 6_000), CENTS);
        }
        Range range = Range.of(BigDecimal.class, domain, 1, 1_000);
        return (row, bits) -> {
            double skewed = Quantiles.at(Quantiles.EXPONENTIAL, Seed.unit(bits)) / 12;
            return range.at(Math.min(range.room() - 1, (long) (skewed * range.room())));
        };
    }

    /** The first constant of most rows, and of the others the less the later they stand. */
    private static Column constant(Object[] constants) {
        return (row, bits) -> {
            int chosen = 0;
            long rest = bits;
            while (chosen < constants.length - 1 && (rest & 0xFF) >= 179) {
                rest = chosen % 7 == 6 ? Seed.bits(bits, chosen) : rest >>> 8;
                chosen++;
            }
            return constants[chosen];
        };
    }

    private static Column sentences(Bounds<Integer> lengths) {
        int most = lengths.most() == null ? Integer.MAX_VALUE : lengths.most();
        int least = lengths.least() == null ? 0 : lengths.least();
        return (row, bits) -> {
            int words = 3 + (int) Seed.scale(bits, 8);
            StringBuilder text = new StringBuilder(words * 8);
            for (int i = 0; i < words || text.length() < least; i++) {
                String word = Vocabulary.LOREM.get(Seed.scale(Seed.bits(bits, i + 1), Vocabulary.LOREM.size()));
                if (text.length() + word.length() + 2 > most) {
                    break;
                }
                text.append(i == 0 ? "" : " ").append(word);
            }
            while (text.length() < Math.min(least, most)) {
                text.append((char) ('a' + text.length() % 26));
            }
            if (text.length() > 0) {
                text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
            }
            return text.length() < most ? text.append('.').toString() : text.toString();
        };
    }

    /** Whole steps of a number's type from a smallest one. */
    private record Range(Class<?> type, long least, long room, int scale) {
        private static final Map<Class<?>, Long> LIMITS = Map.of(
                int.class, (long) Integer.MAX_VALUE,
                Integer.class, (long) Integer.MAX_VALUE,
                short.class, (long) Short.MAX_VALUE,
                Short.class, (long) Short.MAX_VALUE,
                byte.class, (long) Byte.MAX_VALUE,
                Byte.class, (long) Byte.MAX_VALUE,
                long.class, 1L << 61,
                Long.class, 1L << 61,
                BigDecimal.class, 1L << 61,
                BigInteger.class, 1L << 61);

        /** Takes the usual range where the domain has room for it, and moves it there where it has not. */
        static @Nullable Range of(Class<?> type, Domain domain, long usualLeast, long usualMost) {
            Long limit = LIMITS.get(type);
            if (limit == null) {
                return null;
            }
            int scale = type != BigDecimal.class ? 0 : domain.scale() < 0 ? CENTS : domain.scale();
            BigDecimal unit = BigDecimal.ONE.movePointRight(scale);
            BigDecimal top = BigDecimal.valueOf(limit);
            BigDecimal bottom = top.negate();
            BigDecimal least = domain.numbers().least() == null
                    ? bottom
                    : domain.numbers()
                            .least()
                            .multiply(unit)
                            .setScale(0, RoundingMode.CEILING)
                            .max(bottom);
            BigDecimal most = domain.numbers().most() == null
                    ? top
                    : domain.numbers()
                            .most()
                            .multiply(unit)
                            .setScale(0, RoundingMode.FLOOR)
                            .min(top);
            BigDecimal first = BigDecimal.valueOf(usualLeast).multiply(unit).max(bottom);
            BigDecimal last = BigDecimal.valueOf(usualMost).multiply(unit).min(top);
            BigDecimal span = last.subtract(first);
            if (domain.numbers().least() != null && domain.numbers().most() != null) {
                first = least;
                last = most;
            } else if (first.compareTo(least) < 0) {
                first = least;
                last = least.add(span).min(most);
            } else if (last.compareTo(most) > 0) {
                last = most;
                // Nobody asked for negative numbers.
                first = first.compareTo(most) <= 0 ? first : most.subtract(span).max(least);
            }
            long from = first.longValueExact();
            return new Range(type, from, Math.max(1, last.longValueExact() - from + 1), scale);
        }

        Object at(long number) {
            long value = least + number;
            if (type == int.class || type == Integer.class) {
                return (int) value;
            } else if (type == BigDecimal.class) {
                return BigDecimal.valueOf(value, scale);
            } else if (type == long.class || type == Long.class) {
                return value;
            } else if (type == short.class || type == Short.class) {
                return (short) value;
            }
            return type == BigInteger.class ? BigInteger.valueOf(value) : (Object) (byte) value;
        }
    }
}
