package dev.assay.junit;

import dev.assay.junit.internal.FixtureSupply;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Opens the fixtures that {@link Use} asks for, and gives them to tests.
 *
 * <p>The annotation brings it along. It has no state of its own, and is thread-safe.
 *
 * @since 0.1
 */
public final class FixtureExtension implements ParameterResolver, BeforeAllCallback, BeforeEachCallback {
    /** Makes the extension; JUnit does. */
    public FixtureExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Use.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new FixtureSupply(context)
                .give(parameter.findAnnotation(Use.class).orElseThrow(), parameter.getParameter());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        new FixtureSupply(context).openForClass();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        new FixtureSupply(context).openForTest();
    }
}
