package dev.assay.junit.internal;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Who writes: a test, if it is known, or what the stack shows of a class that stands for all its tests.
 *
 * @param test the test; empty if all tests of a class have been given the same
 * @param type the test class's name
 */
record Writer(Optional<String> test, String type) {
    static Writer of(ExtensionContext context) {
        String type = context.getTestClass().map(Class::getName).orElse("");
        Optional<String> test = context.getTestMethod().map(method -> Aftermath.name(context));
        return new Writer(test, type);
    }

    /** Returns the test's name, as far as the current thread shows it. */
    String name() {
        return test.orElseGet(() -> StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(type)
                                || frame.getClassName().startsWith(type + "$"))
                        .reduce((inner, outer) -> outer))
                .map(frame -> simple(frame.getClassName()) + "." + frame.getMethodName())
                .orElseGet(() -> "one of " + simple(type) + ", on the thread "
                        + Thread.currentThread().getName()));
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
