package dev.assay.run;

import java.util.function.Predicate;

/**
 * Finds the class that a test class is named after: {@code FastDateParserTest} and {@code FastDateParser_TimeZoneTest}
 * test {@code FastDateParser}. What one of them has loaded, compiled and cached in a JVM, the other need not again.
 */
final class Subject {
    private Subject() {}

    /** Returns the longest such name for which there is a class, besides the test class; empty if there is none. */
    static String of(String testClass, Predicate<String> exists) {
        int start = testClass.lastIndexOf('.') + 1;
        String simple = testClass.substring(start);
        if (simple.startsWith("Test") && simple.length() > 4 && Character.isUpperCase(simple.charAt(4))) {
            simple = simple.substring(4);
        }
        for (int end = simple.length(); end > 0; end--) {
            boolean wordEnds = end == simple.length() || beginsWord(simple, end);
            String name = testClass.substring(0, start) + simple.substring(0, end);
            if (wordEnds && !name.equals(testClass) && exists.test(name)) {
                return name;
            }
        }
        return "";
    }

    private static boolean beginsWord(String name, int at) {
        boolean lastOfCapitals = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
        return name.charAt(at) == '_'
                || Character.isUpperCase(name.charAt(at))
                        && (!Character.isUpperCase(name.charAt(at - 1)) || lastOfCapitals);
    }
}
