package dev.assay.junit;

import dev.assay.data.Catalogue;
import dev.assay.junit.internal.ScenarioOfClass;
import java.lang.reflect.Method;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The rows that a class of tests has by its {@link Scenario}, for a front that sets databases up before a test is known.
 * Equal ones have equal rows. Immutable.
 *
 * @param catalogue the catalogue's class; {@link Catalogue} itself for the one on the classpath
 * @param scenario the scenario's name in it
 * @param seed the seed, as somebody wrote it
 * @param asOf the day up to which things have happened, {@code 2026-01-01}
 * @since 0.1
 */
public record ScenarioRows(Class<? extends Catalogue> catalogue, String scenario, String seed, String asOf) {
    /**
     * Returns what a class, or the nearest around it that says something, has on itself; nothing if none does. The run's
     * seed and day are those of the system properties {@code assay.seed} and {@code assay.asOf}.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-001 if a seed is none, ASSAY-JUNIT-006 if a day is none
     */
    public static Optional<ScenarioRows> of(Class<?> testClass) {
        return ScenarioOfClass.find(testClass);
    }

    /**
     * Returns what a test's method has on itself; nothing if there is nothing on it.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-001 if a seed is none, ASSAY-JUNIT-006 if a day is none
     */
    public static Optional<ScenarioRows> of(Method method) {
        return ScenarioOfClass.find(method);
    }

    /**
     * Writes the rows into a database that has the tables, beside what is in them, and commits them.
     *
     * @param loader the class loader that knows the catalogue
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-001 to 004 if there is no such catalogue or scenario, and what
     *     {@link dev.assay.data.load.Load} throws
     */
    public void into(DataSource database, ClassLoader loader) {
        dev.assay.data.load.Load.of(ScenarioOfClass.dataset(this, loader))
                .append()
                .into(database);
    }

    /**
     * Writes the rows into a database whose tables for them are empty, and commits them.
     *
     * @param loader the class loader that knows the catalogue
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-001 to 004 if there is no such catalogue or scenario, and what
     *     {@link dev.assay.data.load.Load} throws: ASSAY-DATA-063 if a table is not empty
     */
    public void intoEmpty(DataSource database, ClassLoader loader) {
        dev.assay.data.load.Load.of(ScenarioOfClass.dataset(this, loader)).into(database);
    }

    @Override
    public String toString() {
        return scenario + ", seed " + seed + ", as of " + asOf;
    }
}
