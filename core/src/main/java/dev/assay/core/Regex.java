package dev.assay.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The strings that a regular expression matches as a whole: how many there are, the n-th of them, and any of them.
 *
 * <p>Understands what {@link java.util.regex.Pattern} and PostgreSQL have in common: characters and escapes, classes with
 * ranges and negation, {@code \d \w \s}, POSIX classes, {@code .}, groups, alternatives, and repetitions, and {@code
 * (?i)}. {@code ^} and {@code $} at the ends say nothing here. Where an expression leaves characters open, as {@code .}
 * and {@code [^@]} do, they are letters and digits without accents, as long as it allows any.
 *
 * <p>Strings without end are cut: none is longer than 64 characters, or 16 more than the shortest, unless a bound says
 * otherwise. Where an expression can match a string in two ways, as {@code a?a?} does, the string is counted twice. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * Regex plate = Regex.of("[A-Z]{3}-\\d{4}");
 * plate.count();   // 175_760_000
 * plate.at(12345); // "AAB-2345"
 * }</pre>
 *
 * @since 0.1
 */
public final class Regex {
    /** No more strings than these are counted: 2^62. */
    static final long MOST = 1L << 62;

    private static final int USUAL_LONGEST = 64;
    private static final int MORE = 16;

    private final String expression;
    private final Language language;

    /** The lengths that strings have, and how many strings are shorter; one more at the end, for all. */
    private final int[] lengths;

    private final long[] before;

    private Regex(String expression, Language language, int least, int most) {
        this.expression = expression;
        this.language = language;
        int shortest = Math.max(least, language.shortest());
        int longest = Math.min(most, Math.max(USUAL_LONGEST, (int) Math.min(shortest + (long) MORE, 1 << 16)));
        List<Integer> found = new ArrayList<>();
        if (shortest <= longest) {
            language.count(longest);
            for (int length = shortest; length <= longest; length++) {
                if (language.size(length) > 0) {
                    found.add(length);
                }
            }
        }
        if (found.isEmpty()) {
            throw Diagnosis.of("ASSAY-CORE-005", "a regular expression matches nothing of that length.")
                    .with("expression", expression)
                    .with("length", least + " to " + (most == Integer.MAX_VALUE ? "any" : most))
                    .because("the shortest that it matches has " + language.shortest() + " characters")
                    .toFix("lengths that the expression allows, or another expression")
                    .exception();
        }
        this.lengths = found.stream().mapToInt(length -> length).toArray();
        this.before = new long[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            before[i + 1] = sum(before[i], language.size(lengths[i]));
        }
    }

    /**
     * Reads an expression.
     *
     * @throws DiagnosisException ASSAY-CORE-003 if it holds what cannot be made strings of, ASSAY-CORE-004 if it is none
     */
    public static Regex of(String expression) {
        return of(expression, 0, Integer.MAX_VALUE);
    }

    /**
     * Reads an expression, of whose strings only those with some lengths count.
     *
     * @param least how many characters a string has at least
     * @param most how many it has at most
     * @throws DiagnosisException ASSAY-CORE-003 if it holds what cannot be made strings of, ASSAY-CORE-004 if it is
     *     none, ASSAY-CORE-005 if it matches no string of such a length
     */
    public static Regex of(String expression, int least, int most) {
        return new Regex(expression, new RegexParser(expression).parse(), least, most);
    }

    /** Returns how many strings there are, up to 2^62. */
    public long count() {
        return before[lengths.length];
    }

    /**
     * Returns a string by its number: shorter ones come first.
     *
     * @param number from 0 to one less than {@link #count}
     * @throws IndexOutOfBoundsException if there is no such string
     */
    public String at(long number) {
        if (number < 0 || number >= count()) {
            throw new IndexOutOfBoundsException("string " + number + " of " + count() + " of " + expression);
        }
        int i = 0;
        while (number >= before[i + 1]) {
            i++;
        }
        return write(i, number - before[i]);
    }

    /** Returns a generator of the strings, all lengths equally likely, and all strings of a length. */
    public Gen<String> strings() {
        return from -> {
            int i = (int) from.below(lengths.length);
            return write(i, from.below(language.size(lengths[i])));
        };
    }

    private String write(int i, long number) {
        StringBuilder text = new StringBuilder(lengths[i]);
        language.write(lengths[i], number, text);
        return text.toString();
    }

    static long sum(long a, long b) {
        return a > MOST - b ? MOST : a + b;
    }

    static long product(long a, long b) {
        long low = a * b;
        return Math.multiplyHigh(a, b) != 0 || low < 0 || low > MOST ? MOST : low;
    }

    /** Returns the expression. */
    @Override
    public String toString() {
        return expression;
    }
}
