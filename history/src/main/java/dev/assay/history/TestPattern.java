package dev.assay.history;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which tests a user means: {@code Class}, {@code Class#method} or a test's name alone, {@code *} allowed. */
final class TestPattern {
    private final Pattern className;
    private final Pattern method;
    /** Whether the text may name either. */
    private final boolean either;

    private TestPattern(Pattern className, Pattern method, boolean either) {
        this.className = className;
        this.method = method;
        this.either = either;
    }

    static TestPattern of(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            return new TestPattern(glob(text), glob(text), true);
        }
        return new TestPattern(glob(text.substring(0, hash)), glob(text.substring(hash + 1)), false);
    }

    boolean matches(String testClass, String testName) {
        boolean classMatches = className.matcher(testClass).matches()
                || className.matcher(simple(testClass)).matches();
        boolean methodMatches = method.matcher(testName).matches()
                || method.matcher(method(testName)).matches();
        return either ? classMatches || methodMatches : classMatches && methodMatches;
    }

    /** Returns the class's name without its package; a nested class keeps the name of its outer one. */
    static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Returns the method of a test's name: without parameters and indexes. */
    static String method(String testName) {
        int end = 0;
        while (end < testName.length() && testName.charAt(end) != '(' && testName.charAt(end) != '[') {
            end++;
        }
        return testName.substring(0, end);
    }

    /** Returns how many letters to change, add or drop make one text the other, in any case. */
    static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[to.length()];
    }

    private static Pattern glob(String text) {
        String expression = text.isEmpty() ? ".*" : Pattern.quote(text).replace("*", "\\E.*\\Q");
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }
}
