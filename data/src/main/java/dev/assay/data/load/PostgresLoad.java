package dev.assay.data.load;

import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.sql.Connection;
import java.sql.ResultSet;
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

    /** More rows are worth a round trip for each statement, between which a load may be stopped. */
    private static final long LARGE = 1_000_000;

    /** Indexes of millions of rows are sorted in memory, if that is there; in this transaction alone. */
    private static final String ROOM_TO_SORT = """
            SELECT set_config('maintenance_work_mem', '256MB', true)
            WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')
            """;

    /**
     * By default, ANALYZE looks at 30,000 rows of each table, which takes longer than bringing as many there. A third of
     * them says nearly the same; whoever has chosen another number, for all or for a column, keeps it.
     */
    private static final String FEWER_TO_ANALYZE = """
            SELECT set_config('default_statistics_target', '30', true)
            FROM pg_settings WHERE name = 'default_statistics_target' AND source = 'default'
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
        copy(tables, fresh, pipeline, course);
        course.begin(Progress.Stage.COMPLETION);
        restore(constraints.restoring(), course);
        limit(course);
        PostgresSequences.advance(connection, tables);
        run(FEWER_TO_ANALYZE + ";\nANALYZE " + names(tables));
    }

    private void restore(List<String> statements, Course course) throws SQLException {
        List<String> steps =
                plan.rows() < LARGE && !statements.isEmpty() ? List.of(String.join(";\n", statements)) : statements;
        for (String step : steps) {
            limit(course);
            run(step);
            course.check();
        }
    }

    private void empty(List<PostgresTable> tables) throws SQLException {
        String counts = String.join(
                ", ",
                tables.stream()
                        .map(table -> "EXISTS (SELECT FROM " + table.name() + ")")
                        .toList());
        List<String> filled = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + counts)) {
            row.next();
            for (int i = 0; i < tables.size(); i++) {
                if (row.getBoolean(i + 1)) {
                    filled.add(tables.get(i).name());
                }
            }
        }
        if (!filled.isEmpty()) {
            throw LiveTable.notEmpty(filled);
        }
    }

    /** Each table's rows are begun while the server still takes those of the one before. */
    private void copy(List<PostgresTable> tables, List<PostgresTable> fresh, Pipeline pipeline, Course course)
            throws SQLException {
        List<Pipeline.@Nullable Flow<Bytes>> flows = new ArrayList<>();
        Pipeline.Flow<Bytes> following = null;
        for (int i = tables.size() - 1; i >= 0; i--) {
            PostgresTable table = tables.get(i);
            List<CopyType> types = table.types();
            following = types == null
                    ? null
                    : pipeline.flow(
                            plan.spans().get(i),
                            Bytes::new,
                            new CopyRows(table.live().targets(), types)::row,
                            following);
            flows.add(0, following);
        }
        for (int i = 0; i < tables.size(); i++) {
            limit(course);
            current = plan.spans().get(i);
            copy(plan.spans().get(i), tables.get(i), fresh.contains(tables.get(i)), flows.get(i), pipeline);
            current = null;
        }
    }

    private void copy(
            Span span, PostgresTable table, boolean fresh, Pipeline.@Nullable Flow<Bytes> flow, Pipeline pipeline)
            throws SQLException {
        if (span.rows() == 0) {
            return;
        }
        if (flow == null) {
            // One of its types has no form that is known here; the server reads its text.
            InsertRows rows =
                    new InsertRows(connection, table.live(), PostgresCatalog::quote, List.of(), statement -> {});
            rows.run(span, pipeline);
            return;
        }
        String sql = "COPY " + table.name() + " (" + table.live().columnList(PostgresCatalog::quote)
                + ") FROM STDIN (FORMAT binary" + (fresh ? ", FREEZE" : "") + ")";
        flow.begin();
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(CopyRows.HEADER, 0, CopyRows.HEADER.length);
            flow.into(bytes -> copy.writeToCopy(bytes.array(), 0, bytes.size()));
            copy.writeToCopy(CopyRows.TRAILER, 0, CopyRows.TRAILER.length);
            copy.endCopy();
        } catch (RuntimeException | Error e) {
            if (copy.isActive()) {
                abandon(copy, e);
            }
            throw e;
        }
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
