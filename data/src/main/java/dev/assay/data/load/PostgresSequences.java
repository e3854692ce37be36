package dev.assay.data.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Sets sequences that count a column up behind the largest value that it has. */
final class PostgresSequences {
    /** Identity columns' and serials' own sequences, and those that defaults use. */
    private static final String SEQUENCES = """
            SELECT DISTINCT a.attrelid::regclass::text, quote_ident(a.attname), s.oid::regclass::text,
                   pg_has_role(s.relowner, 'USAGE')
            FROM pg_depend d
            LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
            JOIN pg_class s ON s.relkind = 'S'
              AND s.oid = CASE WHEN f.oid IS NULL THEN d.objid ELSE d.refobjid END
            JOIN pg_attribute a ON a.attrelid = COALESCE(f.adrelid, d.refobjid) AND a.attnum = COALESCE(f.adnum, d.refobjsubid)
            WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND d.refclassid = 'pg_class'::regclass
              AND d.classid IN ('pg_class'::regclass, 'pg_attrdef'::regclass)
            """;

    private record Sequence(String table, String column, String name, boolean owned) {}

    private PostgresSequences() {}

    static void advance(Connection connection, List<PostgresTable> tables) throws SQLException {
        for (Sequence sequence : read(connection, tables)) {
            try (Statement statement = connection.createStatement()) {
                long next = next(statement, sequence);
                if (next > 0) {
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
                    sequences.add(
                            new Sequence(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
                }
            }
        }
        return sequences;
    }

    /** Returns the number that the sequence is to go on with; 0 if it is beyond already, or there are no rows. */
    private static long next(Statement statement, Sequence sequence) throws SQLException {
        String sql = "SELECT m, CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM " + sequence.name()
                + ", (SELECT max(" + sequence.column() + ") AS m FROM " + sequence.table() + ") largest";
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long largest = row.getLong(1);
            boolean none = row.wasNull();
            return none || largest < row.getLong(2) ? 0 : largest + 1;
        }
    }
}
