package dev.assay.data.schema;

import dev.assay.data.Row;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A function of SQL. */
@FunctionalInterface
interface SqlFunction {
    @Nullable Object apply(List<Term> arguments, Row row);

    /**
     * Returns a function by its name.
     *
     * @throws NotUnderstood if there is none
     */
    static SqlFunction named(String name) {
        SqlFunction known = Known.FUNCTIONS.get(name.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new NotUnderstood("the function " + name + " is not known here");
        }
        return known;
    }

    /** Those that schemas call. */
    final class Known {
        private static final Map<String, SqlFunction> FUNCTIONS = new HashMap<>();

        private Known() {}

        static {
            for (String length : List.of("length", "char_length", "character_length")) {
                strict(
                        length,
                        values -> SqlValue.text(values[0])
                                .codePointCount(0, SqlValue.text(values[0]).length()));
            }
            strict("octet_length", values -> SqlValue.text(values[0]).getBytes(StandardCharsets.UTF_8).length);
            strict("lower", values -> SqlValue.text(values[0]).toLowerCase(Locale.ROOT));
            strict("upper", values -> SqlValue.text(values[0]).toUpperCase(Locale.ROOT));
            strict("btrim", values -> trimmed(values, true, true));
            strict("trim", values -> trimmed(values, true, true));
            strict("ltrim", values -> trimmed(values, true, false));
            strict("rtrim", values -> trimmed(values, false, true));
            strict(
                    "replace",
                    values -> SqlValue.text(values[0]).replace(SqlValue.text(values[1]), SqlValue.text(values[2])));
            strict("position", values -> SqlValue.text(values[0]).indexOf(SqlValue.text(values[1])) + 1);
            strict("strpos", values -> SqlValue.text(values[0]).indexOf(SqlValue.text(values[1])) + 1);
            strict("starts_with", values -> SqlValue.text(values[0]).startsWith(SqlValue.text(values[1])));
            strict("left", values -> part(SqlValue.text(values[0]), 0, whole(values[1])));
            strict("right", values -> {
                String text = SqlValue.text(values[0]);
                return part(text, text.length() - whole(values[1]), text.length());
            });
            strict("substring", Known::substring);
            strict("substr", Known::substring);
            strict(
                    "regexp_like",
                    values -> Pattern.compile(SqlValue.text(values[1]))
                            .matcher(SqlValue.text(values[0]))
                            .find());
            strict("abs", values -> SqlValue.number(values[0]).abs());
            strict(
                    "round",
                    values -> SqlValue.number(values[0])
                            .setScale(values.length > 1 ? whole(values[1]) : 0, RoundingMode.HALF_UP));
            strict(
                    "trunc",
                    values -> SqlValue.number(values[0])
                            .setScale(values.length > 1 ? whole(values[1]) : 0, RoundingMode.DOWN));
            strict("floor", values -> SqlValue.number(values[0]).setScale(0, RoundingMode.FLOOR));
            strict("ceil", values -> SqlValue.number(values[0]).setScale(0, RoundingMode.CEILING));
            strict("ceiling", values -> SqlValue.number(values[0]).setScale(0, RoundingMode.CEILING));
            strict("sign", values -> SqlValue.number(values[0]).signum());
            strict("mod", values -> SqlValue.calculate("%", values[0], values[1]));
            strict("cardinality", values -> Array.getLength(values[0]));
            strict("array_length", values -> Array.getLength(values[0]) == 0 ? null : Array.getLength(values[0]));
            strict("date_part", values -> part(SqlValue.text(values[0]), values[1]));
            strict("jsonb_typeof", values -> json(SqlValue.text(values[0])));
            strict("json_typeof", values -> json(SqlValue.text(values[0])));
            FUNCTIONS.put(
                    "coalesce",
                    (arguments, row) -> arguments.stream()
                            .map(each -> each.of(row))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
            FUNCTIONS.put("nullif", (arguments, row) -> {
                Object value = arguments.get(0).of(row);
                Object other = arguments.get(1).of(row);
                return value != null && other != null && SqlValue.equal(value, other) ? null : value;
            });
            FUNCTIONS.put("greatest", (arguments, row) -> extreme(arguments, row, 1));
            FUNCTIONS.put("least", (arguments, row) -> extreme(arguments, row, -1));
            FUNCTIONS.put(
                    "num_nulls",
                    (arguments, row) -> arguments.stream()
                            .filter(each -> each.of(row) == null)
                            .count());
            FUNCTIONS.put(
                    "num_nonnulls",
                    (arguments, row) -> arguments.stream()
                            .filter(each -> each.of(row) != null)
                            .count());
        }

        /** Adds a function that knows nothing of a row without one of its arguments. */
        private static void strict(String name, Function<Object[], @Nullable Object> function) {
            FUNCTIONS.put(name, (arguments, row) -> {
                Object[] values = new Object[arguments.size()];
                for (int i = 0; i < values.length; i++) {
                    Object value = arguments.get(i).of(row);
                    if (value == null) {
                        return null;
                    }
                    values[i] = value;
                }
                return function.apply(values);
            });
        }

        private static @Nullable Object extreme(List<Term> arguments, Row row, int sign) {
            Object found = null;
            for (Term each : arguments) {
                Object value = each.of(row);
                if (value != null && (found == null || SqlValue.compare(value, found) * sign > 0)) {
                    found = value;
                }
            }
            return found;
        }

        private static int whole(Object value) {
            return SqlValue.number(value).intValue();
        }

        private static String part(String text, int from, int to) {
            int end = to < 0 ? text.length() + to : Math.min(to, text.length());
            int start = Math.max(0, from);
            return start >= end ? "" : text.substring(start, end);
        }

        private static String substring(Object[] values) {
            String text = SqlValue.text(values[0]);
            int from = whole(values[1]) - 1;
            return part(text, from, values.length > 2 ? from + whole(values[2]) : text.length());
        }

        private static String trimmed(Object[] values, boolean left, boolean right) {
            String text = SqlValue.text(values[0]);
            String what = values.length > 1 ? SqlValue.text(values[1]) : " ";
            int from = 0;
            int to = text.length();
            while (left && from < to && what.indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            while (right && from < to && what.indexOf(text.charAt(to - 1)) >= 0) {
                to--;
            }
            return text.substring(from, to);
        }

        private static Object part(String unit, Object of) {
            if (of instanceof SqlValue.Span span) {
                return switch (unit) {
                    case "epoch" -> BigDecimal.valueOf(span.months() * 30 * 86_400 + span.seconds());
                    case "day" -> BigDecimal.valueOf(span.seconds() / 86_400);
                    default -> throw new NotUnderstood("nobody takes the " + unit + " of an interval here");
                };
            } else if (of instanceof LocalTime time) {
                return switch (unit) {
                    case "hour" -> time.getHour();
                    case "minute" -> time.getMinute();
                    case "second" -> time.getSecond();
                    default -> throw new NotUnderstood("nobody takes the " + unit + " of a time here");
                };
            }
            LocalDateTime time = SqlValue.time(of);
            return switch (unit.toLowerCase(Locale.ROOT)) {
                case "year" -> time.getYear();
                case "quarter" -> (time.getMonthValue() + 2) / 3;
                case "month" -> time.getMonthValue();
                case "day" -> time.getDayOfMonth();
                case "doy" -> time.getDayOfYear();
                case "dow" ->
                    time.getDayOfWeek() == DayOfWeek.SUNDAY
                            ? 0
                            : time.getDayOfWeek().getValue();
                case "isodow" -> time.getDayOfWeek().getValue();
                case "hour" -> time.getHour();
                case "minute" -> time.getMinute();
                case "second" -> time.getSecond();
                case "epoch" -> time.toEpochSecond(ZoneOffset.UTC);
                default -> throw new NotUnderstood("nobody takes the " + unit + " of a time here");
            };
        }

        private static String json(String text) {
            return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
                case '{' -> "object";
                case '[' -> "array";
                case '"' -> "string";
                case 't', 'f' -> "boolean";
                case 'n' -> "null";
                default -> "number";
            };
        }
    }
}
