package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Which schema each logical connection has, where the owner's one connection has one at a time. Costs nothing until one is
 * set. Used by who has its turn alone.
 */
final class Schema {
    private final Connection connection;
    private final Dialect dialect;

    /** Whether one was ever set. */
    private boolean used;

    /** What there was before. */
    private @Nullable String initial;

    /** What there is now; null if it is not known, as a rollback may have undone it. */
    private @Nullable String current;

    Schema(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Makes sure that there is the one that a logical connection has, or if that is null, the one of the beginning. */
    void turnTo(@Nullable String its) throws SQLException {
        if (used && !dialect.isFailed(connection)) {
            String wanted = its == null ? initial : its;
            if (wanted != null && !wanted.equals(current)) {
                connection.setSchema(wanted);
                current = wanted;
            }
        }
    }

    /** Sets the one that a logical connection has from now on. */
    void set(String its) throws SQLException {
        if (!used) {
            initial = connection.getSchema();
            used = true;
        }
        connection.setSchema(its);
        current = its;
    }

    /** Leaves the one of the beginning to who has the connection next: not every database undoes it with a transaction. */
    void end() throws SQLException {
        if (initial != null) {
            connection.setSchema(initial);
        }
    }

    /** Is told that something was rolled back. */
    void rolledBack() {
        current = null;
    }
}
