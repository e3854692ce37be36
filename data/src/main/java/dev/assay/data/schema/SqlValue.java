package dev.assay.data.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How SQL compares, converts and calculates with values that are not null. */
final class SqlValue {
    private static final int DIGITS = 20;
    private static final Pattern SPAN = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)\\s*([a-z]+)");
    private static final Pattern CLOCK = Pattern.compile("([+-]?)(\\d+):(\\d\\d)(?::(\\d\\d))?");

    private SqlValue() {}

    /** An interval: months, and seconds besides. */
    record Span(long months, long seconds) implements Comparable<Span> {
        private long total() {
            return months * 30 * 86_400 + seconds;
        }

        @Override
        public int compareTo(Span other) {
            return Long.compare(total(), other.total());
        }
    }

    static boolean equal(Object a, Object b) {
        return a.equals(b) || !(a instanceof Boolean) && a.getClass().isArray() == false && compare(a, b) == 0;
    }

    /** Compares values of one kind, also where one of them still is a text. */
    @SuppressWarnings("unchecked") // values of one kind are comparable with each other
    static int compare(Object a, Object b) {
        if (a instanceof Number && b instanceof Number) {
            return number(a).compareTo(number(b));
        } else if (isTime(a) || isTime(b)) {
            LocalDateTime left = time(a);
            LocalDateTime right = time(b);
            return left.compareTo(right);
        } else if (a instanceof String text && !(b instanceof String)) {
            return ((Comparable<Object>) as(b.getClass(), text)).compareTo(b);
        } else if (b instanceof String text && !(a instanceof String)) {
            return ((Comparable<Object>) a).compareTo(as(a.getClass(), text));
        } else if (a instanceof Enum<?> constant) {
            return compare(constant.name(), b);
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    private static boolean isTime(Object value) {
        return value instanceof LocalDate
                || value instanceof LocalDateTime
                || value instanceof OffsetDateTime
                || value instanceof Instant
                || value instanceof java.util.Date;
    }

    /** Returns a day's beginning, or a point in time in UTC. */
    static LocalDateTime time(Object value) {
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        } else if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        } else if (value instanceof Instant time) {
            return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        } else if (value instanceof java.sql.Timestamp time) {
            return time.toLocalDateTime();
        } else if (value instanceof java.sql.Date day) {
            return day.toLocalDate().atStartOfDay();
        } else if (value instanceof LocalDateTime time) {
            return time;
        }
        return parseTime(value.toString());
    }

    private static LocalDateTime parseTime(String text) {
        String plain = text.trim().replace(' ', 'T');
        try {
            if (plain.length() <= 10) {
                return LocalDate.parse(plain).atStartOfDay();
            }
            Matcher zone = Pattern.compile("(.*:\\d\\d(?:\\.\\d+)?)([+-]\\d\\d(?::?\\d\\d)?|Z)")
                    .matcher(plain);
            if (!zone.matches()) {
                return LocalDateTime.parse(plain);
            }
            return LocalDateTime.parse(zone.group(1))
                    .minusSeconds(ZoneOffset.of(zone.group(2)).getTotalSeconds());
        } catch (DateTimeParseException e) {
            throw new NotUnderstood("'" + text + "' is no time that is known here");
        }
    }

    static BigDecimal number(Object value) {
        if (value instanceof BigDecimal exact) {
            return exact;
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return BigDecimal.valueOf(((Number) value).longValue());
        } else if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        try {
            return new BigDecimal(value.toString().trim());
        } catch (NumberFormatException e) {
            throw new NotUnderstood("'" + value + "' is no number");
        }
    }

    static String text(Object value) {
        return value instanceof BigDecimal exact ? exact.toPlainString() : value.toString();
    }

    private static boolean whole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short;
    }

    static Object calculate(String operator, Object a, Object b) {
        if (operator.equals("||")) {
            return text(a) + text(b);
        } else if (a instanceof Number && b instanceof Number) {
            BigDecimal x = number(a);
            BigDecimal y = number(b);
            Object result = switch (operator) {
                case "+" -> x.add(y);
                case "-" -> x.subtract(y);
                case "*" -> x.multiply(y);
                case "%" -> y.signum() == 0 ? BigDecimal.ZERO : x.remainder(y);
                default -> quotient(x, y, whole(a) && whole(b));
            };
            return whole(a) && whole(b) ? (Object) ((BigDecimal) result).longValue() : result;
        }
        long sign = operator.equals("-") ? -1 : 1;
        if (a instanceof LocalDate day && b instanceof Number days) {
            return day.plusDays(sign * days.longValue());
        } else if (a instanceof LocalDate day && b instanceof LocalDate other) {
            return ChronoUnit.DAYS.between(other, day);
        } else if (a instanceof Span x && b instanceof Span y) {
            return new Span(x.months + sign * y.months, x.seconds + sign * y.seconds);
        } else if (a instanceof Span span && isTime(b)) {
            return time(b).plusMonths(span.months).plusSeconds(span.seconds);
        } else if (isTime(a) && b instanceof Span span) {
            return time(a).plusMonths(sign * span.months).plusSeconds(sign * span.seconds);
        } else if (isTime(a) && isTime(b)) {
            return new Span(0, ChronoUnit.SECONDS.between(time(b), time(a)));
        } else if (a instanceof LocalTime x && b instanceof LocalTime y) {
            return new Span(0, ChronoUnit.SECONDS.between(y, x));
        }
        throw new NotUnderstood("nobody knows " + a.getClass().getSimpleName() + " " + operator + " "
                + b.getClass().getSimpleName() + " here");
    }

    private static BigDecimal quotient(BigDecimal x, BigDecimal y, boolean whole) {
        if (y.signum() == 0) {
            // A server would refuse the row; so does whoever compares with such a number.
            return BigDecimal.valueOf(Long.MIN_VALUE);
        }
        return whole ? x.divide(y, 0, RoundingMode.DOWN) : x.divide(y, DIGITS, RoundingMode.HALF_UP);
    }

    static Object cast(Object value, String type, List<String> arguments) {
        String name = type.toLowerCase(Locale.ROOT);
        int space = name.indexOf(' ');
        return switch (space < 0 ? name : name.substring(0, space)) {
            case "text", "varchar", "character", "bpchar", "char", "citext", "name" -> {
                String text = text(value);
                yield arguments.isEmpty()
                        ? text
                        : text.substring(0, Math.min(text.length(), Integer.parseInt(arguments.get(0))));
            }
            case "numeric", "decimal" ->
                arguments.size() < 2
                        ? number(value)
                        : number(value).setScale(Integer.parseInt(arguments.get(1)), RoundingMode.HALF_UP);
            case "int", "integer", "int4", "bigint", "int8", "smallint", "int2" ->
                number(value).setScale(0, RoundingMode.HALF_UP).longValue();
            case "double", "float8", "real", "float4" -> number(value);
            case "boolean", "bool" ->
                value instanceof Boolean
                        ? value
                        : List.of("t", "true", "yes", "on", "1").contains(text(value));
            case "date" -> time(value).toLocalDate();
            case "timestamp", "timestamptz" -> time(value);
            case "time" -> value instanceof LocalTime ? value : LocalTime.parse(text(value));
            case "interval" -> value instanceof Span ? value : span(text(value));
            case "uuid" -> value instanceof UUID ? value : UUID.fromString(text(value));
            // An enum's constant, whose values are texts here.
            default -> value;
        };
    }

    private static Span span(String text) {
        long months = 0;
        double seconds = 0;
        Matcher clock = CLOCK.matcher(text);
        String rest = text;
        if (clock.find()) {
            long all = Long.parseLong(clock.group(2)) * 3_600
                    + Long.parseLong(clock.group(3)) * 60
                    + (clock.group(4) == null ? 0 : Long.parseLong(clock.group(4)));
            seconds += clock.group(1).equals("-") ? -all : all;
            rest = text.substring(0, clock.start());
        }
        Matcher unit = SPAN.matcher(rest.toLowerCase(Locale.ROOT));
        while (unit.find()) {
            double amount = Double.parseDouble(unit.group(1));
            switch (unit.group(2).replaceFirst("s$", "")) {
                case "year" -> months += (long) (amount * 12);
                case "mon", "month" -> months += (long) amount;
                case "week" -> seconds += amount * 7 * 86_400;
                case "day" -> seconds += amount * 86_400;
                case "hour" -> seconds += amount * 3_600;
                case "min", "minute" -> seconds += amount * 60;
                case "sec", "second" -> seconds += amount;
                default -> throw new NotUnderstood("'" + text + "' is no interval that is known here");
            }
        }
        return new Span(months, (long) seconds);
    }

    /** Returns a value as what a field holds. */
    static Object as(Class<?> type, Object value) {
        if (type.isInstance(value)) {
            return value;
        } else if (type == Long.class || type == long.class) {
            return number(value).longValue();
        } else if (type == Integer.class || type == int.class) {
            return number(value).intValue();
        } else if (type == Short.class || type == short.class) {
            return number(value).shortValue();
        } else if (type == BigDecimal.class) {
            return number(value);
        } else if (type == Double.class || type == double.class) {
            return number(value).doubleValue();
        } else if (type == Float.class || type == float.class) {
            return number(value).floatValue();
        } else if (type == String.class) {
            return text(value);
        } else if (type == Boolean.class || type == boolean.class) {
            return cast(value, "boolean", List.of());
        } else if (type == LocalDate.class) {
            return time(value).toLocalDate();
        } else if (type == LocalDateTime.class) {
            return time(value);
        } else if (type == OffsetDateTime.class) {
            return time(value).atOffset(ZoneOffset.UTC);
        } else if (type == Instant.class) {
            return time(value).toInstant(ZoneOffset.UTC);
        } else if (type == LocalTime.class) {
            return LocalTime.parse(text(value));
        } else if (type == Year.class) {
            return Year.of(number(value).intValueExact());
        } else if (type == UUID.class) {
            return UUID.fromString(text(value));
        }
        return type.isEnum() ? constant(type, text(value)) : value;
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> ((Enum<?>) each).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotUnderstood("'" + name + "' is no " + type.getSimpleName()));
    }

    /** Returns a value the way that it stands in SQL. */
    static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        } else if (value instanceof Number || value instanceof Boolean) {
            return text(value);
        } else if (value instanceof LocalDateTime time) {
            return "TIMESTAMP '" + time.toString().replace('T', ' ') + "'";
        } else if (value instanceof OffsetDateTime time) {
            String utc = time(time).toString().replace('T', ' ');
            return "TIMESTAMP WITH TIME ZONE '" + utc + (utc.length() > 16 ? "" : ":00") + "+00:00'";
        } else if (value instanceof LocalDate day) {
            return "DATE '" + day + "'";
        }
        String text = value instanceof Enum<?> constant ? constant.name() : text(value);
        return "'" + text.replace("'", "''") + "'";
    }
}
