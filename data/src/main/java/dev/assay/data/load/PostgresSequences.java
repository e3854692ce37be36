package dev.assay.data.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets sequences that count a column behind the largest value that it has, or the smallest if they count down. Those that
 * the connection's role may not set, or whose columns hold no numbers, stay as they are.
 */
final class PostgresSequences {
    /** Identity columns' and serials' own sequences, and those that defaults use. */
    private static final String SEQUENCES = """
            SELECT DISTINCT a.attrelid::regclass::text, quote_ident(a.attname), s.oid::regclass::text,
                   pg_has_role(s.relowner, 'USAGE'), q.seqincrement < 0, q.seqmin, q.seqmax
            FROM pg_depend d
            LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
            JOIN pg_class s ON s.relkind = 'S'
              AND s.oid = CASE WHEN f.oid IS NULL THEN d.objid ELSE d.refobjid END
            JOIN pg_sequence q ON q.seqrelid = s.oid
            JOIN pg_attribute a ON a.attrelid = COALESCE(f.adrelid, d.refobjid) AND a.attnum = COALESCE(f.adnum, d.refobjsubid)
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND d.refclassid = 'pg_class'::regclass
              AND d.classid IN ('pg_class'::regclass, 'pg_attrdef'::regclass)
              AND CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
                IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
              AND has_sequence_privilege(q.seqrelid, 'SELECT')
              AND (pg_has_role(s.relowner, 'USAGE') OR has_sequence_privilege(q.seqrelid, 'UPDATE'))
            """;

    private record Sequence(
            String table, String column, String name, boolean owned, boolean down, long least, long most) {}

    private PostgresSequences() {}

    static void advance(Connection connection, List<PostgresTable> tables) throws SQLException {
        for (Sequence sequence : read(connection, tables)) {
            try (Statement statement = connection.createStatement()) {
                Long next = next(statement, sequence);
                if (next != null) {
                    // ALTER SEQUENCE is taken back with the transaction; setval would not be.
                    String owners = "ALTER SEQUENCE " + sequence.name() + " RESTART WITH " + next;
                    String others = "SELECT setval('" + sequence.name().replace("'", "''") + "', " + next + ", false)";
                    statement.execute(sequence.owned() ? owners : others);
                }
            }
        }
    }

    private static List<Sequence> read(Connection connection, List<PostgresTable> tables) throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SEQUENCES)) {
            List<Long> oids = tables.stream().map(PostgresTable::oid).toList();
            statement.setArray(1, PostgresCatalog.oids(connection, oids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sequences.add(new Sequence(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getBoolean(5),
                            row.getLong(6),
                            row.getLong(7)));
                }
            }
        }
        return sequences;
    }

    /** Returns the number to go on with; null if the sequence is beyond already, may not go there, or there are no rows. */
    private static @Nullable Long next(Statement statement, Sequence sequence) throws SQLException {
        String step = sequence.down() ? " - 1" : " + 1";
        String sql = "SELECT f FROM " + sequence.name() + ", (SELECT "
                + (sequence.down() ? "ceil(min(" : "floor(max(") + sequence.column() + ")::numeric)" + step
                + " AS f FROM " + sequence.table() + ") following WHERE f " + (sequence.down() ? "<" : ">")
                + " last_value::numeric + CASE WHEN is_called THEN 0" + step + " ELSE 0 END AND f BETWEEN "
                + sequence.least() + " AND " + sequence.most();
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Long.valueOf(row.getLong(1)) : null;
        }
    }
}
