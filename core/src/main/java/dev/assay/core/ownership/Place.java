package dev.assay.core.ownership;

import java.util.List;

/**
 * A line of what a user wrote, where something was asked for: cheap to take, told in words only when it is needed.
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class Place {
    /** Whose frames say nothing of what a user wrote. */
    private static final List<String> NOT_THEIRS = List.of(
            "dev.assay.core.",
            "dev.assay.sql.internal.",
            "dev.assay.junit.",
            "dev.assay.spring.internal.",
            "java.",
            "jdk.",
            "sun.",
            "javax.",
            "jakarta.",
            "com.zaxxer.hikari.",
            "org.hibernate.",
            "org.jooq.",
            "org.junit.",
            "org.mybatis.",
            "org.springframework.");

    /** By its whole name, for tests are in its package. */
    private static final String SANDBOX = "dev.assay.sql.Sandbox";

    private final Trace trace = new Trace();

    private Place() {}

    /** A stack as the JVM notes it, which is many times cheaper than its names. */
    private static final class Trace extends Throwable {
        private static final long serialVersionUID = 1;

        Trace() {
            super(null, null, false, true);
        }
    }

    /** Returns the innermost line outside of Assay, the JDK and what is often between them and a test. */
    public static Place here() {
        return new Place();
    }

    private static boolean isTheirs(String type) {
        return !type.equals(SANDBOX) && NOT_THEIRS.stream().noneMatch(type::startsWith);
    }

    /** Returns it as errors show it: {@code reminds (DunningTest.java:41)}. */
    @Override
    public String toString() {
        for (StackTraceElement frame : trace.getStackTrace()) {
            // What Spring makes around a class is in its package, and has no lines.
            if (isTheirs(frame.getClassName()) && !"<generated>".equals(frame.getFileName())) {
                return frame.getMethodName() + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
            }
        }
        return "no line of the test's own";
    }
}
