package dev.assay.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a regular expression, by recursive descent. */
final class RegexParser {
    private static final int PRINTABLE = 0x7F;
    private static final int LARGEST_TIMES = 1 << 10;
    private static final String DIGITS = "09";
    private static final String WORD = "azAZ09__";
    private static final String READABLE = "azAZ09";
    private static final String SPACES = "  ";
    private static final String PUNCTUATION = "!/:@[`{~";

    /** What the names in {@code [:digit:]} and {@code \p{Digit}} stand for, as first and last characters. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("digit", DIGITS),
            Map.entry("nd", DIGITS),
            Map.entry("n", DIGITS),
            Map.entry("alpha", "azAZ"),
            Map.entry("l", "azAZ"),
            Map.entry("isalphabetic", "azAZ"),
            Map.entry("alnum", READABLE),
            Map.entry("upper", "AZ"),
            Map.entry("lu", "AZ"),
            Map.entry("lower", "az"),
            Map.entry("ll", "az"),
            Map.entry("xdigit", "09af"),
            Map.entry("space", SPACES),
            Map.entry("blank", SPACES),
            Map.entry("punct", PUNCTUATION));

    private final String text;
    private int at;
    private boolean anyCase;

    /** Whether characters may have come before, behind which no string begins. */
    private boolean begun;

    /** Whether the string has ended here. */
    private boolean ended;

    RegexParser(String text) {
        this.text = text;
    }

    Language parse() {
        Language all = alternatives();
        if (at < text.length()) {
            throw malformed("a ) that nothing opens");
        }
        return all;
    }

    private Language alternatives() {
        List<Language> all = new ArrayList<>();
        boolean before = begun;
        boolean anyBegun = before;
        boolean anyEnded = false;
        do {
            begun = before;
            ended = false;
            all.add(sequence());
            anyBegun |= begun;
            anyEnded |= ended;
        } while (take('|'));
        begun = anyBegun;
        ended = anyEnded;
        return all.size() == 1 ? all.get(0) : new Language.Choice(List.copyOf(all));
    }

    private Language sequence() {
        List<Language> parts = new ArrayList<>();
        while (at < text.length() && !peek('|') && !peek(')')) {
            int start = at;
            if (take('^') || take("\\A")) {
                refuse(begun, start, "an anchor in the middle");
            } else if (take('$') || take("\\z") || take("\\Z")) {
                ended = true;
            } else if (take("(?i)")) {
                anyCase = true;
            } else {
                refuse(ended, start, "something behind the end");
                parts.add(repeated(atom()));
                begun = true;
            }
        }
        return Language.Parts.sequence(parts);
    }

    private Language repeated(Language part) {
        Language all = part;
        while (at < text.length()) {
            int start = at;
            int least;
            int most;
            if (take('?')) {
                least = 0;
                most = 1;
            } else if (take('*')) {
                least = 0;
                most = Integer.MAX_VALUE;
            } else if (take('+')) {
                least = 1;
                most = Integer.MAX_VALUE;
            } else if (peek('{')) {
                at++;
                least = peek(',') ? 0 : number();
                most = take(',') ? peek('}') ? Integer.MAX_VALUE : number() : least;
                expect('}');
                if (most < least) {
                    throw malformed("a repetition whose end is below its beginning");
                }
            } else {
                return all;
            }
            refuse(peek('+'), start, "a possessive repetition");
            // A reluctant one matches the same strings.
            take('?');
            all = Language.Parts.repeated(all, least, most);
        }
        return all;
    }

    private Language atom() {
        int start = at;
        if (take('(')) {
            return group(start);
        } else if (take('[')) {
            return chars(set());
        } else if (take('.')) {
            return chars(ranges(READABLE));
        } else if (take('\\')) {
            return chars(readable(escaped(start)));
        } else if (peek('?') || peek('*') || peek('+') || peek('{')) {
            throw malformed("a repetition of nothing");
        }
        return chars(ranges(String.valueOf(text.charAt(at)) + text.charAt(at++)));
    }

    private Language group(int start) {
        boolean outer = anyCase;
        if (take('?')) {
            if (take("i:")) {
                anyCase = true;
            } else if (take("<") && !peek('=') && !peek('!') || take("P<")) {
                at = text.indexOf('>', at) + 1;
                if (at == 0) {
                    at = text.length();
                    throw malformed("a group whose name does not end");
                }
            } else {
                boolean captured = take(":");
                at = captured ? at : at + 1;
                refuse(!captured, start, "a look around, or a flag");
            }
        }
        Language all = alternatives();
        expect(')');
        anyCase = outer;
        return all;
    }

    /** What stands between brackets, the first of which has been read. */
    private BitSet set() {
        int start = at - 1;
        boolean negated = take('^');
        BitSet set = new BitSet();
        for (boolean first = true; first || !peek(']'); first = false) {
            if (at >= text.length()) {
                throw malformed("a class that does not end");
            }
            refuse(text.startsWith("&&", at), start, "an intersection of classes");
            member(set, start);
        }
        at++;
        if (anyCase) {
            fold(set);
        }
        return negated ? without(set) : set;
    }

