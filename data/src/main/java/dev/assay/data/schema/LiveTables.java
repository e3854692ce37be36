package dev.assay.data.schema;

import dev.assay.data.Entity;
import dev.assay.data.Model;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the tables of entities in the schemas that they are in. */
final class LiveTables {
    private final Map<Optional<String>, LiveSchema> schemas = new LinkedHashMap<>();
    private final Optional<String> instead;

    private LiveTables(@Nullable String instead) {
        this.instead = Optional.ofNullable(instead);
    }

    /** Reads the schemas of a model's tables, or one instead of them all. */
    static LiveTables read(Connection connection, Model model, @Nullable String instead) throws SQLException {
        LiveTables tables = new LiveTables(instead);
        for (Entity entity : model.entities()) {
            Optional<String> schema = tables.schema(entity);
            if (!tables.schemas.containsKey(schema)) {
                tables.schemas.put(schema, SchemaReader.read(connection, schema.orElse(null), table -> true));
            }
        }
        return tables;
    }

    private Optional<String> schema(Entity entity) {
        return instead.isPresent() ? instead : entity.schema();
    }

    Optional<LiveSchema.Table> of(Entity entity) {
        LiveSchema schema = schemas.get(schema(entity));
        return schema == null ? Optional.empty() : schema.table(entity.table());
    }

    /** Returns the tables of all schemas that were read, each once. */
    List<LiveSchema.Table> all() {
        return schemas.values().stream()
                .flatMap(schema -> schema.tables().stream())
                .distinct()
                .toList();
    }
}
