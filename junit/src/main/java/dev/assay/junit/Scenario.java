package dev.assay.junit;

import dev.assay.data.Catalogue;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asks for the data of a scenario: of the small one if nothing else is said.
 *
 * <p>On a parameter or a field it gives a {@link dev.assay.data.Dataset}, a {@link dev.assay.data.store.Store} that begins
 * with the dataset's rows, or the rows of one record or class as a {@code List}. On a method or class it says which
 * scenario those parameters of the types {@code Dataset} and {@code Store} mean that have no annotation of their own. It
 * may stand on an annotation of yours, which then means the same.
 *
 * <pre>{@code
 * import static dev.assay.data.Catalogue.LARGE;
 *
 * @Test
 * void totals_are_the_sum_of_their_lines(@Scenario(LARGE) Dataset billing) { ... }
 *
 * @Test
 * void a_customer_can_be_suspended(@Scenario Store store) { ... }
 * }</pre>
 *
 * <p>All tests that ask for the same scenario share one dataset, for it follows from the run's seed and day: {@code
 * assay.seed}, 1 unless set, and {@code assay.asOf}, 2026-01-01 unless set, as system properties or JUnit's
 * configuration parameters. No row is made before it is asked for.
 *
 * <p>A test that fails says which data it had, and how to have it again.
 *
 * @since 0.1
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(DataExtension.class)
public @interface Scenario {
    /** Returns the scenario's name in its catalogue: one of {@link Catalogue}'s constants, or your own. */
    String value() default Catalogue.SMALL;

    /** Returns the catalogue that the scenario is in; {@link Catalogue} itself for the one on the classpath. */
    Class<? extends Catalogue> catalogue() default Catalogue.class;

    /** Returns how long a store lives; it makes no difference to datasets, which nobody can change. */
    Scope scope() default Scope.METHOD;

    /** Returns a seed of its own, as {@link dev.assay.core.Seed#parse} reads it; empty for the run's. */
    String seed() default "";

    /** Returns a day of its own up to which things have happened, {@code 2026-01-01}; empty for the run's. */
    String asOf() default "";
}
