package dev.assay.junit;

import dev.assay.data.Catalogue;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asks for rows that somebody wrote into files: CSV with a header, JSON, or JSON lines.
 *
 * <p>On a parameter or a field it gives the rows as a {@code List} of a record or class, a {@link
 * dev.assay.data.store.Store} that begins with them, or {@link dev.assay.data.load.Fixtures}. A store has a scenario's rows
 * besides if {@link Scenario} stands beside it, whose scope counts then; alone it is the test's own.
 *
 * <pre>{@code
 * @Test
 * void each_of_these_is_refused(@Load("refused.csv") List<Customer> customers) { ... }
 *
 * @Test
 * void the_regulars_are_greeted(@Load({"customers.csv", "invoices.json"}) Store store) { ... }
 * }</pre>
 *
 * <p>A file is looked for among the test class's resources, beside the class or from the top if its name begins with
 * {@code /}, and then in the folder in which the tests run. In a list its rows are the list's, whatever its name is; for a
 * store, its name says whose they are.
 *
 * @since 0.1
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DataExtension.class)
public @interface Load {
    /** Returns the files, or folders of files. */
    String[] value();

    /**
     * Returns the catalogue whose model the rows are of; {@link Catalogue} itself for the one on the classpath. A list of a
     * record that no model knows needs none.
     */
    Class<? extends Catalogue> catalogue() default Catalogue.class;
}
