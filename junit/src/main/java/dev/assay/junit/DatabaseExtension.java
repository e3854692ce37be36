package dev.assay.junit;

import dev.assay.junit.internal.DatabaseRequest;
import dev.assay.junit.internal.DatabaseSupply;
import dev.assay.junit.internal.Declarations;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * Gives tests the databases that {@link Database} says they have, and makes each test the owner of them.
 *
 * <p>The annotation brings it along. It has no state of its own, and is thread-safe.
 *
 * @since 0.1
 */
public final class DatabaseExtension
        implements ParameterResolver,
                BeforeAllCallback,
                TestInstancePostProcessor,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                InvocationInterceptor {
    /** Makes the extension; JUnit does. */
    public DatabaseExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return DatabaseRequest.of(parameter)
                .filter(request ->
                        request.said().isPresent() || !Declarations.of(context).isEmpty())
                .isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new DatabaseSupply(context).give(DatabaseRequest.of(parameter).orElseThrow());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        new DatabaseSupply(context).fillClass();
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        new DatabaseSupply(context).fillEarly(instance);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        new DatabaseSupply(context).begin();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        new DatabaseSupply(context).end();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        new DatabaseSupply(context).end();
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        new DatabaseSupply(context).runForAll(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        new DatabaseSupply(context).runForAll(invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        new DatabaseSupply(context).run(invocation);
    }
}
