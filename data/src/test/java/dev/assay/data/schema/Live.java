package dev.assay.data.schema;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.ScenarioSpec;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Databases with a schema of a test's own, and rows that are put into them. */
final class Live {
    static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    /** Stops the server with the last test: register it with each class that uses PostgreSQL. */
    static final class Server implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(EmbeddedPostgres.class.getName(), name -> (AutoCloseable) Live::stop);
        }
    }

    private static synchronized void stop() throws IOException {
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    /** Kept open: H2 evaluates a list of constants in the session that created its check. */
    private static final List<Connection> CREATORS = new CopyOnWriteArrayList<>();

    final DataSource source;
    final boolean postgres;

    private Live(DataSource source, boolean postgres) {
        this.source = source;
        this.postgres = postgres;
    }

    private static synchronized EmbeddedPostgres server() throws IOException {
        EmbeddedPostgres running = server;
        if (running == null) {
            running = EmbeddedPostgres.builder().start();
            server = running;
        }
        return running;
    }

    static Live postgres(String... ddl) throws IOException, SQLException {
        EmbeddedPostgres running = server();
        String name = "s" + COUNT.incrementAndGet();
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        Live live = new Live(running.getDatabase("postgres", name), true);
        live.run(ddl);
        return live;
    }

    /** A database that nobody has created. */
    static DataSource gone() throws IOException {
        return server().getDatabase("postgres", "gone");
    }

    static Live h2(String... ddl) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:s" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        Connection creator = source.getConnection();
        try (Statement statement = creator.createStatement()) {
            for (String each : ddl) {
                statement.execute(each);
            }
        }
        CREATORS.add(creator);
        return new Live(source, false);
    }

    void run(String... sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Makes rows of a model and puts them all in. */
    Dataset fill(Model model, long rows, Map<String, Long> others) throws SQLException {
        ScenarioSpec scenario = ScenarioSpec.of(model, "test");
        for (Entity entity : model.entities()) {
            scenario = scenario.rows(entity.name(), others.getOrDefault(entity.name(), rows));
        }
        Dataset data = scenario.dataset(Seed.of(7), DAY);
        try (Connection connection = source.getConnection()) {
            if (postgres) {
                defer(connection);
            }
            connection.setAutoCommit(false);
            for (Entity entity : model.entities()) {
                insert(connection, entity, data);
            }
            connection.commit();
        }
        return data;
    }

    private static void defer(Connection connection) throws SQLException {
        List<String> alterations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select conrelid::regclass::text, quote_ident(conname) from pg_constraint where contype = 'f'"
                                + " and conparentid = 0 and connamespace = current_schema()::regnamespace")) {
            while (row.next()) {
                alterations.add("alter table " + row.getString(1) + " alter constraint " + row.getString(2)
                        + " deferrable initially deferred");
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String each : alterations) {
                statement.execute(each);
            }
        }
    }

    private void insert(Connection connection, Entity entity, Dataset data) throws SQLException {
        Map<String, String> types = new HashMap<>();
        if (postgres) {
            for (LiveSchema.Column column : SchemaReader.of(source)
                    .read()
                    .table(entity.table())
                    .orElseThrow()
                    .columns()) {
                types.put(column.name(), "::" + column.sqlType());
            }
        }
        String columns =
                entity.fields().stream().map(field -> quoted(field.column())).collect(Collectors.joining(", "));
        String values = entity.fields().stream()
                .map(field -> "?" + types.getOrDefault(field.column(), ""))
                .collect(Collectors.joining(", "));
        String sql = "insert into " + quoted(entity.table()) + " (" + columns + ") "
                + (postgres ? "overriding system value " : "") + "values (" + values + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : data.rows(entity).toList()) {
                for (int i = 0; i < entity.fields().size(); i++) {
                    statement.setObject(i + 1, asSql(connection, entity.fields().get(i), row.get(i)));
                }
                try {
                    if (postgres) {
                        statement.addBatch();
                    } else {
                        statement.executeUpdate();
                    }
                } catch (SQLException e) {
                    throw new SQLException(row + ": " + e.getMessage(), e);
                }
            }
            if (postgres) {
                statement.executeBatch();
            }
        }
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }

    private static @Nullable Object asSql(Connection connection, Field field, @Nullable Object value)
            throws SQLException {
        if (value instanceof String[] texts) {
            return connection.createArrayOf("text", texts);
        } else if (value instanceof Integer[] numbers) {
            return connection.createArrayOf("int4", numbers);
        }
        return value;
    }
}
