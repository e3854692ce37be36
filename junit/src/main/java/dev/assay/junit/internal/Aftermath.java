package dev.assay.junit.internal;

import java.util.List;
import java.util.Optional;
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
                Replay.of(context, beginning).line(Optional.ofNullable(System.getProperty("sun.java.command"))));
    }

    /** Returns the test as people call it; where a method is run more than once, with what tells the times apart. */
    static String name(ExtensionContext context) {
        String type = context.getTestClass().map(Class::getSimpleName).orElse("");
        return context.getTestMethod()
                .map(method -> type + "." + method.getName()
                        + (context.getUniqueId().matches(".*/\\[method:[^/]*]") ? "" : " " + context.getDisplayName()))
                .orElse(type);
    }

    /** Says it to whoever looks at the test's output, and to JUnit's reports. */
    void tell(ExtensionContext context) {
        System.err.println(text());
        context.publishReportEntry(ENTRY, replay);
    }

    String text() {
        int width = gifts.stream().mapToInt(gift -> gift.name().length()).max().orElse(0);
        width = Math.max(width, "replay".length());
        StringBuilder text = new StringBuilder("Data of ").append(test).append(", which failed:");
        for (Gift gift : gifts) {
            line(text, gift.name(), gift.line(), width);
        }
        line(text, "replay", replay, width);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value, int width) {
        text.append(System.lineSeparator()).append("  ").append(name);
        text.append(" ".repeat(width - name.length() + 2)).append(value);
    }
}
