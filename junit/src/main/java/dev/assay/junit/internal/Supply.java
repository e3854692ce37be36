package dev.assay.junit.internal;

import dev.assay.core.Choices;
import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.store.Store;
import dev.assay.junit.Scenario;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Gives a test or class what its places ask for. */
public final class Supply {
    static final Namespace NAMESPACE = Namespace.create(Supply.class);
    private static final String JUPITER = "[engine:junit-jupiter]";

    private final ExtensionContext context;

    /** Makes the supply of a test, or of a class for what is not a test's own. */
    public Supply(ExtensionContext context) {
        this.context = context;
    }

    /**
     * Returns what a place asks for.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-001 to 007, ASSAY-CORE-001 if a seed is none, and what {@link
     *     dev.assay.data.ScenarioSpec#dataset} throws
     */
    public Object give(Request request) {
        return request.by() instanceof Scenario scenario ? data(request, scenario) : chance(request);
    }

    private Object data(Request request, Scenario scenario) {
        if (request.type() == Dataset.class) {
            return made(request, scenario).dataset();
        } else if (request.type() == Store.class) {
            return new Stores(context, request, scenario.scope()).of(made(request, scenario));
        } else if (request.type() == List.class
                && request.generic() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> row) {
            return made(request, scenario).dataset().list(row);
        }
        throw unfit(
                request,
                "Scenario",
                "it gives a Dataset, a Store, or the rows of one record or class as a List",
                "@Scenario Dataset data");
    }

    private Made made(Request request, Scenario scenario) {
        Made made = Shelf.of(catalogues().of(scenario, request.place()))
                .get(scenario.value(), beginning().of(scenario));
        given().note(context, made);
        return made;
    }

    private Object chance(Request request) {
        if (request.type() != Seed.class && request.type() != Choices.class) {
            throw unfit(request, "Drawn", "it gives a Seed or Choices", "@Drawn Choices choices");
        }
        Seed own = beginning().seed().at(id());
        given().note(context, new Chance(own));
        return request.type() == Seed.class ? own : Choices.of(own.at(request.name()));
    }

    /** Returns the id that a test has whoever else runs beside it: without a suite that it may be part of. */
    private String id() {
        String id = context.getUniqueId();
        return id.substring(Math.max(0, id.lastIndexOf(JUPITER)));
    }

    private static RuntimeException unfit(Request request, String annotation, String why, String fix) {
        return Diagnosis.of("ASSAY-JUNIT-005", "an annotation stands where it can give nothing.")
                .with("place", request.place())
                .with("annotation", "@" + annotation)
                .with("type", request.generic().getTypeName())
                .because(why)
                .toFix(fix)
                .exception();
    }

    private Catalogues catalogues() {
        ClassLoader loader = context.getRequiredTestClass().getClassLoader();
        return root().getOrComputeIfAbsent(loader, Catalogues::of, Catalogues.class);
    }

    private Beginning beginning() {
        return root().getOrComputeIfAbsent(
                        Beginning.class, key -> Beginning.of(context::getConfigurationParameter), Beginning.class);
    }

    private Given given() {
        return root().getOrComputeIfAbsent(Given.class, key -> new Given(), Given.class);
    }

    private ExtensionContext.Store root() {
        return context.getRoot().getStore(NAMESPACE);
    }

    /** Says what the test or class had, if it had anything. */
    public void failed() {
        List<Gift> gifts = given().to(context);
        if (!gifts.isEmpty()) {
            Aftermath.of(context, gifts, beginning()).tell(context);
        }
    }

    /** Forgets what the test or class had. */
    public void ended() {
        given().forget(context);
    }
}
