package dev.assay.junit;

import dev.assay.junit.internal.AskingFields;
import dev.assay.junit.internal.Request;
import dev.assay.junit.internal.Supply;
import java.util.List;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Fills what {@link Scenario} and {@link Drawn} ask for.
 *
 * <p>The annotations bring it along; to register it as well does no harm, and where there are none of them it does nothing.
 * It has no state of its own, and is thread-safe.
 *
 * @since 0.1
 */
public final class DataExtension
        implements ParameterResolver,
                BeforeAllCallback,
                TestInstancePostProcessor,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                TestWatcher,
                InvocationInterceptor {
    /** Makes the extension; JUnit does. */
    public DataExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Request.of(parameter, context).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Supply(context).give(Request.of(parameter, context).orElseThrow());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        new Supply(context).check(context.getRequiredTestClass());
        AskingFields.of(context.getRequiredTestClass()).fillClass(context);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        AskingFields.of(instance.getClass()).fillInstance(instance, context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        new Supply(context).check(context.getRequiredTestMethod());
        List<Object> instances = context.getRequiredTestInstances().getAllInstances();
        instances.forEach(instance -> AskingFields.of(instance.getClass()).fillTest(instance, context));
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            // JUnit tells watchers nothing of dynamic tests.
            if (!isAborted(e)) {
                new Supply(context).failed();
            }
            throw e;
        }
    }

    private static boolean isAborted(Throwable e) {
        return e instanceof TestAbortedException;
    }

    /** Sees to a factory of dynamic tests, which has no watcher. */
    @Override
    public void afterEach(ExtensionContext context) {
        if (AnnotationSupport.isAnnotated(context.getElement(), TestFactory.class)) {
            context.getExecutionException().filter(e -> !isAborted(e)).ifPresent(e -> new Supply(context).failed());
            new Supply(context).ended();
        }
    }

    /** Sees to a class whose own methods failed; of failed tests the watcher has told. */
    @Override
    public void afterAll(ExtensionContext context) {
        context.getExecutionException().filter(e -> !isAborted(e)).ifPresent(e -> new Supply(context).failed());
        new Supply(context).ended();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        new Supply(context).failed();
        new Supply(context).ended();
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        new Supply(context).ended();
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        new Supply(context).ended();
    }
}
