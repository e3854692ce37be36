package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.data.Catalogue;
import java.util.List;
import java.util.Optional;
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
     * Returns the catalogue that an annotation means.
     *
     * @param said what the annotation says: {@link Catalogue} itself for the only one
     * @param annotation the annotation's name
     * @param place where it stands
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-001 if there is none, ASSAY-JUNIT-002 if there are several
     */
    Class<? extends Catalogue> of(Class<? extends Catalogue> said, String annotation, String place) {
        if (said != Catalogue.class) {
            return said;
        } else if (types.isEmpty()) {
            throw Diagnosis.of("ASSAY-JUNIT-001", "no catalogue of scenarios was found.")
                    .with("wanted by", place)
                    .because("no META-INF/services/" + Catalogue.class.getName() + " is on the classpath")
                    .toFix("@" + annotation + "(catalogue = Billing.class), a class of yours that implements Catalogue")
                    .toFix("its name in src/test/resources/META-INF/services/" + Catalogue.class.getName())
                    .exception();
        } else if (types.size() > 1) {
            String name = types.get(0).getSimpleName();
            String explicit = "@" + annotation + "(catalogue = " + name + ".class)";
            throw Diagnosis.of("ASSAY-JUNIT-002", "there is more than one catalogue of scenarios.")
                    .with("wanted by", place)
                    .with("catalogues", types.stream().map(Class::getName).toList())
                    .because("each has scenarios of a model of its own")
                    .toFix(explicit)
                    .toFix("an annotation of yours that stands for this one: " + explicit + " @interface " + name
                            + "Data {}")
                    .exception();
        }
        return types.get(0);
    }

    /** Returns the catalogue that an annotation means, or none if it says none and there is not just one. */
    Optional<Class<? extends Catalogue>> find(Class<? extends Catalogue> said) {
        if (said != Catalogue.class) {
            return Optional.of(said);
        }
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }
}
