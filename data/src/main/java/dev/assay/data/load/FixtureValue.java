package dev.assay.data.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes typed values of texts. */
final class FixtureValue {
    private static final String WHOLE = "a whole number, such as 17";
    private static final String NUMBER = "a number, such as 12.50";

    /** How values of a type are written. */
    private static final Map<Class<?>, Kind> KINDS = Map.ofEntries(
            kind(String.class, "a text", text -> text),
            kind(Object.class, "a text", text -> text),
            kind(Long.class, WHOLE, Long::valueOf),
            kind(Integer.class, WHOLE, Integer::valueOf),
            kind(Short.class, WHOLE, Short::valueOf),
            kind(Byte.class, WHOLE, Byte::valueOf),
            kind(BigInteger.class, WHOLE, BigInteger::new),
            kind(BigDecimal.class, NUMBER, BigDecimal::new),
            kind(Double.class, NUMBER, Double::valueOf),
            kind(Float.class, NUMBER, Float::valueOf),
            kind(Boolean.class, "true or false", FixtureValue::truth),
            kind(Character.class, "one character", FixtureValue::character),
            kind(UUID.class, "a UUID, such as 00112233-4455-4677-8899-aabbccddeeff", UUID::fromString),
            kind(LocalDate.class, "a date, such as 2026-01-31", LocalDate::parse),
            kind(LocalDateTime.class, "a time, such as 2026-01-31T23:59:59", text -> LocalDateTime.parse(spaced(text))),
            kind(Year.class, "a year, such as 2026", text -> Year.of(Integer.parseInt(text))),
            kind(LocalTime.class, "a time of day, such as 23:59:59", LocalTime::parse),
            kind(Instant.class, "a time in UTC, such as 2026-01-31T23:59:59Z", text -> Instant.parse(spaced(text))),
            kind(
                    OffsetDateTime.class,
                    "a time with its offset, such as 2026-01-31T23:59:59+01:00",
                    text -> OffsetDateTime.parse(spaced(text))),
            kind(
                    ZonedDateTime.class,
                    "a time with its zone, such as 2026-01-31T23:59:59+01:00[Europe/Paris]",
                    text -> ZonedDateTime.parse(spaced(text))),
            kind(Duration.class, "a duration, such as PT90M", Duration::parse),
            kind(Period.class, "a period, such as P1Y2M", Period::parse),
            kind(byte[].class, "bytes, such as \\x00ff", FixtureValue::bytes));

    private FixtureValue() {}

    @FunctionalInterface
    private interface Parser {
        Object of(String text);
    }

    private record Kind(String expected, Parser parser) {}

    private static Map.Entry<Class<?>, Kind> kind(Class<?> type, String expected, Parser parser) {
        return Map.entry(type, new Kind(expected, parser));
    }

    static Object of(FixtureFile file, Entity entity, Field field, String text, FixtureFile.Place place) {
        Class<?> type = Boxes.of(field.type());
        if (isList(type)) {
            return list(file, entity, field, list(file, text, place), place);
        }
        return of(file, entity, field, type, text, place);
    }

    private static boolean isList(Class<?> type) {
        return type.isArray() && type != byte[].class || Collection.class.isAssignableFrom(type);
    }

    private static Object of(
            FixtureFile file, Entity entity, Field field, Class<?> type, String text, FixtureFile.Place place) {
        Kind kind = type.isEnum() ? constants(type) : KINDS.get(type);
        if (kind == null) {
            throw file.malformed(place, "nothing is known of how a " + type.getName() + " is written", null);
        }
        try {
            return kind.parser().of(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw file.wrong(entity, field, text, kind.expected(), place, e);
        }
    }

    /** Returns several values as what the field is: an array, or a list. */
    static Object list(
            FixtureFile file, Entity entity, Field field, List<@Nullable String> texts, FixtureFile.Place place) {
        Class<?> type = field.type();
        if (!isList(type)) {
            throw file.wrong(entity, field, texts.toString(), "a single value", place, new IllegalArgumentException());
        }
        Class<?> element = type.isArray() ? Boxes.of(type.getComponentType()) : String.class;
        List<@Nullable Object> values = new ArrayList<>();
        for (String text : texts) {
            values.add(text == null ? null : of(file, entity, field, element, text, place));
        }
        if (!type.isArray()) {
            return values;
        }
        Object array = Array.newInstance(type.getComponentType(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private static List<@Nullable String> list(FixtureFile file, String text, FixtureFile.Place place) {
        List<@Nullable String> values = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw file.malformed(place, "a list is written as [\"a\", \"b\"]", null);
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
            }
            return values;
        } catch (IOException e) {
            throw file.malformed(place, "a list is written as [\"a\", \"b\"]", e);
        }
    }

    private static Kind constants(Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> ((Enum<?>) each).name())
                .toList();
        return new Kind("one of " + names, text -> {
            String wanted = text.strip().replace('-', '_').replace(' ', '_').toLowerCase(Locale.ROOT);
            for (Object each : type.getEnumConstants()) {
                if (((Enum<?>) each).name().toLowerCase(Locale.ROOT).equals(wanted)) {
                    return each;
                }
            }
            throw new IllegalArgumentException(text);
        });
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t" -> true;
            case "false", "f" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    /** Databases write a space where ISO 8601 has a T. */
    private static String spaced(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw new IllegalArgumentException(text);
        }
        return HexFormat.of().parseHex(text.substring(2));
    }
}
