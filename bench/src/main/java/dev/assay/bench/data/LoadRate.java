package dev.assay.bench.data;

import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Row;
import dev.assay.data.load.Load;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.ds.PGSimpleDataSource;

/** How long rows with foreign keys take into empty tables of PostgreSQL, until all constraints are valid. */
public final class LoadRate {
    private static final int BATCH = 1_000;

    private LoadRate() {}

    /** Takes how to load, the database's URL and the number of rows in the largest table. */
    public static void main(String[] arguments) throws Exception {
        Dataset data = Orders.dataset(Long.parseLong(arguments[2]));
        try (Connection connection = DriverManager.getConnection(arguments[1])) {
            begin(connection);
            long nanos = switch (arguments[0]) {
                case "assay" -> assay(connection, arguments[1], data);
                case "raw" -> raw(connection, data);
                case "jdbc" -> jdbc(connection, data);
                default -> throw new IllegalArgumentException(arguments[0]);
            };
            Facts.say("seconds", nanos / 1e9);
            Facts.say("rows_per_s", end(connection, data) * 1e9 / nanos);
            Facts.done();
        }
    }

    /** Empty tables, and nothing of an earlier round left to be written. */
    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS line, purchase, article");
            for (String table : Orders.TABLES) {
                statement.execute(table);
            }
            statement.execute("CHECKPOINT");
        }
    }

    /** The bytes as they are, then the constraints: the least that anyone can do. */
    private static long raw(Connection connection, Dataset data) throws SQLException, IOException {
        Map<String, List<byte[]>> encoded = new LinkedHashMap<>();
        for (Entity entity : data.model().entities()) {
            encoded.put(entity.table(), CopyBytes.of(data.rows(entity)));
        }
        PGConnection server = connection.unwrap(PGConnection.class);
        long begin = System.nanoTime();
        connection.setAutoCommit(false);
        for (Map.Entry<String, List<byte[]>> table : encoded.entrySet()) {
            CopyIn copy = server.getCopyAPI().copyIn("COPY " + table.getKey() + " FROM STDIN (FORMAT binary)");
            for (byte[] chunk : table.getValue()) {
                copy.writeToCopy(chunk, 0, chunk.length);
            }
            copy.endCopy();
        }
        constrain(connection);
        connection.commit();
        return System.nanoTime() - begin;
    }

    /** The whole of it: rows are computed and encoded meanwhile, into tables that have their constraints already. */
    private static long assay(Connection connection, String url, Dataset data) throws SQLException {
        constrain(connection);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        long begin = System.nanoTime();
        Load.of(data).into(database);
        return System.nanoTime() - begin;
    }

    /** Batches that the driver rewrites to inserts of many rows, as most programs load; generation included. */
    private static long jdbc(Connection connection, Dataset data) throws SQLException {
        long begin = System.nanoTime();
        connection.setAutoCommit(false);
        for (Entity entity : data.model().entities()) {
            String places = entity.fields().stream().map(field -> "?").collect(Collectors.joining(", "));
            try (PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO " + entity.table() + " VALUES (" + places + ")");
                    Stream<Row> rows = data.rows(entity)) {
                long pending = 0;
                for (Row row : (Iterable<Row>) rows::iterator) {
                    for (int i = 0; i < entity.fields().size(); i++) {
                        insert.setObject(i + 1, row.get(i));
                    }
                    insert.addBatch();
                    if (++pending % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
        }
        constrain(connection);
        connection.commit();
        return System.nanoTime() - begin;
    }

    private static void constrain(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String constraint : Orders.CONSTRAINTS) {
                statement.execute(constraint);
            }
        }
    }

    /** Counts the rows that are there, and insists on all of them and on every constraint. */
    private static long end(Connection connection, Dataset data) throws SQLException {
        connection.setAutoCommit(true);
        long rows = 0;
        for (Entity entity : data.model().entities()) {
            long found = number(connection, "SELECT count(*) FROM " + entity.table());
            if (found != data.count(entity)) {
                throw new IllegalStateException(found + " rows of " + entity.table() + ", not " + data.count(entity));
            }
            rows += found;
        }
        long valid = number(
                connection,
                "SELECT count(*) FROM pg_constraint WHERE convalidated AND contype IN ('p', 'f')"
                        + " AND conrelid IN ('article'::regclass, 'purchase'::regclass, 'line'::regclass)");
        if (valid != Orders.CONSTRAINTS.size()) {
            throw new IllegalStateException(valid + " constraints are valid");
        }
        return rows;
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
