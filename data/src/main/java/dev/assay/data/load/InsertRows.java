package dev.assay.data.load;

import dev.assay.data.Entity;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings rows into a table by batches of statements. */
final class InsertRows {
    private final Connection connection;
    private final LiveTable table;
    private final LiveTable.Quote quote;
    private final List<Relation> later;
    private final boolean postgres;
    private final boolean overrides;

    /** H2 goes on with a batch behind a row that failed, and may wait for a lock at each. */
    private final boolean oneByOne;

    private final Guard guard;
    private long done;
    private int failed = -1;

    /** Looks after statements that are about to run. */
    @FunctionalInterface
    interface Guard {
        void before(PreparedStatement statement) throws SQLException;

        /** Runs a statement that changes one row, as often as it takes. */
        default void change(PreparedStatement statement) throws SQLException {
            statement.executeUpdate();
        }
    }

    /** Rows as parameters. */
    private static final class Batch implements Pipeline.Chunk {
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private int size;

        void add(@Nullable Object[] row) {
            rows.add(row);
            for (Object value : row) {
                size += value instanceof String text ? text.length() : value instanceof byte[] some ? some.length : 1;
            }
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public void clear() {
            rows.clear();
            size = 0;
        }
    }

    /**
     * Prepares for a table.
     *
     * @param later relations whose keys are set once their parents are there
     * @param guard what is told of statements before they run
     */
    InsertRows(Connection connection, LiveTable table, LiveTable.Quote quote, List<Relation> later, Guard guard)
            throws SQLException {
        this.guard = guard;
        this.connection = connection;
        this.table = table;
        this.quote = quote;
        this.later = later;
        String product = connection.getMetaData().getDatabaseProductName();
        this.postgres = product.equals("PostgreSQL");
        this.oneByOne = product.equals("H2");
        this.overrides = postgres || product.equals("H2");
    }

    /** Returns how many rows have gone. */
    long done() {
        return done;
    }

    /** Returns which row of those that are under way was refused, from 0; less than that if it is not known. */
    int failed() {
        return failed;
    }

    void run(Span span, Pipeline pipeline) throws SQLException {
        List<LiveTable.Target> targets = table.targets();
        String places = String.join(", ", Collections.nCopies(targets.size(), "?"));
        String sql = "INSERT INTO " + table.name() + " (" + table.columnList(quote) + ")"
                + (overrides ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES (" + places + ")";
        boolean[] masked = new boolean[targets.size()];
        for (int i = 0; i < masked.length; i++) {
            String field = targets.get(i).field().name();
            masked[i] = later.stream().anyMatch(relation -> relation.fields().contains(field));
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            pipeline.run(
                    span,
                    Batch::new,
                    (row, batch) -> batch.add(values(row, targets, masked)),
                    batch -> send(statement, batch, targets));
        }
    }

    private static @Nullable Object[] values(Row row, List<LiveTable.Target> targets, boolean[] masked) {
        @Nullable Object[] values = new Object[targets.size()];
        for (int i = 0; i < values.length; i++) {
            LiveTable.Target target = targets.get(i);
            values[i] = masked[i]
                    ? null
                    : JdbcValue.of(row.get(target.place()), target.column().form());
        }
        return values;
    }

    private void send(PreparedStatement statement, Batch batch, List<LiveTable.Target> targets) throws SQLException {
        List<LiveColumn> columns =
                targets.stream().map(LiveTable.Target::column).toList();
        guard.before(statement);
        for (@Nullable Object[] row : batch.rows) {
            for (int i = 0; i < row.length; i++) {
                set(statement, i + 1, row[i], columns.get(i));
            }
            if (oneByOne) {
                failed++;
                guard.change(statement);
            } else {
                statement.addBatch();
            }
        }
        if (!oneByOne && !batch.rows.isEmpty()) {
            statement.executeBatch();
        }
        failed = -1;
        done += batch.rows.size();
    }

    private void set(PreparedStatement statement, int place, @Nullable Object value, LiveColumn column)
            throws SQLException {
        ColumnType element = column.form().element();
        Object sent = value == null || !postgres ? value : JdbcValue.forPostgres(value);
        if (sent instanceof Object[] values && element != null) {
            statement.setArray(place, connection.createArrayOf(element.name(), values));
        } else if (postgres && sent instanceof String) {
            // Of no type, so that the server reads it as what the column is.
            statement.setObject(place, sent, Types.OTHER);
        } else {
            statement.setObject(place, sent);
        }
    }

    /** Sets the keys that were left out. */
    void update(Span span, Pipeline pipeline) throws SQLException {
        Entity entity = table.entity();
        List<LiveTable.Target> keys = new ArrayList<>();
        List<LiveTable.Target> set = new ArrayList<>();
        for (LiveTable.Target target : table.targets()) {
            String field = target.field().name();
            if (entity.key().contains(field)) {
                keys.add(target);
            } else if (later.stream().anyMatch(relation -> relation.fields().contains(field))) {
                set.add(target);
            }
        }
        if (set.isEmpty()) {
            return;
        }
        String sql = "UPDATE " + table.name() + " SET " + equal(set, ", ") + " WHERE " + equal(keys, " AND ");
        set.addAll(keys);
        int changed = set.size() - keys.size();
        boolean[] nothing = new boolean[set.size()];
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            pipeline.again(
                    span,
                    Batch::new,
                    (row, batch) -> {
                        @Nullable Object[] values = values(row, set, nothing);
                        for (int i = 0; i < changed; i++) {
                            if (values[i] != null) {
                                batch.add(values);
                                break;
                            }
                        }
                    },
                    batch -> send(statement, batch, set));
        }
    }

    private String equal(List<LiveTable.Target> targets, String between) {
        return targets.stream()
                .map(target -> quote.name(target.column().name()) + " = ?")
                .collect(Collectors.joining(between));
    }
}
