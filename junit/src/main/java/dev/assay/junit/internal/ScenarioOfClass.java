package dev.assay.junit.internal;

import dev.assay.data.Dataset;
import dev.assay.junit.Scenario;
import dev.assay.junit.ScenarioRows;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a class of tests says of its data, without a test that runs. */
public final class ScenarioOfClass {
    private ScenarioOfClass() {}

    /** Returns what the nearest class says. */
    public static Optional<ScenarioRows> find(Class<?> testClass) {
        for (Class<?> each = testClass; each != null; each = each.getEnclosingClass()) {
            Optional<Scenario> said = AnnotationSupport.findAnnotation(each, Scenario.class);
            if (said.isPresent()) {
                return said.map(ScenarioOfClass::rows);
            }
        }
        return Optional.empty();
    }

    /** Returns what a method says for itself. */
    public static Optional<ScenarioRows> find(Method method) {
        return AnnotationSupport.findAnnotation(method, Scenario.class).map(ScenarioOfClass::rows);
    }

    private static ScenarioRows rows(Scenario scenario) {
        Beginning beginning = Beginning.of(setting -> Optional.ofNullable(System.getProperty(setting)))
                .of(scenario);
        return new ScenarioRows(
                scenario.catalogue(),
                scenario.value(),
                beginning.text(),
                beginning.asOf().toString());
    }

    /** Returns the rows. */
    public static Dataset dataset(ScenarioRows rows, ClassLoader loader) {
        Beginning beginning =
                Beginning.of(setting -> Optional.of(setting.equals(Beginning.SEED) ? rows.seed() : rows.asOf()));
        return Shelf.of(Catalogues.of(loader).of(rows.catalogue(), "Scenario", "the tests' context"))
                .get(rows.scenario(), beginning)
                .dataset();
    }
}
