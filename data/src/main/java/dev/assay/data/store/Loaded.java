package dev.assay.data.store;

import dev.assay.data.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row with what was loaded with it: parents, children, calculations. Immutable; as it was when it was loaded.
 *
 * @param <T> what the row becomes
 * @since 0.1
 */
public final class Loaded<T> {
    private final T value;
    private final Loading loading;

    Loaded(T value, Loading loading) {
        this.value = value;
        this.loading = loading;
    }

    /** Returns the row as what it becomes. */
    public T value() {
        return value;
    }

    /** Returns the row. */
    public Row row() {
        return loading.row();
    }

    /** Returns a field's value, or what a calculation gives. */
    public @Nullable Object get(String name) {
        return loading.row().get(name);
    }

    /**
     * Returns the children that were loaded under a name; none if there are none.
     *
     * @throws IllegalArgumentException if nothing was loaded under that name
     */
    public <C> List<C> many(String name, Class<C> type) {
        return loadedMany(name, type).stream().map(Loaded::value).toList();
    }

    /** Returns the children that were loaded under a name, with what was loaded with them. */
    public <C> List<Loaded<C>> loadedMany(String name, Class<C> type) {
        if (!(of(name) instanceof List<?> children)) {
            throw new IllegalArgumentException(name + " is not loaded as many: load(\"" + name + "\")");
        }
        return children.stream().map(child -> ((Loading) child).as(type)).toList();
    }

    /**
     * Returns the parent that was loaded under a name, or the first child; empty if there is none.
     *
     * @throws IllegalArgumentException if nothing was loaded under that name
     */
    public <P> Optional<P> one(String name, Class<P> type) {
        return loadedOne(name, type).map(Loaded::value);
    }

    /** Returns the parent that was loaded under a name, with what was loaded with it. */
    public <P> Optional<Loaded<P>> loadedOne(String name, Class<P> type) {
        Object found = of(name);
        if (found instanceof List<?> children) {
            return children.stream().findFirst().map(child -> ((Loading) child).as(type));
        }
        return Optional.ofNullable((Loading) found).map(parent -> parent.as(type));
    }

    private @Nullable Object of(String name) {
        Map<String, @Nullable Object> loaded = loading.loaded();
        if (!loaded.containsKey(name)) {
            throw new IllegalArgumentException(name + " is not loaded, " + loaded.keySet() + " are");
        }
        return loaded.get(name);
    }

    /** Returns the row as a map from names to values, with what was loaded. */
    public Map<String, @Nullable Object> map() {
        return map(RowFormat.ALL);
    }

    /** Returns the row as a map, as a format says. */
    public Map<String, @Nullable Object> map(RowFormat format) {
        format.check(loading.row().table());
        return format.map(loading);
    }

    @Override
    public String toString() {
        return value + " with " + loading.loaded().keySet();
    }
}
