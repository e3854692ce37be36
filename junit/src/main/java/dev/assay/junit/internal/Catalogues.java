package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.data.Catalogue;
import dev.assay.junit.Scenario;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The catalogues that a class loader's services name.
 *
 * @param types their classes
 */
record Catalogues(List<Class<? extends Catalogue>> types) {
    /**
     * Looks for them.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-004 if a file of services names what is none
     */
    static Catalogues of(ClassLoader loader) {
        try {
            return new Catalogues(ServiceLoader.load(Catalogue.class, loader).stream()
                    .<Class<? extends Catalogue>>map(ServiceLoader.Provider::type)
                    .toList());
        } catch (ServiceConfigurationError e) {
            throw Diagnosis.of("ASSAY-JUNIT-004", "a catalogue cannot be made.")
                    .with("reason", e.getMessage())
                    .because("META-INF/services/" + Catalogue.class.getName()
                            + " names classes that implement Catalogue")
                    .toFix("mend the name in that file")
                    .exception(e);
        }
    }

    /**
     * Returns the catalogue that a scenario is in.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-001 if there is none, ASSAY-JUNIT-002 if there are several
     */
    Class<? extends Catalogue> of(Scenario scenario, String place) {
        if (scenario.catalogue() != Catalogue.class) {
            return scenario.catalogue();
        } else if (types.isEmpty()) {
            throw Diagnosis.of("ASSAY-JUNIT-001", "no catalogue of scenarios was found.")
                    .with("scenario", scenario.value())
                    .with("wanted by", place)
                    .because("no META-INF/services/" + Catalogue.class.getName() + " is on the classpath")
                    .toFix("@Scenario(catalogue = Billing.class), a class of yours that implements Catalogue")
                    .toFix("its name in src/test/resources/META-INF/services/" + Catalogue.class.getName())
                    .exception();
        } else if (types.size() > 1) {
            throw Diagnosis.of("ASSAY-JUNIT-002", "there is more than one catalogue of scenarios.")
                    .with("scenario", scenario.value())
                    .with("wanted by", place)
                    .with("catalogues", types.stream().map(Class::getName).toList())
                    .because("each has scenarios of a model of its own")
                    .toFix("@Scenario(catalogue = " + types.get(0).getSimpleName() + ".class)")
                    .toFix("an annotation of yours that stands for this one: @Scenario(catalogue = "
                            + types.get(0).getSimpleName() + ".class) @interface "
                            + types.get(0).getSimpleName() + "Data {}")
                    .exception();
        }
        return types.get(0);
    }
}
