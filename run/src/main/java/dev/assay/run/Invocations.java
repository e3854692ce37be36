package dev.assay.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Unique ids of the tests that a template or factory would register after a given one. How many there are is not known
 * beforehand; an id that names none is harmless.
 */
final class Invocations {
    /** How many tests to ask for at a time. */
    static final int BATCH = 2_048;

    private static final Pattern SEGMENT = Pattern.compile(
            "/\\[(?:class-template-invocation|test-template-invocation|dynamic-test|dynamic-container):#(\\d+)]");

    private static final String CLASS = "/[class-template-invocation:#";

    private Invocations() {}

    /** Tells whether a template registers invocations of a class, as it did with the one that holds this test. */
    static boolean areOfClass(String template, String id) {
        return id.startsWith(CLASS, template.length());
    }

    /**
     * Returns the ids that follow on each level, the innermost first, as JUnit would register them: a batch of tests,
     * but a single invocation of a class.
     *
     * @param template the template or factory
     * @param id a test that it registered, directly or below its own invocations
     */
    static List<String> after(String template, String id) {
        List<String> following = new ArrayList<>();
        List<int[]> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(id).region(template.length(), id.length());
        while (matcher.lookingAt()) {
            segments.add(new int[] {matcher.start(), matcher.start(1), matcher.end(1)});
            matcher.region(matcher.end(), id.length());
        }
        for (int i = segments.size() - 1; i >= 0; i--) {
            int[] segment = segments.get(i);
            int index = Integer.parseInt(id.substring(segment[1], segment[2]));
            // What a factory registers on one level may be of either kind.
            List<String> heads = id.startsWith("/[dynamic", segment[0])
                    ? List.of("/[dynamic-test:#", "/[dynamic-container:#")
                    : List.of(id.substring(segment[0], segment[1]));
            int count = CLASS.equals(heads.get(0)) ? 1 : BATCH;
            for (int next = index + 1; next <= index + count; next++) {
                for (String head : heads) {
                    following.add(id.substring(0, segment[0]) + head + next + "]");
                }
            }
        }
        return following;
    }
}
