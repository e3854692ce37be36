package dev.assay.data;

import java.util.Optional;

/**
 * A field of an entity.
 *
 * @param name the component's name
 * @param type the component's type
 * @param unique whether no two rows have the same value
 * @param relation the parent whose key it holds, if any
 * @since 0.1
 */
public record Field(String name, Class<?> type, boolean unique, Optional<Relation> relation) {
    /** Tells whether a row may have no value: whether its type is no primitive. */
    public boolean nullable() {
        return !type.isPrimitive();
    }
}
