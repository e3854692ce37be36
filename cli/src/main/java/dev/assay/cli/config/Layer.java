package dev.assay.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that one place makes: the top of {@code assay.toml}, a profile, the command line. What it does not set, the
 * layer below decides.
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class Layer {
    /** Sets nothing. */
    public static final Layer EMPTY = new Layer(Map.of());

    private final Map<Key<?>, Object> values;

    private Layer(Map<Key<?>, Object> values) {
        this.values = values;
    }

    /** Returns this layer with one more setting. */
    public <T> Layer with(Key<T> key, T value) {
        Map<Key<?>, Object> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Layer(more);
    }

    /** Returns this layer with another one above it, which wins. */
    public Layer below(Layer above) {
        Map<Key<?>, Object> more = new LinkedHashMap<>(values);
        more.putAll(above.values);
        return new Layer(more);
    }

    /** Returns what this layer sets, if it does. */
    @SuppressWarnings("unchecked") // with() is the only way in
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** Returns the value that holds: this layer's, else the standard one. */
    public <T> T get(Key<T> key) {
        return find(key).orElse(key.standard());
    }
}
