package dev.assay.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, handled for a while, and then as before: a build in which a run took place goes on.
 *
 * <p>The handler is in the JDK's module of unsupported classes, which not every Java must have. Where it is missing, or
 * the JVM was told to leave signals alone, Ctrl-C is a request to terminate like any other.
 */
final class InterruptSignal implements AutoCloseable {
    private final @Nullable Object before;

    private InterruptSignal(@Nullable Object before) {
        this.before = before;
    }

    /**
     * Begins to handle it.
     *
     * @param action done at each, on a thread of its own
     */
    static InterruptSignal handle(Runnable action) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object acting = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return switch (method.getName()) {
                            case "equals" -> proxy == arguments[0];
                            case "toString" -> "Assay's handler of interrupts";
                            default -> 0;
                        };
                    });
            return new InterruptSignal(install(acting));
        } catch (ReflectiveOperationException | IllegalArgumentException unsupported) {
            return new InterruptSignal(null);
        }
    }

    @Override
    public void close() {
        Object old = before;
        if (old != null) {
            try {
                install(old);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                throw new IllegalStateException("a handler that could be set cannot be set back", e);
            }
        }
    }

    /** Returns the handler that was there. */
    private static Object install(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
    }
}
