package dev.assay.core.ownership;

import java.util.List;
import java.util.stream.Stream;

/** Where in the source something was asked for. */
final class Places {
    private static final StackWalker STACK = StackWalker.getInstance();

    /** Whose frames say nothing of what a user wrote. */
    private static final List<String> NOT_THEIRS =
            List.of("dev.assay.core.", "dev.assay.sql.", "dev.assay.junit.", "java.", "jdk.", "sun.", "org.junit.");

    private Places() {}

    /** Returns the innermost line outside of Assay and the JDK: {@code DunningTest.java:41}. */
    static String caller() {
        return STACK.walk(Places::first);
    }

    private static String first(Stream<StackWalker.StackFrame> frames) {
        return frames.limit(100)
                .filter(frame -> NOT_THEIRS.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .map(frame -> frame.getMethodName() + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("no line of the test's own");
    }
}
