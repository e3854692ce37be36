package dev.assay.cli.config;

import dev.assay.run.RunOptions;
import dev.assay.run.WorkerCount;
import dev.assay.sql.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a setting's value may be, and how it is read: from TOML (a string, integer, boolean or list) or, as a string,
 * from the command line.
 *
 * @param expected completes the sentence "must be ..."
 * @param words values among which a wrong one is looked for; empty where anything goes
 * @param reader returns nothing for what it does not understand
 * @since 0.1
 */
public record Kind<T>(String expected, List<String> words, Function<Object, Optional<T>> reader) {
    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)(?:\\.(\\d{1,3}))?s)?(?:(\\d+)ms)?");

    /** {@code true} or {@code false}. */
    public static final Kind<Boolean> FLAG = new Kind<>("true or false", List.of("true", "false"), Kind::flag);

    /** Any text. */
    public static final Kind<String> TEXT = new Kind<>(
            "a string",
            List.of(),
            value -> Optional.of(value).filter(String.class::isInstance).map(String.class::cast));

    /** A list of texts. */
    public static final Kind<List<String>> TEXTS = new Kind<>("a list of strings", List.of(), Kind::texts);

    /** A whole number, 0 or more. */
    public static final Kind<Integer> COUNT =
            new Kind<>("a whole number, 0 or more", List.of(), value -> number(value, 0));

    /** How many workers: a whole number from 1, {@code auto}, or {@code auto:N} for at most N. */
    public static final Kind<WorkerCount> WORKERS =
            new Kind<>("a whole number from 1, \"auto\", or \"auto:4\" for at most 4", List.of("auto"), Kind::workers);

    /** A span of time such as {@code 500ms}, {@code 90s} or {@code 1h30m}; {@code 0} is none. */
    public static final Kind<Duration> SPAN_OF_TIME =
            new Kind<>("a time such as \"500ms\", \"90s\" or \"1h30m\"; \"0\" for none", List.of(), Kind::span);

    /** In which order classes run. */
    public static final Kind<Ordering> ORDER = new Kind<>(
            "\"history\", \"random\", \"random:SEED\", \"discovery\" or \"reverse\"",
            List.of("history", "random", "discovery", "reverse"),
            Kind::order);

    /** What a flaky test means for the run's outcome. */
    public static final Kind<Boolean> FLAKY_FAILS = new Kind<>(
            "\"pass\" or \"fail\"",
            List.of("pass", "fail"),
            value -> value.equals("fail") || value.equals("pass")
                    ? Optional.of(value.equals("fail"))
                    : Optional.empty());

    /** What it means that classes leave something behind. */
    public static final Kind<Leaks> LEAKS = new Kind<>(
            "\"fail\", \"warn\" or \"off\"", List.of("fail", "warn", "off"), value -> switch (String.valueOf(value)) {
                case "fail" -> Optional.of(Leaks.FAIL);
                case "warn" -> Optional.of(Leaks.WARN);
                case "off" -> Optional.of(Leaks.OFF);
                default -> Optional.empty();
            });

    /** How tests' databases are their own. */
    public static final Kind<Tier> TIER = new Kind<>(
            "\"memory\", \"sandbox\", \"clone\" or \"external\"",
            List.of("memory", "sandbox", "clone", "external"),
            value -> Arrays.stream(Tier.values())
                    .filter(tier -> tier.name().equalsIgnoreCase(String.valueOf(value)))
                    .findFirst());

    /** Copies the words. */
    public Kind {
        words = List.copyOf(words);
    }

    /** Reads a value; empty if it is not of this kind. */
    public Optional<T> read(Object value) {
        return reader.apply(value);
    }

    private static Optional<Boolean> flag(Object value) {
        return switch (String.valueOf(value)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> texts(Object value) {
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(texts);
    }

    private static Optional<WorkerCount> workers(Object value) {
        String text = String.valueOf(value);
        if (text.equals("auto")) {
            return Optional.of(WorkerCount.AUTO);
        }
        return text.startsWith("auto:")
                ? number(text.substring("auto:".length()), 1).map(WorkerCount::upTo)
                : number(value, 1).map(WorkerCount::exactly);
    }

    private static Optional<Integer> number(Object value, int least) {
        if (!String.valueOf(value).matches("\\d{1,9}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(String.valueOf(value));
        return number < least ? Optional.empty() : Optional.of(number);
    }

    private static Optional<Duration> span(Object value) {
        String text = String.valueOf(value);
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = SPAN.matcher(text);
        if (text.isEmpty() || text.length() > 20 || !(value instanceof String) || !matcher.matches()) {
            return Optional.empty();
        }
        long millis = part(matcher.group(1)) * 3_600_000
                + part(matcher.group(2)) * 60_000
                + part(matcher.group(3)) * 1_000
                + (matcher.group(4) == null ? 0 : part((matcher.group(4) + "00").substring(0, 3)))
                + part(matcher.group(5));
        return Optional.of(Duration.ofMillis(millis));
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits.length() > 9 ? "999999999" : digits);
    }

    private static Optional<Ordering> order(Object value) {
        String text = String.valueOf(value);
        if (text.matches("random:-?\\d{1,18}")) {
            return Optional.of(Ordering.random(Long.parseLong(text.substring("random:".length()))));
        }
        return switch (text) {
            case "history", "random", "discovery", "reverse" ->
                Optional.of(new Ordering(RunOptions.Order.valueOf(text.toUpperCase(Locale.ROOT)), Optional.empty()));
            default -> Optional.empty();
        };
    }
}
