package dev.assay.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asks for what a {@link Fixture} gives, as a parameter or a field of a test; on a class or method it has the fixture opened
 * for whatever uses it without being given it.
 *
 * @since 0.1
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(FixtureExtension.class)
public @interface Use {
    /** Returns the fixtures; one where something is to be given. */
    Class<? extends Fixture<?>>[] value();
}
