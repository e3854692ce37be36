package dev.assay.cli.parallel;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Leftover;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of a top-level class.
 *
 * @param suite its suite
 * @param name its binary name
 * @param use what it did with databases; empty if nobody saw any
 * @param leftovers what it left behind
 * @param tags of all its tests
 * @param state static fields that its tests may change
 * @param locks resources that it locks by JUnit's annotations
 * @param wallNanos how long it occupied its worker
 * @since 0.1
 */
public record TestClass(
        String suite,
        String name,
        Optional<DatabaseUse> use,
        List<Leftover> leftovers,
        Set<String> tags,
        Set<String> state,
        Set<String> locks,
        long wallNanos) {

    /** Copies the collections. */
    public TestClass {
        leftovers = List.copyOf(leftovers);
        tags = Set.copyOf(tags);
        state = Set.copyOf(state);
        locks = Set.copyOf(locks);
    }

    /** Returns its name without the package. */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