    private void member(BitSet set, int start) {
        if (take("[:")) {
            int end = text.indexOf(":]", at);
            set.or(named(end < 0 ? "" : text.substring(at, end), start));
            at = end + 2;
            return;
        }
        refuse(peek('['), start, "a class within a class");
        BitSet first = single(start);
        boolean range = peek('-') && at + 1 < text.length() && text.charAt(at + 1) != ']' && first.cardinality() == 1;
        if (!range) {
            set.or(first);
            return;
        }
        at++;
        BitSet last = single(start);
        if (last.cardinality() != 1 || last.nextSetBit(0) < first.nextSetBit(0)) {
            throw malformed("a range whose end is below its beginning");
        }
        set.set(first.nextSetBit(0), last.nextSetBit(0) + 1);
    }

    private BitSet single(int start) {
        if (take('\\')) {
            return escaped(start);
        }
        char one = text.charAt(at++);
        refuse(Character.isSurrogate(one), start, "a character beyond U+FFFF in a class");
        return ranges(String.valueOf(one) + one);
    }

    /** What stands behind a backslash. */
    private BitSet escaped(int start) {
        if (at == text.length()) {
            throw malformed("a backslash at the end");
        }
        char one = text.charAt(at++);
        switch (one) {
            case 'd':
                return ranges(DIGITS);
            case 'D':
                return without(ranges(DIGITS));
            case 'w':
                return ranges(WORD);
            case 'W':
                return without(ranges(WORD));
            case 's':
                return ranges(SPACES);
            case 'S':
                return without(ranges(SPACES));
            case 't':
                return ranges("\t\t");
            case 'n':
                return ranges("\n\n");
            case 'r':
                return ranges("\r\r");
            case 'p':
                int end = peek('{') ? text.indexOf('}', at) : -1;
                String name = end < 0 ? "" : text.substring(at + 1, end);
                at = end + 1;
                return named(name, start);
            default:
                boolean known = one < PRINTABLE && Character.isLetterOrDigit(one);
                refuse(known, start, Character.isDigit(one) ? "a reference to a group" : "an escape");
                return ranges(String.valueOf(one) + one);
        }
    }

    private BitSet named(String name, int start) {
        String ranges = CLASSES.get(name.toLowerCase(Locale.ROOT));
        if (ranges == null) {
            at = Math.max(at, start + 1);
            throw unsupported(start, "a class that is not known");
        }
        return ranges(ranges);
    }

    private static BitSet ranges(String firstsAndLasts) {
        BitSet set = new BitSet();
        for (int i = 0; i < firstsAndLasts.length(); i += 2) {
            set.set(firstsAndLasts.charAt(i), firstsAndLasts.charAt(i + 1) + 1);
        }
        return set;
    }

    /** All others: letters and digits if there are any. */
    private static BitSet without(BitSet set) {
        BitSet others = ranges(READABLE);
        others.andNot(set);
        if (others.isEmpty()) {
            others.set(' ', PRINTABLE);
            others.andNot(set);
        }
        return others;
    }

    private static void fold(BitSet set) {
        for (char lower = 'a'; lower <= 'z'; lower++) {
            char upper = (char) (lower - 'a' + 'A');
            if (set.get(lower) || set.get(upper)) {
                set.set(lower);
                set.set(upper);
            }
        }
    }

    private BitSet readable(BitSet set) {
        if (anyCase) {
            fold(set);
        }
        return set;
    }

    private Language chars(BitSet set) {
        BitSet all = readable(set);
        if (all.isEmpty()) {
            throw malformed("a class without characters");
        }
        char[] chars = new char[all.cardinality()];
        int next = 0;
        // Small letters, then capitals, then what remains: the simplest first.
        for (String range : new String[] {"az", "AZ", "09"}) {
            for (char one = range.charAt(0); one <= range.charAt(1); one++) {
                if (all.get(one)) {
                    chars[next++] = one;
                    all.clear(one);
                }
            }
        }
        for (int one = all.nextSetBit(0); one >= 0; one = all.nextSetBit(one + 1)) {
            chars[next++] = (char) one;
        }
        return new Language.Chars(chars);
    }

    private int number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start || at - start > 9) {
            throw malformed("a repetition without a number");
        }
        int number = Integer.parseInt(text.substring(start, at));
        refuse(number > LARGEST_TIMES, start, "a repetition of more than " + LARGEST_TIMES);
        return number;
    }

    private boolean peek(char next) {
        return at < text.length() && text.charAt(at) == next;
    }

    private boolean take(char next) {
        boolean found = peek(next);
        at += found ? 1 : 0;
        return found;
    }

    private boolean take(String next) {
        boolean found = text.startsWith(next, at);
        at += found ? next.length() : 0;
        return found;
    }

    private void expect(char next) {
        if (!take(next)) {
            throw malformed("no " + next + " where one belongs");
        }
    }

    private void refuse(boolean found, int start, String what) {
        if (found) {
            at = Math.min(text.length(), Math.max(at, start + 1));
            throw unsupported(start, what);
        }
    }

    private DiagnosisException unsupported(int start, String what) {
        return Diagnosis.of("ASSAY-CORE-003", "no strings can be made of a regular expression.")
                .with("expression", text)
                .with("position", start)
                .with("construct", text.substring(start, at) + ", " + what)
                .because("Assay makes strings of characters, classes, groups, alternatives and repetitions")
                .toFix("an expression without it, or a rule that makes the values")
                .exception();
    }

    private DiagnosisException malformed(String what) {
        return Diagnosis.of("ASSAY-CORE-004", "that is no regular expression.")
                .with("expression", text)
                .with("position", Math.min(at, text.length()))
                .because("it has " + what)
                .toFix("an expression that java.util.regex.Pattern.compile takes")
                .exception();
    }
}
