package dev.assay.data.schema;

import dev.assay.data.Integrity;
import dev.assay.data.Model;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A live database, to be compared with a model.
 *
 * <pre>{@code
 * Database database = Database.of(dataSource);
 * database.drift(model).orThrow();      // the schema is the one that the model knows
 * database.verify(model).orThrow();     // and the rows keep what the model promises
 * }</pre>
 *
 * <p>Immutable and thread-safe; nothing is written.
 *
 * @since 0.1
 */
public final class Database {
    private final DataSource source;
    private final @Nullable String schema;

    private Database(DataSource source, @Nullable String schema) {
        this.source = source;
        this.schema = schema;
    }

    /** Looks at the schemas that entities name, of others at the one in which the database's connections begin. */
    public static Database of(DataSource database) {
        return new Database(database, null);
    }

    /** Looks at another schema, whatever entities name. */
    public Database schema(String name) {
        return new Database(source, name);
    }

    /**
     * Says where a model and the schema have drifted apart. Tables and columns are found by the names that the model's
     * entities and fields have in databases.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-030 if the database cannot be read
     */
    public Drift drift(Model model) {
        try (Connection connection = source.getConnection()) {
            return new DriftCheck(model, LiveTables.read(connection, model, schema)).drift();
        } catch (SQLException e) {
            throw SchemaReader.unreadable(e);
        }
    }

    /**
     * Looks whether all rows keep what a model promises: keys lead to rows, unique values differ, each parent has its
     * number of children, values are within their domains, and checks hold.
     *
     * <p>The database does the work, in one transaction that only reads: each table is read once for its fields and
     * checks, once for each group of unique fields, and once for each relation. Only checks that are written in Java, and
     * regular expressions, have their columns read row by row; so this is for tables of millions of rows, too. Violations
     * name rows by their keys.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-030 if the database cannot be read, ASSAY-DATA-035 if it lacks
     *     tables or columns that the model has
     */
    public Integrity verify(Model model) {
        try (Connection connection = source.getConnection()) {
            boolean commits = connection.getAutoCommit();
            int isolation = connection.getTransactionIsolation();
            if (connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            connection.setAutoCommit(false);
            try {
                LiveTables live = LiveTables.read(connection, model, schema);
                new DriftCheck(model, live).complete();
                return new LiveIntegrity(connection, model, live).verify();
            } finally {
                connection.rollback();
                connection.setAutoCommit(commits);
                connection.setTransactionIsolation(isolation);
            }
        } catch (SQLException e) {
            throw SchemaReader.unreadable(e);
        }
    }
}
