package dev.assay.core.ownership;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of what a user wrote, where something was asked for: cheap to take, told in words only when it is needed.
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class Place {
    /** Asks for as few frames at once as are mostly needed, since each costs. */
    private static final StackWalker STACK = StackWalker.getInstance(Set.of(), 6);

    private static final int LOOKED_AT = 200;

    /** Whose frames say nothing of what a user wrote. */
    private static final List<String> NOT_THEIRS = List.of(
            "dev.assay.core.",
            "dev.assay.sql.internal.",
            "dev.assay.junit.",
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

    private final StackWalker.@Nullable StackFrame frame;

    private Place(StackWalker.@Nullable StackFrame frame) {
        this.frame = frame;
    }

    /** Returns the innermost line outside of Assay, the JDK and what is often between them and a test. */
    public static Place here() {
        return new Place(STACK.walk(Place::first));
    }

    private static StackWalker.@Nullable StackFrame first(Stream<StackWalker.StackFrame> frames) {
        Iterator<StackWalker.StackFrame> each = frames.iterator();
        for (int i = 0; i < LOOKED_AT && each.hasNext(); i++) {
            StackWalker.StackFrame frame = each.next();
            if (isTheirs(frame.getClassName())) {
                return frame;
            }
        }
        return null;
    }

    private static boolean isTheirs(String type) {
        if (type.equals(SANDBOX)) {
            return false;
        }
        for (String prefix : NOT_THEIRS) {
            if (type.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }

    /** Returns it as errors show it: {@code reminds (DunningTest.java:41)}. */
    @Override
    public String toString() {
        StackWalker.StackFrame at = frame;
        return at == null
                ? "no line of the test's own"
                : at.getMethodName() + " (" + at.getFileName() + ":" + at.getLineNumber() + ")";
    }
}
