package dev.assay.data.internal;

import dev.assay.core.Choices;
import dev.assay.core.Gen;
import dev.assay.core.Regex;
import dev.assay.core.Seed;
import dev.assay.data.Domain;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes texts keep what their domain asks for: a pattern, and lengths. */
final class Fitting {
    /** How many values are looked at before all are believed to match a pattern. */
    private static final int SAMPLES = 64;

    /** What the groups begin with of aspects that know nothing but a pattern. */
    static final String MATCHING = "matching ";

    private Fitting() {}

    /** Returns an aspect whose values match and are long enough; null if there is none. */
    static @Nullable Aspect fit(@Nullable Aspect known, Domain domain, String field) {
        String pattern = domain.pattern();
        if (pattern != null && !isKnown(known, domain)) {
            return matching(domain, pattern, field);
        }
        return known == null ? null : atLeast(known, domain);
    }

    /** Tells whether the values of a meaning match a domain's pattern, if it has one. */
    private static boolean isKnown(@Nullable Aspect known, Domain domain) {
        String pattern = domain.pattern();
        return known != null && (pattern == null || matches(atLeast(known, domain), pattern));
    }

    private static boolean matches(Aspect known, String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            // Other databases have other expressions.
            return false;
        }
        for (int i = 0; i < SAMPLES; i++) {
            long number = Seed.scale(Seed.bits(known.room(), i), known.room());
            if (!pattern.matcher(String.valueOf(known.values().at(number, 0))).matches()) {
                return false;
            }
        }
        return true;
    }

    private static Aspect matching(Domain domain, String pattern, String field) {
        Regex regex = regex(domain, pattern);
        return new Aspect(
                MATCHING + field,
                regex.count(),
                longest(domain),
                Aspect.Repeats.LATE,
                (number, round) -> regex.at(number));
    }

    /** Returns what makes values that match, of all lengths as often; null if any text will do. */
    static @Nullable Column column(Domain domain) {
        String pattern = domain.pattern();
        if (pattern == null) {
            return null;
        }
        Gen<String> strings = regex(domain, pattern).strings();
        return (row, bits) -> strings.draw(Choices.of(bits));
    }

    private static Regex regex(Domain domain, String pattern) {
        Integer least = domain.lengths().least();
        return Regex.of(pattern, least == null ? 0 : least, longest(domain));
    }

    private static int longest(Domain domain) {
        Integer most = domain.lengths().most();
        return most == null ? Integer.MAX_VALUE : most;
    }

    /** Lengthens what is too short: sentences by further ones, all else by letters, no two of which are the same. */
    private static Aspect atLeast(Aspect known, Domain domain) {
        Integer bound = domain.lengths().least();
        int least = bound == null ? 0 : bound;
        if (least <= 1) {
            return known;
        }
        int most = longest(domain);
        Aspect.Values values = known.values();
        return new Aspect(
                known.group(), known.room(), Math.max(known.longest(), least), known.repeats(), (number, round) -> {
                    String text = String.valueOf(values.at(number, round));
                    return text.length() >= least ? text : lengthened(text, least, most, number);
                });
    }

    private static String lengthened(String text, int least, int most, long number) {
        StringBuilder longer = new StringBuilder(text);
        Phrase more = Prose.NOTE.phrase();
        for (int i = 1; text.indexOf(' ') > 0 && longer.length() < least; i++) {
            longer.append(' ').append(more.at(Seed.scale(Seed.bits(number, i), more.room())));
        }
        if (longer.length() > most) {
            longer.setLength(most);
        }
        while (longer.length() < least) {
            longer.append((char) ('a' + Seed.scale(Seed.bits(number, longer.length()), 26)));
        }
        return longer.toString();
    }
}
