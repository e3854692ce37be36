package dev.assay.cli.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Integrity;
import dev.assay.data.Model;
import dev.assay.data.schema.Database;
import dev.assay.data.schema.Drift;
import dev.assay.data.schema.SchemaReader;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a database's own schema says of its tables, and how its rows keep a model. */
final class Schemas {
    private static final String INCOMPLETE = "ASSAY-DATA-035";
    private static final String[] TABLES = {"TABLE", "BASE TABLE", "PARTITIONED TABLE"};

    private Schemas() {}

    /**
     * What was found in a database.
     *
     * @param integrity whether rows keep what the model promises
     * @param drift where tables are not the model's
     * @param incomplete why rows could not be looked at, because tables or columns are missing; empty if they were
     */
    record Live(Integrity integrity, Drift drift, Optional<Diagnosis> incomplete) {}

    /** Reads a model off a schema: what is not wanted of it is not looked at. */
    static Model model(JdbcSource source, SubjectOptions options) {
        source.check();
        String schema = options.schema;
        SchemaReader reader = SchemaReader.of(source).ignoring(options.ignoring.toArray(String[]::new));
        reader = schema == null ? reader : reader.schema(schema);
        Selection selection = new Selection(options, false);
        if (!selection.isAll()) {
            List<String> tables = tables(source, schema);
            reader = reader.tablesAndParents(selection.only(tables).toArray(String[]::new))
                    .without(selection.without(tables).toArray(String[]::new));
        }
        return reader.model();
    }

    private static List<String> tables(JdbcSource source, @Nullable String schema) {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData meta = connection.getMetaData();
            String in = schema == null ? connection.getSchema() : schema;
            List<String> tables = new ArrayList<>();
            try (ResultSet row = meta.getTables(connection.getCatalog(), in, "%", TABLES)) {
                while (row.next()) {
                    tables.add(row.getString("TABLE_NAME"));
                }
            }
            return tables;
        } catch (SQLException e) {
            throw source.unreachable(e);
        }
    }

    /** Compares a database with a model, and looks at all of its rows. */
    static Live verify(Model model, JdbcSource source, @Nullable String schema) {
        Database database =
                schema == null ? Database.of(source) : Database.of(source).schema(schema);
        Drift drift = database.drift(model);
        try {
            return new Live(database.verify(model), drift, Optional.empty());
        } catch (DiagnosisException e) {
            if (!e.diagnosis().code().equals(INCOMPLETE)) {
                throw e;
            }
            return new Live(new Integrity(Map.of(), 0, List.of()), drift, Optional.of(e.diagnosis()));
        }
    }
}
