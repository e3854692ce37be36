package dev.assay.sql.tier;

import dev.assay.core.ownership.OwnerContext;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.Template;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A copy of a template that becomes one itself. */
final class CloneSetUp implements SetUp {
    private final DatabaseClone copy;
    private final Function<Template, Databases> sealed;
    private @Nullable Databases databases;

    CloneSetUp(DatabaseClone copy, Function<Template, Databases> sealed) {
        this.copy = copy;
        this.sealed = sealed;
    }

    @Override
    public DataSource dataSource() {
        return copy.database();
    }

    @Override
    public synchronized Databases seal() {
        Databases made = databases;
        if (made == null) {
            try (OwnerContext.Entered nobody = OwnerContext.nobody().enter()) {
                made = sealed.apply(copy.seal());
            }
            databases = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        if (databases != null) {
            databases.close();
        }
        copy.close();
    }
}
