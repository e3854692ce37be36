package dev.assay.data.schema;

import dev.assay.core.Diagnosis;
import dev.assay.data.Model;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model of a database's schema: entities are called as tables are, fields as columns.
 *
 * <pre>{@code
 * Model model = SchemaReader.of(dataSource)
 *         .schema("public")
 *         .without("flyway_schema_history")
 *         .ignoring("orders_no_overlap")
 *         .model();
 * }</pre>
 *
 * <p>PostgreSQL is read in full: partitioned tables, domains, enums, identities, defaults, keys of all kinds, unique
 * indexes, also partial ones, and checks. Of H2 checks are read too, of other databases what JDBC tells. Views, generated
 * columns, and columns of unknown types that may be without a value or have a default are left out.
 *
 * <p>Immutable; it reads when {@link #model} is called.
 *
 * @since 0.1
 */
public final class SchemaReader {
    private final DataSource source;
    private final @Nullable String schema;
    private final Set<String> only;
    private final Set<String> roots;
    private final Set<String> without;
    private final Set<String> ignored;

    private SchemaReader(
            DataSource source,
            @Nullable String schema,
            Set<String> only,
            Set<String> roots,
            Set<String> without,
            Set<String> ignored) {
        this.source = source;
        this.schema = schema;
        this.only = only;
        this.roots = roots;
        this.without = without;
        this.ignored = ignored;
    }

    /** Reads the schema in which the database's connections begin. */
    public static SchemaReader of(DataSource database) {
        return new SchemaReader(database, null, Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** Reads another schema. */
    public SchemaReader schema(String name) {
        return new SchemaReader(source, name, only, roots, without, ignored);
    }

    /** Reads no tables but these. */
    public SchemaReader tables(String... names) {
        return new SchemaReader(source, schema, more(only, names), roots, without, ignored);
    }

    /**
     * Reads no tables but these, and those that their foreign keys lead to, however far: what any other holds need not be
     * understood.
     */
    public SchemaReader tablesAndParents(String... names) {
        return new SchemaReader(source, schema, only, more(roots, names), without, ignored);
    }

    /** Leaves tables out. */
    public SchemaReader without(String... names) {
        return new SchemaReader(source, schema, only, roots, more(without, names), ignored);
    }

    /**
     * Ignores constraints and unique indexes that are not understood, or should not count, by their names: rows may break
     * them, unless rules see to them.
     */
    public SchemaReader ignoring(String... constraints) {
        return new SchemaReader(source, schema, only, roots, without, more(ignored, constraints));
    }

    private static Set<String> more(Set<String> before, String... names) {
        Set<String> more = new HashSet<>(before);
        more.addAll(List.of(names));
        return Set.copyOf(more);
    }

    /**
     * Reads the schema.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-030 if the database cannot be read, ASSAY-DATA-031 if there are
     *     no such tables, ASSAY-DATA-032 if a constraint is not understood, ASSAY-DATA-033 if a foreign key leads to a table
     *     that is not read, ASSAY-DATA-005 if keys that are needed form a cycle, and what {@link Model#of(List)} throws
     */
    public Model model() {
        LiveSchema live = roots.isEmpty() ? read() : read().rootedAt(roots, ignored);
        if (live.tables().isEmpty()) {
            throw Diagnosis.of("ASSAY-DATA-031", "there are no tables to make a model of.")
                    .with("schema", schema == null ? "that of the connection" : schema)
                    .with(
                            "tables",
                            only.isEmpty() && roots.isEmpty()
                                    ? "all"
                                    : Stream.concat(only.stream(), roots.stream())
                                            .sorted()
                                            .toList())
                    .because("a model has an entity for each table that is read; views are none")
                    .toFix("SchemaReader.of(dataSource).schema(\"...\")")
                    .toFix("run the migrations before the model is made")
                    .exception();
        }
        return new ModelMaker(live, ignored).model();
    }

    LiveSchema read() {
        Predicate<String> wanted = name -> (only.isEmpty() || only.contains(name)) && !without.contains(name);
        try (Connection connection = source.getConnection()) {
            return read(connection, schema, wanted);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    static LiveSchema read(Connection connection, @Nullable String schema, Predicate<String> wanted)
            throws SQLException {
        return isPostgres(connection)
                ? new PostgresSchema(connection, schema, wanted).read()
                : new JdbcSchema(connection, schema, wanted).read();
    }

    static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    static RuntimeException unreadable(SQLException e) {
        return Diagnosis.of("ASSAY-DATA-030", "a database cannot be read.")
                .with("SQL state", e.getSQLState())
                .with("said", String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
                .because("what it holds is asked of its catalogue and its tables")
                .toFix("see that it runs, and that the user may read its schema")
                .exception(e);
    }
}
