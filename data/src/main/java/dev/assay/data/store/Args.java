package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a named read or update is told, by name. Immutable.
 *
 * @since 0.1
 */
public final class Args {
    private static final Args NONE = new Args(Map.of());

    private final Map<String, Optional<Object>> values;

    private Args(Map<String, Optional<Object>> values) {
        this.values = values;
    }

    /** Returns no arguments. */
    public static Args none() {
        return NONE;
    }

    /** Begins with one argument. */
    public static Args of(String name, @Nullable Object value) {
        return NONE.and(name, value);
    }

    /** Returns these and one more. */
    public Args and(String name, @Nullable Object value) {
        Map<String, Optional<Object>> more = new LinkedHashMap<>(values);
        more.put(name, Optional.ofNullable(value));
        return new Args(more);
    }

    /** Tells whether an argument was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Returns an argument.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-050 if it was not given, or has another type
     */
    public <T> T get(String name, Class<T> type) {
        Object value = values.getOrDefault(name, Optional.empty()).orElse(null);
        if (!type.isInstance(value)) {
            throw Diagnosis.of("ASSAY-DATA-050", "an action was not told what it asks for.")
                    .with("argument", name)
                    .with("type", type.getSimpleName())
                    .with("given", this)
                    .because("the action needs it to do its work")
                    .toFix("Args.of(\"" + name + "\", value)")
                    .exception();
        }
        return type.cast(value);
    }

    /** Returns an argument, or another value where it was not given. */
    public <T> T get(String name, Class<T> type, T otherwise) {
        return has(name) ? get(name, type) : otherwise;
    }

    @Override
    public String toString() {
        Map<String, Object> shown = new LinkedHashMap<>();
        values.forEach((name, value) -> shown.put(name, value.orElse(null)));
        return shown.toString();
    }
}
