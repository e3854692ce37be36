package dev.assay.data.store;

import dev.assay.data.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How an entity's rows behave in a store: what is read of them, what may be done to them, and by whom.
 *
 * <pre>{@code
 * Resource.of(Customer.class)
 *         .baseFilter(row -> row.get("deletedAt") == null)
 *         .read("by_status", (query, args) -> query.where("status", args.get("status", Status.class)))
 *         .update("suspend", (change, args) -> change.set("status", Status.SUSPENDED))
 *         .validate("a suspended customer has no credit", row -> ...)
 *         .policy(Action.DESTROY, (actor, row) -> actor instanceof Admin);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param <T> what rows become
 * @since 0.1
 */
public final class Resource<T> {
    private final String entity;
    private final Map<String, List<Object>> said;

    /** A condition on rows with a name. */
    record Named<V>(String name, V value) {}

    /** Who may do something. */
    record Policy(String action, String name, BiPredicate<Object, Row> allows) {}

    private Resource(String entity, Map<String, List<Object>> said) {
        this.entity = entity;
        this.said = said;
    }

    /** Begins with rows that behave as all do. */
    public static <T> Resource<T> of(Class<T> type) {
        return new Resource<>(type.getSimpleName(), Map.of());
    }

    /** Begins with rows of an entity, by name, that behave as all do. */
    public static Resource<Row> of(String entity) {
        return new Resource<>(entity, Map.of());
    }

    private Resource<T> and(String kind, Object more) {
        Map<String, List<Object>> all = new LinkedHashMap<>(said);
        all.merge(kind, List.of(more), (some, one) -> {
            List<Object> both = new ArrayList<>(some);
            both.addAll(one);
            return List.copyOf(both);
        });
        return new Resource<>(entity, all);
    }

    /** Hides all other rows from queries and finds; {@link Store#unfiltered()} shows them. */
    public Resource<T> baseFilter(Predicate<Row> shown) {
        return and("filter", shown);
    }

    /** Adds a read with a name. */
    public Resource<T> read(String name, BiFunction<Query<T>, Args, Query<T>> narrowed) {
        return and("read", new Named<>(name, narrowed));
    }

    /** Adds an update with a name. */
    public Resource<T> update(String name, BiConsumer<Change, Args> does) {
        return and("update", new Named<>(name, does));
    }

    /**
     * Does something with each row before it is created or updated, whatever the action's name.
     *
     * @throws IllegalArgumentException for another action
     */
    public Resource<T> before(Action action, BiConsumer<Change, Args> does) {
        if (action != Action.CREATE && action != Action.UPDATE) {
            throw new IllegalArgumentException("before(" + action + ") is never asked, CREATE and UPDATE are");
        }
        return and("before", new Named<>(action.name(), does));
    }

    /** Says what a field has in a new row that is not told otherwise; of a {@link dev.assay.data.RowSpec} the dataset does. */
    public Resource<T> byDefault(String field, @Nullable Object value) {
        return byDefault(field, row -> value);
    }

    /** Says what a field has in a new row that is not told otherwise, by what is told of the others. */
    public Resource<T> byDefault(String field, Function<Row, ? extends @Nullable Object> value) {
        return and("default", new Named<>(field, value));
    }

    /**
     * Adds what must hold for each row that is created or updated.
     *
     * @param rule the rule in words, which the error repeats
     */
    public Resource<T> validate(String rule, Predicate<Row> holds) {
        return and("validate", new Named<>(rule, holds));
    }

    /**
     * Says who may do what. With several policies for one action, all must allow it.
     *
     * @param allows is given the actor and the row: as it is, or for CREATE as it would be
     */
    public Resource<T> policy(Action action, BiPredicate<Object, Row> allows) {
        return policy(action.name(), allows);
    }

    /** Says who may do a read or an update with a name, in addition to who may read or update at all. */
    public Resource<T> policy(String action, BiPredicate<Object, Row> allows) {
        return policy(action, action, allows);
    }

    /**
     * Says who may do what, under a name that refusals give.
     *
     * @param action an {@link Action}'s name, or that of a read or an update of this resource
     * @param called what refusals call it, such as {@code "only admins destroy"}
     */
    public Resource<T> policy(String action, String called, BiPredicate<Object, Row> allows) {
        return and("policy", new Policy(action, called, allows));
    }

    /** Destroys rows of a kind with their parent, in place of refusing to destroy it. */
    public Resource<T> cascade(Class<?>... children) {
        Resource<T> more = this;
        for (Class<?> each : children) {
            more = more.and("cascade", each.getSimpleName());
        }
        return more;
    }

    /** Destroys rows of an entity, by name, with their parent. */
    public Resource<T> cascade(String children) {
        return and("cascade", children);
    }

    /** Leaves rows of a kind without a parent when it is destroyed, in place of refusing to destroy it. */
    public Resource<T> detach(Class<?>... children) {
        Resource<T> more = this;
        for (Class<?> each : children) {
            more = more.and("detach", each.getSimpleName());
        }
        return more;
    }

    String entity() {
        return entity;
    }

    @SuppressWarnings("unchecked") // each kind holds what its method adds
    <V> List<V> all(String kind) {
        return (List<V>) said.getOrDefault(kind, List.of());
    }

    <V> @Nullable V named(String kind, String name) {
        V found = null;
        for (Named<V> each : this.<Named<V>>all(kind)) {
            found = each.name().equals(name) ? each.value() : found;
        }
        return found;
    }

    List<String> names(String kind) {
        return this.<Named<?>>all(kind).stream().map(Named::name).toList();
    }

    /** Returns the first policy that does not allow an action; null if all do. */
    @Nullable String refusing(Object actor, String action, Row row) {
        for (Policy policy : this.<Policy>all("policy")) {
            if (policy.action().equals(action) && !policy.allows().test(actor, row)) {
                return policy.name();
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "Resource of " + entity;
    }
}
