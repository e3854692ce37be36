package dev.assay.core.ownership;

import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** The optional agent, which the JDK's pools hand each task to; known by name alone, as it is seldom there. */
final class Agent {
    private static final String CARRIED = "dev.assay.agent.Carried";

    private Agent() {}

    /** Tells the agent, where there is one, how a task takes along whom its thread works for. */
    static void connect() {
        UnaryOperator<Runnable> runnables = OwnerContext::wrap;
        UnaryOperator<Callable<Object>> callables = OwnerContext::wrap;
        try {
            // The agent puts it where the JDK's own classes are.
            Class.forName(CARRIED, true, null)
                    .getMethod("by", UnaryOperator.class, UnaryOperator.class)
                    .invoke(null, runnables, callables);
        } catch (ClassNotFoundException e) {
            // There is none.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("assay-agent and assay-core are not of one version", e);
        }
    }
}
