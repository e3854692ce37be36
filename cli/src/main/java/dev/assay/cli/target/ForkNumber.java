package dev.assay.cli.target;

import java.util.List;

/**
 * Knows the placeholders that Surefire replaces by the number of a forked JVM.
 *
 * @since 0.1
 */
public final class ForkNumber {
    private static final String OURS = "${surefire.forkNumber}";
    private static final List<String> OTHERS =
            List.of("${surefire.threadNumber}", "@{surefire.forkNumber}", "@{surefire.threadNumber}");

    private ForkNumber() {}

    /** Says whether a text is such a placeholder and nothing else. */
    public static boolean isPlaceholder(String text) {
        return OURS.equals(text.trim()) || OTHERS.contains(text.trim());
    }

    /** Writes every placeholder in the one way that suites know. */
    public static String unify(String text) {
        String unified = text;
        for (String other : OTHERS) {
            unified = unified.replace(other, OURS);
        }
        return unified;
    }
}
