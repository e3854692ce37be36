package dev.assay.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asks for chance of the test's own: a parameter or field of the type {@link dev.assay.core.Seed} or {@link
 * dev.assay.core.Choices}.
 *
 * <p>It follows from the run's seed and JUnit's unique id of the test, so that it is the same however many other tests run,
 * in which order and on which thread, and differs from test to test, also between the invocations of a parameterized one.
 * In a static field, a before-all method or a constructor it follows from the class.
 *
 * <pre>{@code
 * @Test
 * void any_discount_lowers_the_total(@Drawn Choices choices) {
 *     int percent = Gen.ints(1, 50).draw(choices);
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DataExtension.class)
public @interface Drawn {}
