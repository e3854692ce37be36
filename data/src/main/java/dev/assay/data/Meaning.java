package dev.assay.data;

import dev.assay.core.Choices;
import dev.assay.core.Seasons;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a field holds, by its name and type: an {@link Aspect} where the values can be numbered, so that they can also be
 * unique, else a {@link Rule}.
 */
final class Meaning {
    private static final int YEARS = 3;
    private static final double GROWTH = 0.25;
    private static final Set<String> PEOPLE = Set.of("customer", "user", "person", "employee", "contact", "member");
    private static final List<Integer> TERMS = List.of(14, 30, 30, 30, 60);

    private final LocalDate asOf;
    private final Rule happened;

    Meaning(LocalDate asOf) {
        this.asOf = asOf;
        Seasons.Curve curve = Seasons.between(asOf.minusYears(YEARS), asOf.minusDays(1))
                .growth(GROWTH)
                .weekdays(10, 11, 11, 11, 10, 5, 4)
                .curve();
        this.happened = (row, own) -> curve.at(own.unit());
    }

    /** Returns what a field's values are numbered by, if its meaning is known and they can be. */
    Optional<Aspect> aspect(Entity entity, Field field) {
        String name = field.name().toLowerCase(Locale.ROOT).replace("_", "");
        Class<?> type = field.type();
        if (type == String.class) {
            return Optional.ofNullable(text(entity.name().toLowerCase(Locale.ROOT), name));
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return Optional.of(aspect(field, constants.length, number -> constants[(int) number]));
        } else if (type == int.class || type == Integer.class) {
            return Optional.of(aspect(field, 1_000_000, number -> (int) number));
        } else if (type == long.class || type == Long.class) {
            return Optional.of(aspect(field, 1L << 40, number -> number));
        }
        return Optional.empty();
    }

    private static Aspect aspect(Field field, long room, LongFunction<Object> values) {
        return new Aspect("field " + field.name(), room, Aspect.Repeats.LATE, (number, round) -> values.apply(number));
    }

    private static @Nullable Aspect text(String entity, String name) {
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
        return new Aspect("phone " + field, 800L * 800 * 10_000, Aspect.Repeats.LATE, (number, round) -> {
            char[] text = "+1-000-000-0000".toCharArray();
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
    Optional<Rule> rule(Entity entity, Field field) {
        String name = field.name().toLowerCase(Locale.ROOT).replace("_", "");
        Class<?> type = field.type();
        if (type == boolean.class || type == Boolean.class) {
            boolean mostly = name.endsWith("active") || name.endsWith("enabled");
            return Optional.of((row, own) -> own.chance(mostly ? 0.75 : 0.2));
        } else if (type == BigDecimal.class) {
            return Optional.of(amount(name));
        } else if (type == double.class || type == Double.class) {
            return Optional.of((row, own) -> Math.round(own.unit() * 10_000) / 100.0);
        } else if (type == int.class || type == Integer.class) {
            long most = name.contains("quantity") ? 20 : name.contains("priority") ? 5 : 500;
            return Optional.of((row, own) -> (int) (1 + own.below(most)));
        } else if (type == long.class || type == Long.class) {
            return Optional.of((row, own) -> own.below(1_000_000));
        } else if (type.isEnum()) {
            return Optional.of(constant(type.getEnumConstants()));
        } else if (type == String.class) {
            return Optional.of((row, own) -> sentence(own));
        }
        return time(entity, field, name);
    }

    private Optional<Rule> time(Entity entity, Field field, String name) {
        Rule moment = name.startsWith("updated") && entity.indexOf("createdAt") >= 0
                ? after("createdAt", false)
                : born(entity);
        if (field.type() == LocalDateTime.class) {
            return Optional.of(moment);
        } else if (field.type() == Instant.class) {
            return Optional.of((row, own) -> time(moment, row, own).toInstant(ZoneOffset.UTC));
        } else if (field.type() != LocalDate.class) {
            return Optional.empty();
        } else if (name.startsWith("due") && entity.indexOf("date") >= 0) {
            return Optional.of(
                    (row, own) -> row.get("date", LocalDate.class).plusDays(TERMS.get((int) own.below(TERMS.size()))));
        }
        return Optional.of((row, own) -> time(moment, row, own).toLocalDate());
    }

    private LocalDateTime due(Row row, Choices own) {
        LocalDateTime date = moment(row.get("date"));
        return date == null ? time(happened, row, own) : date.plusDays(TERMS.get((int) own.below(TERMS.size())));
    }

    private static LocalDateTime time(Rule moment, Row row, Choices own) {
        return (LocalDateTime) Objects.requireNonNull(moment.value(row, own));
    }

    /** Nothing is older than what it belongs to. */
    private Rule born(Entity entity) {
        for (Field field : entity.fields()) {
            if (field.relation().isPresent() && !field.nullable()) {
                return after(field.name(), true);
            }
        }
        return happened;
    }

    /** Some time between a moment, a field's own or that of the parent whose key it holds, and the end. */
    private Rule after(String field, boolean parent) {
        return (row, own) -> {
            LocalDateTime start = parent ? birth(row.parent(field)) : moment(row.get(field));
            if (start == null) {
                return happened.value(row, own);
            }
            long seconds = Math.max(1, ChronoUnit.SECONDS.between(start, asOf.atStartOfDay()));
            return start.plusSeconds(own.below(seconds));
        };
    }

    private static @Nullable LocalDateTime birth(Row parent) {
        for (String field : List.of("createdAt", "created", "date")) {
            if (((TableRow) parent).has(field)) {
                return moment(parent.get(field));
            }
        }
        return null;
    }

    private static @Nullable LocalDateTime moment(@Nullable Object value) {
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        } else if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        return value instanceof LocalDateTime time ? time : null;
    }

    /** Many small amounts and few large ones, as prices are; shares in percent; limits in hundreds. */
    private static Rule amount(String name) {
        if (name.contains("percent") || name.contains("discount") || name.contains("rate")) {
            return (row, own) -> BigDecimal.valueOf(own.below(5_001), 2);
        } else if (name.contains("limit")) {
            return (row, own) -> BigDecimal.valueOf((5 + own.below(996)) * 100).setScale(2, RoundingMode.UNNECESSARY);
        }
        return (row, own) -> {
            double skewed = -StrictMath.log1p(-own.unit()) * 60;
            return BigDecimal.valueOf(Math.min(1_000_000, 99 + Math.round(skewed * 100)), 2);
        };
    }

    /** The first constant of most rows, and of the others the less the later they stand. */
    private static Rule constant(Object[] constants) {
        return (row, own) -> {
            int chosen = 0;
            while (chosen < constants.length - 1 && own.below(10) >= 7) {
                chosen++;
            }
            return constants[chosen];
        };
    }

    private static String sentence(Choices own) {
        int words = 3 + (int) own.below(8);
        StringBuilder text = new StringBuilder(words * 8);
        for (int i = 0; i < words; i++) {
            String word = Vocabulary.WORDS.get((int) own.below(Vocabulary.WORDS.size()));
            text.append(i == 0 ? "" : " ").append(word);
        }
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return text.append('.').toString();
    }
}
