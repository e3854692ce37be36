package dev.assay.data.internal;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what a field of a row holds that is told something from which it follows, as an address follows from a name. */
@FunctionalInterface
public interface Follower {
    /**
     * Returns the value.
     *
     * @param told what the row is told of a field: empty for no value, null if nothing
     * @param number the row's number among those of the field's group
     * @param ending what tells the value from others that follow from the same; empty if nothing needs to
     * @return null if nothing is told from which it follows, or what follows does not fit the field
     */
    @Nullable String of(Function<String, @Nullable Optional<Object>> told, long number, String ending);
}
