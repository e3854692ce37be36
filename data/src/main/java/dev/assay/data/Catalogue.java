package dev.assay.data;

import dev.assay.data.store.Resource;
import java.util.List;

/**
 * Scenarios that a team shares: a model, and how much of it there is under which name.
 *
 * <p>A {@link java.util.ServiceLoader} finds it: its class's name stands in {@code
 * META-INF/services/dev.assay.data.Catalogue}, and it has a public constructor without arguments.
 *
 * <pre>{@code
 * public final class Billing implements Catalogue {
 *     public List<ScenarioSpec> scenarios() {
 *         return List.of(ScenarioSpec.of(MODEL, SMALL).rows(Customer.class, 25), ...);
 *     }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public interface Catalogue {
    /** Reference data alone, or nothing. */
    String EMPTY = "empty";

    /** A few dozen rows of each entity, for most tests. */
    String SMALL = "small";

    /** Some hundreds. */
    String MEDIUM = "medium";

    /** Thousands. */
    String LARGE = "large";

    /** Tens of thousands and more. */
    String HUGE = "huge";

    /** Returns the scenarios, all of one model. */
    List<ScenarioSpec> scenarios();

    /** Returns how rows behave in a store of one of the scenarios, where they do not as all do. */
    default List<Resource<?>> resources() {
        return List.of();
    }
}
