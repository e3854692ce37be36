package dev.assay.cli.data;

import dev.assay.cli.config.Nearest;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an option, as it was written.
 *
 * @param option the option's name
 * @param text what was written behind it
 */
record Value(String option, String text) {
    private static final Pattern COUNT = Pattern.compile("(\\d[\\d_,]{0,17})([kM]?)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** Reads a number of rows: {@code 5000}, {@code 5_000}, {@code 5k}, {@code 2M}. */
    long rows() {
        // What stands before it says of which entity.
        Matcher matcher = COUNT.matcher(text.substring(text.indexOf('=') + 1).strip());
        if (!matcher.matches()) {
            throw wrong("a number of rows is a whole number, such as 5000, 5k or 2M", option + " 1000");
        }
        long number = Long.parseLong(matcher.group(1).replaceAll("[_,]", ""));
        long factor = factor(matcher.group(2));
        if (number > Long.MAX_VALUE / factor) {
            throw tooMany(option + " 1000");
        }
        return number * factor;
    }

    /** Returns what is said of a number of rows that nothing can count. */
    DiagnosisException tooMany(String fix) {
        return wrong("nobody can make so many rows", fix);
    }

    private static long factor(String unit) {
        return unit.equals("k") ? 1_000 : unit.equals("M") ? 1_000_000 : 1;
    }

    /** Reads a whole number. */
    int count(int least, int most, String example) {
        if (text.strip().matches("\\d{1,9}")) {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong("it must be a whole number from " + least + " to " + most, option + " " + example);
    }

    /** Reads a factor above 0. */
    double factor() {
        if (text.strip().matches("\\d{0,12}(\\.\\d{1,12})?") && !text.isBlank()) {
            double factor = Double.parseDouble(text.strip());
            if (factor > 0) {
                return factor;
            }
        }
        throw wrong("it must be a number above 0", option + " 2.5");
    }

    /** Reads a day. */
    LocalDate day() {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw wrong("it must be a day, year first", option + " 2026-01-01");
        }
    }

    /** Reads a seed. */
    Seed seed() {
        try {
            return Seed.parse(text);
        } catch (DiagnosisException e) {
            throw wrong(e.diagnosis().why(), option + " 42");
        }
    }

    /** Reads a time: {@code 90s}, {@code 10m}. */
    Duration time() {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong("it must be a time, such as 500ms, 90s, 10m or 2h", option + " 10m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Reads one of some words. */
    String word(List<String> words) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            throw wrong(
                    "it must be " + listed(words),
                    option + " " + Nearest.to(word, words).orElse(words.get(0)));
        }
        return word;
    }

    private static String listed(List<String> words) {
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    /** Returns what is wrong with it. */
    DiagnosisException wrong(String why, String fix) {
        return Diagnosis.of("ASSAY-CLI-003", "an option has a value that it cannot take.")
                .with("option", option)
                .with("value", text)
                .because(why)
                .toFix(fix)
                .exception();
    }
}
