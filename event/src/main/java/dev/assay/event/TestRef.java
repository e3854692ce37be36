package dev.assay.event;

import java.util.List;

/**
 * Names a test, or a container of tests, within a run.
 *
 * @param suite the suite it belongs to: a Maven module and execution, or the target's name
 * @param topClass binary name of the top-level class that a worker was given
 * @param className binary name of the class that declares it; a nested class's own
 * @param uniqueId the JUnit Platform's unique id
 * @param name the name in reports, as Surefire writes it: {@code adds}, {@code adds(int)[3]}
 * @param displayName the name for people
 * @param tags JUnit's tags, sorted
 * @since 0.1
 */
public record TestRef(
        String suite,
        String topClass,
        String className,
        String uniqueId,
        String name,
        String displayName,
        List<String> tags) {

    /** Copies the tags. */
    public TestRef {
        tags = List.copyOf(tags);
    }

    /**
     * Returns the unique id of the test method or factory in the source: the id without the segments that JUnit adds
     * while running, so that all invocations of a parameterized test share it.
     */
    public String staticId() {
        if (!uniqueId.contains("-template-invocation:") && !uniqueId.contains("/[dynamic-")) {
            // Each test comes by here several times, and most are plain methods.
            return uniqueId;
        }
        int cut = uniqueId.length();
        for (String segment : DYNAMIC) {
            int at = uniqueId.indexOf(segment);
            if (at >= 0 && at < cut) {
                cut = at;
            }
        }
        return uniqueId.substring(0, cut);
    }

    /** Tells whether JUnit registered this test while running, as an invocation of a template or factory. */
    public boolean isDynamic() {
        return staticId().length() < uniqueId.length();
    }

    private static final List<String> DYNAMIC = List.of(
            "/[class-template-invocation:", "/[test-template-invocation:", "/[dynamic-test:", "/[dynamic-container:");
}
