package dev.assay.junit.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is said of a test that failed: the data that it had, and how to have it again.
 *
 * @param test the test, in words
 * @param gifts what it was given
 * @param replay the line that runs it again
 */
record Aftermath(String test, List<Gift> gifts, String replay) {
    /** The name under which JUnit's reports have the line that runs the test again. */
    static final String ENTRY = "assay.replay";

    static Aftermath of(ExtensionContext context, List<Gift> gifts, Beginning beginning) {
        return new Aftermath(
                name(context),
                gifts,
                Replay.of(method(context), beginning)
                        .line(
                                Optional.ofNullable(System.getProperty("sun.java.command")),
                                System.getProperty(
                                        "surefire.test.class.path", System.getProperty("java.class.path", ""))));
    }

    /** Returns the test as people call it; where a method is run more than once, with what tells the times apart. */
    static String name(ExtensionContext context) {
        ExtensionContext method = method(context);
        String type = method.getTestClass().map(Class::getSimpleName).orElse("");
        return method.getTestMethod()
                .map(of -> type + "." + of.getName() + (isOne(context) ? "" : " " + context.getDisplayName()))
                .orElse(type);
    }

    /** Returns the context that knows the method: dynamic tests do not. */
    static ExtensionContext method(ExtensionContext context) {
        ExtensionContext method = context;
        while (method.getTestClass().isEmpty() && method.getParent().isPresent()) {
            method = method.getParent().get();
        }
        return method;
    }

    private static boolean isOne(ExtensionContext context) {
        String id = context.getUniqueId();
        String last = id.substring(id.lastIndexOf("/[") + 1);
        return last.startsWith("[method:") || last.startsWith("[test-factory:");
    }

    /** Says it to whoever looks at the test's output, and to JUnit's reports. */
    void tell(ExtensionContext context) {
        System.err.println(text());
        context.publishReportEntry(ENTRY, replay);
    }

    String text() {
        int width = Math.max(
                "replay".length(),
                gifts.stream().mapToInt(gift -> gift.name().length()).max().orElse(0));
        Set<String> lines = new LinkedHashSet<>();
        lines.add("Data of " + test + ", which failed:");
        gifts.forEach(gift -> lines.add(line(gift.name(), gift.line(), width)));
        lines.add(line("replay", replay, width));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String name, String value, int width) {
        return "  " + name + " ".repeat(width - name.length() + 2) + value;
    }
}
