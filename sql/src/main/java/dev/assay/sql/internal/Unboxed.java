package dev.assay.sql.internal;

import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Resource;

/**
 * Stands for an owner's having no sandbox: its connections are the database's own.
 *
 * @param known what others know of the database, which it may change
 */
public record Unboxed(Known known) implements Resource {
    /** Leaves what it did. */
    @Override
    public void end(Ending why) {
        known.forget();
    }
}
