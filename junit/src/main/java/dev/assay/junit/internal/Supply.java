package dev.assay.junit.internal;

import dev.assay.core.Choices;
import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import dev.assay.data.Catalogue;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.load.Fixtures;
import dev.assay.data.store.Store;
import dev.assay.junit.Load;
import dev.assay.junit.Scenario;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

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
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-001 to 007, 011 and 012, ASSAY-CORE-001 if a seed is none,
     *     and what {@link dev.assay.data.ScenarioSpec#dataset} and {@link Fixtures} throw
     */
    public Object give(Request request) {
        if (request.by() instanceof Scenario scenario) {
            return data(request, scenario);
        }
        return request.by() instanceof Load load ? loaded(request, load) : chance(request);
    }

    private Object data(Request request, Scenario scenario) {
        Class<?> row = rowOf(request);
        if (request.type() == Dataset.class) {
            return made(request, scenario).dataset();
        } else if (request.type() == Store.class) {
            return new Stores(context, request, made(request, scenario), Optional.empty()).get();
        } else if (row != null) {
            return made(request, scenario).dataset().list(row);
        }
        throw unfit(
                request,
                "Scenario",
                "it gives a Dataset, a Store, or the rows of one record or class as a List",
                "@Scenario Dataset data");
    }

    /** Returns what a list is to be of; null if it is to be no list of a class. */
    private static @Nullable Class<?> rowOf(Request request) {
        return request.type() == List.class
                        && request.generic() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> row
                ? row
                : null;
    }

    private Made made(Request request, Scenario scenario) {
        return made(scenario, request.place());
    }

    private Made made(Scenario scenario, String place) {
        Made made = Shelf.of(catalogues().of(scenario.catalogue(), "Scenario", place))
                .get(scenario.value(), beginning().of(scenario));
        given().note(context, made);
        return made;
    }

    /**
     * Returns the rows that a test's database begins with.
     *
     * @param place who asks for them
     * @throws dev.assay.core.DiagnosisException as {@link #give} does
     */
    Dataset rows(Scenario scenario, String place) {
        return made(scenario, place).dataset();
    }

    private Shelf shelf(Request request, String annotation, Class<? extends Catalogue> said) {
        return Shelf.of(catalogues().of(said, annotation, request.place()));
    }

    /**
     * Sees whether there is what an annotation on a method or class means, even if nobody asks for it there.
     *
     * @throws dev.assay.core.DiagnosisException as {@link #give} does
     */
    public void check(AnnotatedElement element) {
        AnnotationSupport.findAnnotation(element, Scenario.class).ifPresent(scenario -> {
            String place = element instanceof Method method
                    ? "method " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                    : "class " + ((Class<?>) element).getSimpleName();
            Shelf.of(catalogues().of(scenario.catalogue(), "Scenario", place)).check(scenario.value());
            beginning().of(scenario);
        });
    }

    private Object loaded(Request request, Load load) {
        if (load.value().length == 0) {
            throw unfit(request, "Load", "it names no file", "@Load(\"customers.csv\")");
        } else if (request.beside().isPresent() && request.type() != Store.class) {
            throw unfit(
                    request,
                    "Scenario",
                    "beside @Load it says what a Store has besides the files' rows, and nothing else has any",
                    "leave out @Scenario");
        }
        FixtureFiles files = new FixtureFiles(List.of(load.value()), context.getRequiredTestClass(), request.place());
        given().note(context, files);
        Class<?> row = rowOf(request);
        if (request.type() == Store.class) {
            Made made = request.beside()
                    .map(scenario -> made(request, scenario))
                    .orElseGet(() -> shelf(request, "Load", load.catalogue()).nothing(beginning()));
            return new Stores(context, request, made, Optional.of(files)).get();
        } else if (request.type() == Fixtures.class) {
            return files.addTo(fixtures(shelf(request, "Load", load.catalogue()).model()), null);
        } else if (row != null) {
            return files.addTo(fixtures(modelOf(row, load)), row).records(row);
        }
        throw unfit(
                request,
                "Load",
                "it gives the rows of one record or class as a List, a Store, or Fixtures",
                "@Load(\"customers.csv\") List<Customer> customers");
    }

    private Fixtures fixtures(Model model) {
        return Fixtures.of(model).asOf(beginning().asOf());
    }

    /** Returns the catalogue's model, or one of the class alone if no catalogue is named and none knows the class. */
    private Model modelOf(Class<?> row, Load load) {
        return catalogues()
                .find(load.catalogue())
                .map(catalogue -> Shelf.of(catalogue).model())
                .filter(model -> load.catalogue() != Catalogue.class || knows(model, row))
                .orElseGet(() -> Model.of(row));
    }

    private static boolean knows(Model model, Class<?> row) {
        return model.entities().stream()
                .anyMatch(entity -> entity.type().filter(row::equals).isPresent());
    }

    private Object chance(Request request) {
        if (request.type() != Seed.class && request.type() != Choices.class) {
            throw unfit(request, "Drawn", "it gives a Seed or Choices", "@Drawn Choices choices");
        }
        Seed own = beginning().seed().at(id());
        given().note(context, new Chance(own));
        Seed here = own.at(request.name());
        return request.type() == Seed.class ? here : Choices.of(here);
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
