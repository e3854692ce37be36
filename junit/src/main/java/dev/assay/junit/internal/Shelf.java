package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Catalogue;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.store.Resource;
import java.lang.ref.SoftReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was made of a catalogue's scenarios: one dataset for all tests of the JVM that ask for the same, for as long as
 * there is room for it.
 *
 * <p>It hangs on the catalogue's class, so that it goes with the class's loader. Thread-safe.
 */
final class Shelf {
    private static final ClassValue<Shelf> SHELVES = new ClassValue<>() {
        @Override
        protected Shelf computeValue(Class<?> type) {
            return new Shelf(type);
        }
    };

    private final Class<?> type;
    private final Map<String, ScenarioSpec> scenarios = new LinkedHashMap<>();
    private final List<Resource<?>> resources;
    private final Map<Key, SoftReference<Made>> made = new ConcurrentHashMap<>();

    private record Key(String scenario, Seed seed, LocalDate asOf) {}

    private Shelf(Class<?> type) {
        this.type = type;
        try {
            Catalogue catalogue = make(type);
            catalogue.scenarios().forEach(scenario -> scenarios.put(scenario.name(), scenario));
            resources = List.copyOf(catalogue.resources());
        } catch (InvocationTargetException e) {
            throw failed(type, Objects.requireNonNullElse(e.getCause(), e));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw failed(type, e);
        }
    }

    /**
     * Returns a catalogue's.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-004 if the catalogue cannot be made
     */
    static Shelf of(Class<? extends Catalogue> catalogue) {
        return SHELVES.get(catalogue);
    }

    /**
     * Returns what a scenario and a beginning determine.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-003 if the catalogue has no such scenario, and what {@link
     *     ScenarioSpec#dataset} throws
     */
    Made get(String scenario, Beginning beginning) {
        return get(scenario, check(scenario), beginning);
    }

    /**
     * Returns a scenario of the catalogue.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-003 if the catalogue has no such scenario
     */
    ScenarioSpec check(String scenario) {
        ScenarioSpec spec = scenarios.get(scenario);
        if (spec == null) {
            throw noSuchScenario(scenario);
        }
        return spec;
    }

    /** Returns what is there without a scenario: no rows. */
    Made nothing(Beginning beginning) {
        return get("", ScenarioSpec.of(model(), "nothing"), beginning);
    }

    /** Returns the model of all scenarios. */
    Model model() {
        return scenarios.values().stream()
                .findFirst()
                .map(ScenarioSpec::model)
                .orElseThrow(() -> noSuchScenario(Catalogue.EMPTY));
    }

    private RuntimeException noSuchScenario(String scenario) {
        return Diagnosis.of("ASSAY-JUNIT-003", "the catalogue has no such scenario.")
                .with("scenario", scenario)
                .with("catalogue", type.getName())
                .with("scenarios", scenarios.keySet())
                .because("a scenario is called what its catalogue calls it")
                .toFix("name one of the scenarios above")
                .toFix("ScenarioSpec.of(MODEL, \"" + scenario + "\") among what " + type.getSimpleName()
                        + ".scenarios() returns")
                .exception();
    }

    private Made get(String scenario, ScenarioSpec spec, Beginning beginning) {
        Made[] found = new Made[1];
        made.compute(new Key(scenario, beginning.seed(), beginning.asOf()), (key, kept) -> {
            Made known = kept == null ? null : kept.get();
            found[0] = known == null
                    ? new Made(type, spec.dataset(beginning.seed(), beginning.asOf()), beginning, resources)
                    : known;
            return known == null ? new SoftReference<>(found[0]) : kept;
        });
        return found[0];
    }

    private static Catalogue make(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Catalogue) constructor.newInstance();
    }

    private static RuntimeException failed(Class<?> type, Throwable reason) {
        if (reason instanceof DiagnosisException said) {
            return said;
        }
        return Diagnosis.of("ASSAY-JUNIT-004", "a catalogue cannot be made.")
                .with("catalogue", type.getName())
                .with("reason", reason)
                .because("a catalogue is made by its constructor without arguments")
                .toFix("class " + type.getSimpleName() + " implements Catalogue, with such a constructor or none")
                .exception(reason);
    }
}
