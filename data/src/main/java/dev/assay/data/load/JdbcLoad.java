package dev.assay.data.load;

import dev.assay.data.Entity;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads into any database that has a driver, by batches of INSERTs; keys of parents that come later by UPDATEs. */
final class JdbcLoad implements DatabaseLoad.Destination {
    /** H2 does not hear of a cancellation while it waits for a lock, so that it waits in pieces, in milliseconds. */
    private static final long PIECE = 200;

    private static final String LOCKED = "HYT00";

    private final Connection connection;
    private final Plan plan;
    private final String quotes;
    private final boolean postgres;
    private final boolean h2;
    private final List<LiveTable> tables = new ArrayList<>();
    private @Nullable Span current;
    private @Nullable InsertRows inserting;
    private volatile @Nullable Statement running;
    private long lockTimeout = -1;

    JdbcLoad(Connection connection, Plan plan) throws SQLException {
        this.connection = connection;
        this.plan = plan;
        String product = connection.getMetaData().getDatabaseProductName();
        this.postgres = "PostgreSQL".equals(product);
        this.h2 = "H2".equals(product);
        this.quotes = connection.getMetaData().getIdentifierQuoteString().trim();
    }

    @Override
    public void load(Pipeline pipeline, Course course) throws SQLException {
        try {
            bring(pipeline, course);
        } finally {
            running = null;
            restoreLockTimeout();
        }
    }

    private void bring(Pipeline pipeline, Course course) throws SQLException {
        for (Entity entity : plan.entities()) {
            tables.add(table(entity));
        }
        waitInPieces();
        if (!plan.settings().append()) {
            patiently(course, this::empty);
        }
        for (int i = 0; i < tables.size(); i++) {
            Span span = plan.spans().get(i);
            InsertRows rows = rows(tables.get(i), course);
            current = span;
            inserting = rows;
            rows.run(span, pipeline);
            current = null;
        }
        course.begin(Progress.Stage.COMPLETION);
        for (int i = 0; i < tables.size(); i++) {
            rows(tables.get(i), course).update(plan.spans().get(i), pipeline);
        }
    }

    private InsertRows rows(LiveTable table, Course course) throws SQLException {
        List<Relation> later = plan.later(table.entity());
        return new InsertRows(connection, table, this::quote, later, new Guard(course));
    }

    /** Looks after the statement that runs. */
    private final class Guard implements InsertRows.Guard {
        private final Course course;

        Guard(Course course) {
            this.course = course;
        }

        /** Lets the database keep the time while it is its turn, in whole seconds. */
        @Override
        public void before(PreparedStatement statement) throws SQLException {
            running = statement;
            course.check();
            Duration left = course.left();
            if (left != null) {
                statement.setQueryTimeout((int) Math.min(Integer.MAX_VALUE, left.toSeconds() + 1));
            }
        }

        @Override
        public void change(PreparedStatement statement) throws SQLException {
            patiently(course, statement::executeUpdate);
        }
    }

