package dev.assay.event;

import java.util.ArrayList;
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
        if (uniqueId.indexOf('#') < 0) {
            // Each test comes by here several times, and most are plain methods: JUnit numbers its segments #1, #2.
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

    /**
     * Returns the unique ids of the templates and factories that registered this test, the outermost first: a
     * parameterized test in a parameterized class has two. Empty for a test that was known before it ran.
     */
    public List<String> templates() {
        if (!isDynamic()) {
            return List.of();
        }
        List<String> templates = new ArrayList<>(2);
        boolean inside = false;
        for (int at = uniqueId.indexOf("/["); at >= 0; at = uniqueId.indexOf("/[", at + 1)) {
            boolean dynamic = isDynamicAt(at);
            if (dynamic && !inside) {
                templates.add(uniqueId.substring(0, at));
            }
            inside = dynamic;
        }
        return templates;
    }

    /** Tells whether JUnit registered this test ahead of running it, as a method of a class template's invocation. */
    public boolean isAhead() {
        return isDynamic() && !isDynamicAt(uniqueId.lastIndexOf("/["));
    }

    private boolean isDynamicAt(int at) {
        for (String segment : DYNAMIC) {
            if (uniqueId.startsWith(segment, at)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether JUnit registered this test while running, as an invocation of a template or factory. */
    public boolean isDynamic() {
        return staticId().length() < uniqueId.length();
    }

    /** Tells whether a unique id is that of a container, or of something inside it. */
    public static boolean isBelow(String uniqueId, String container) {
        return uniqueId.startsWith(container)
                && (uniqueId.length() == container.length() || uniqueId.charAt(container.length()) == '/');
    }

    private static final List<String> DYNAMIC = List.of(
            "/[class-template-invocation:", "/[test-template-invocation:", "/[dynamic-test:", "/[dynamic-container:");
}
