package dev.assay.sql.internal;

import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Resource;

/** Stands for an owner's having no sandbox: its connections are the database's own. */
public final class Unboxed implements Resource {
    @Override
    public void end(Ending why) {
        // What it did remains.
    }
}