    /** Something that may have to wait for a lock. */
    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws SQLException;
    }

    /** Does something again until H2 would have waited as long as it was told to; between the pieces the load may end. */
    private <T> T patiently(Course course, Attempt<T> attempt) throws SQLException {
        for (long waited = PIECE; ; waited += PIECE) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (!h2 || !LOCKED.equals(e.getSQLState()) || waited >= lockTimeout) {
                    throw e;
                }
                course.check();
            }
        }
    }

    /** Finds the table of an entity. */
    LiveTable table(Entity entity) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        String schema = entity.schema().orElse(connection.getSchema());
        String name = entity.table();
        List<String> all = new ArrayList<>();
        List<String> schemas = new ArrayList<>();
        try (ResultSet row = meta.getTables(connection.getCatalog(), null, "%", null)) {
            while (row.next()) {
                String found = row.getString("TABLE_SCHEM");
                if (schema == null || found == null || schema.equalsIgnoreCase(found)) {
                    all.add(row.getString("TABLE_NAME"));
                    schemas.add(found);
                }
            }
        }
        int at = -1;
        int best = -1;
        for (int i = 0; i < all.size(); i++) {
            int likeness = (all.get(i).equals(name) ? 2 : 0) + (Objects.equals(schema, schemas.get(i)) ? 1 : 0);
            if (all.get(i).equalsIgnoreCase(name) && likeness > best) {
                at = i;
                best = likeness;
            }
        }
        if (at < 0) {
            throw LiveTable.missing(entity, all);
        }
        String qualified = (schemas.get(at) == null ? "" : quote(schemas.get(at)) + ".") + quote(all.get(at));
        return LiveTable.of(entity, qualified, columns(meta, schemas.get(at), all.get(at)));
    }

    private List<LiveColumn> columns(DatabaseMetaData meta, @Nullable String schema, String table) throws SQLException {
        List<LiveColumn> columns = new ArrayList<>();
        String escape = meta.getSearchStringEscape();
        String escaped = table.replace("_", escape + "_").replace("%", escape + "%");
        try (ResultSet row = meta.getColumns(connection.getCatalog(), schema, escaped, "%")) {
            while (row.next()) {
                // A schema is a pattern, too.
                if (!Objects.equals(schema, row.getString("TABLE_SCHEM"))) {
                    continue;
                }
                boolean counted = "YES".equals(row.getString("IS_AUTOINCREMENT"));
                boolean computed = "YES".equals(row.getString("IS_GENERATEDCOLUMN"));
                boolean required = row.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                        && row.getString("COLUMN_DEF") == null
                        && !counted
                        && !computed;
                columns.add(new LiveColumn(
                        row.getString("COLUMN_NAME"),
                        row.getString("TYPE_NAME"),
                        form(row.getInt("DATA_TYPE"), row.getString("TYPE_NAME")),
                        required,
                        computed && !counted,
                        counted));
            }
        }
        return columns;
    }

    /** PostgreSQL's driver has one number for times with and without a zone, and its arrays want their element's name. */
    private ColumnType form(int code, String type) {
        boolean array = code == Types.ARRAY && type.startsWith("_");
        if (!postgres) {
            return ColumnType.of(code, type);
        }
        return array ? ColumnType.ofArray(type, ColumnType.ofPostgres(type.substring(1))) : ColumnType.ofPostgres(type);
    }

    /** Sees whether all tables are empty, and returns those that are not: none. */
    private List<String> empty() throws SQLException {
        List<String> filled = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            for (LiveTable table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + table.name())) {
                    if (row.next()) {
                        filled.add(table.name());
                    }
                }
            }
        }
        if (!filled.isEmpty()) {
            throw LiveTable.notEmpty(filled);
        }
        return filled;
    }

    String quote(String name) {
        return quotes.isEmpty() ? name : quotes + name.replace(quotes, quotes + quotes) + quotes;
    }

    /** Sets H2's identities, which ends the transaction there. */
    @Override
    public void afterwards() throws SQLException {
        if (!h2) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (LiveTable table : tables) {
                for (LiveColumn column : table.columns()) {
                    if (column.counted()) {
                        restart(statement, table, quote(column.name()));
                    }
                }
            }
        }
    }

    private static void restart(Statement statement, LiveTable table, String column) throws SQLException {
        long next;
        try (ResultSet row = statement.executeQuery("SELECT MAX(" + column + ") + 1 FROM " + table.name())) {
            row.next();
            next = row.getLong(1);
        }
        if (next > 0) {
            statement.execute("ALTER TABLE " + table.name() + " ALTER COLUMN " + column + " RESTART WITH " + next);
        }
    }

    @Override
    public @Nullable RuntimeException explain(SQLException reason) {
        Span span = current;
        if (span == null || inserting == null) {
            return null;
        }
        int failed =
                reason instanceof BatchUpdateException batch ? failed(batch.getUpdateCounts()) : inserting.failed();
        if (failed < 0) {
            return null;
        }
        long index = span.from() + inserting.done() + failed;
        if (index >= span.to()) {
            return null;
        }
        Row row =
                plan.source().rows(span.entity(), index, index + 1).findFirst().orElseThrow();
        String why = String.valueOf(reason.getMessage()).replaceFirst("(?s); SQL statement:.*", "");
        return Refused.row(span.entity().name(), index, Refused.shown(row), why, reason);
    }

    private static int failed(int[] counts) {
        int failed = 0;
        while (failed < counts.length && counts[failed] != Statement.EXECUTE_FAILED) {
            failed++;
        }
        return failed;
    }

    /** Cancels the statement that runs, if it is one that brings rows; the load is stopped behind it in any case. */
    @Override
    public void cancel() {
        Statement statement = running;
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            // It has ended, or the driver cannot; the load itself will see that it is cancelled.
            return;
        }
    }

    private void waitInPieces() throws SQLException {
        if (h2 && usualLockTimeout() > PIECE) {
            setLockTimeout(PIECE);
        }
    }

    private long usualLockTimeout() throws SQLException {
        if (lockTimeout < 0) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT LOCK_TIMEOUT()")) {
                row.next();
                lockTimeout = row.getLong(1);
            }
        }
        return lockTimeout;
    }

    /** A connection that is gone keeps its reason to itself, as there is a better one. */
    private void restoreLockTimeout() {
        try {
            if (lockTimeout >= 0) {
                setLockTimeout(lockTimeout);
            }
        } catch (SQLException e) {
            return;
        }
    }

    private void setLockTimeout(long millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT " + millis);
        }
    }
}
