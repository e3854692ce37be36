package dev.assay.data.load;

import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Loads into PostgreSQL by binary COPY.
 *
 * <p>Where all tables are empty, the connection's role owns them and there are many rows, they are truncated, so that rows
 * come in frozen, and lose their keys and indexes until the rows are there.
 */
final class PostgresLoad implements DatabaseLoad.Destination {
    /** Fewer rows are in before keys and indexes are dropped and made. */
    private static final long MANY = 3_000;

    /** Indexes of millions of rows are sorted in memory, if that is there; in this transaction alone. */
    private static final String ROOM_TO_SORT = """
            SELECT set_config('maintenance_work_mem', '256MB', true)
            WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')
            """;

    private static final Pattern PLACE =
            Pattern.compile("COPY .*?, line (\\d+)(?:, column (.+?))?(?::.*)?$", Pattern.DOTALL);

    private final Connection connection;
    private final Plan plan;
    private @Nullable Span current;

    PostgresLoad(Connection connection, Plan plan) {
        this.connection = connection;
        this.plan = plan;
    }

    static boolean takes(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    @Override
    public void load(Pipeline pipeline, Course course) throws SQLException {
        limit(course);
        PostgresCatalog catalog = PostgresCatalog.read(connection, plan.entities());
        List<PostgresTable> tables = catalog.tables();
        boolean bulk = !plan.settings().append() && plan.rows() >= MANY && catalog.owned();
        if (bulk) {
            run("LOCK TABLE " + names(tables) + " IN ACCESS EXCLUSIVE MODE");
        }
        if (!plan.settings().append()) {
            empty(tables);
        }
        PostgresConstraints constraints = PostgresConstraints.read(connection, tables);
        List<PostgresTable> fresh = List.of();
        if (bulk) {
            run(ROOM_TO_SORT);
            constraints.drop();
            fresh = constraints.truncate();
        }
        constraints.defer();
        for (int i = 0; i < tables.size(); i++) {
            limit(course);
            copy(plan.spans().get(i), tables.get(i), fresh.contains(tables.get(i)), pipeline);
        }
        course.begin(Progress.Stage.COMPLETION);
        for (String statement : constraints.restoring()) {
            limit(course);
            run(statement);
            course.check();
        }
        limit(course);
        PostgresSequences.advance(connection, tables);
        run("ANALYZE " + names(tables));
    }

    private void empty(List<PostgresTable> tables) throws SQLException {
        List<String> filled = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (PostgresTable table : tables) {
                try (var rows = statement.executeQuery("SELECT 1 FROM " + table.name() + " LIMIT 1")) {
                    if (rows.next()) {
                        filled.add(table.name());
                    }
                }
            }
        }
        if (!filled.isEmpty()) {
            throw LiveTable.notEmpty(filled);
        }
    }

    private void copy(Span span, PostgresTable table, boolean fresh, Pipeline pipeline) throws SQLException {
        if (span.rows() == 0) {
            return;
        }
        current = span;
        List<CopyType> types = table.types();
        if (types == null) {
            // One of its types has no form that is known here; the server reads its text.
            InsertRows rows = new InsertRows(connection, table.live(), PostgresCatalog::quote, List.of());
            rows.run(span, pipeline);
            return;
        }
        CopyRows encoder = new CopyRows(table.live().targets(), types);
        String sql = "COPY " + table.name() + " (" + table.live().columnList(PostgresCatalog::quote)
                + ") FROM STDIN (FORMAT binary" + (fresh ? ", FREEZE" : "") + ")";
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(CopyRows.HEADER, 0, CopyRows.HEADER.length);
            pipeline.run(span, Bytes::new, encoder::row, bytes -> copy.writeToCopy(bytes.array(), 0, bytes.size()));
            copy.writeToCopy(CopyRows.TRAILER, 0, CopyRows.TRAILER.length);
            copy.endCopy();
        } catch (RuntimeException | Error e) {
            if (copy.isActive()) {
                abandon(copy, e);
            }
            throw e;
        }
        current = null;
    }

    private static void abandon(CopyIn copy, Throwable reason) {
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Lets the server keep the time while it is its turn. */
    private void limit(Course course) throws SQLException {
        course.check();
        Duration left = course.left();
        if (left != null) {
            run("SET LOCAL statement_timeout = " + Math.min(Integer.MAX_VALUE, left.toMillis() + 1));
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String names(List<PostgresTable> tables) {
        return String.join(", ", tables.stream().map(PostgresTable::name).toList());
    }

    @Override
    public void afterwards() {
        // All of it is part of the transaction.
    }

    @Override
    public @Nullable RuntimeException explain(SQLException reason) {
        Span span = current;
        ServerErrorMessage message = reason instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String where = message == null ? null : message.getWhere();
        Matcher place = PLACE.matcher(where == null ? "" : where);
        if (span == null || message == null || !place.find()) {
            return null;
        }
        long index = span.from() + Long.parseLong(place.group(1)) - 1;
        Entity entity = span.entity();
        if (index < span.from() || index >= span.to()) {
            return null;
        }
        Row row = plan.source().rows(entity, index, index + 1).findFirst().orElseThrow();
        String why = message.getMessage() + (message.getDetail() == null ? "" : ": " + message.getDetail());
        String column = place.group(2);
        return entity.fields().stream()
                .filter(field -> field.column().equalsIgnoreCase(column))
                .findFirst()
                .map(field -> Refused.row(
                        entity.name() + "." + field.name(), index, Refused.shown(row.get(field.name())), why, reason))
                .orElseGet(() -> Refused.row(entity.name(), index, Refused.shown(row), why, reason));
    }

    @Override
    public void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The load itself will see that it is cancelled.
            return;
        }
    }
}
