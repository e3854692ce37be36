package dev.assay.maven;

import java.util.List;

/** The placeholders that Surefire replaces by the number of a forked JVM. */
final class ForkNumber {
    private static final String OURS = "${surefire.forkNumber}";
    private static final List<String> OTHERS =
            List.of("${surefire.threadNumber}", "@{surefire.forkNumber}", "@{surefire.threadNumber}");

    private ForkNumber() {}

    static boolean isPlaceholder(String text) {
        return OURS.equals(text.trim()) || OTHERS.contains(text.trim());
    }

    /** Writes every placeholder in the one way that suites know. */
    static String unify(String text) {
        String unified = text;
        for (String other : OTHERS) {
            unified = unified.replace(other, OURS);
        }
        return unified;
    }
}
