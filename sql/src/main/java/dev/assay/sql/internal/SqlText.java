package dev.assay.sql.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a text of SQL does, as far as its words say: enough to know what must not be sent, what needs a way back, and what
 * a test did.
 *
 * <p>It reads words, and skips comments and whatever stands in quotes of any kind (PostgreSQL's dollar quotes included),
 * as no grammar knows every dialect's statements. Immutable.
 *
 * @param statements what each of the text's statements does; several where they are separated by semicolons
 */
public record SqlText(List<Statement> statements) {
    /**
     * A statement.
     *
     * @param kind what it does
     * @param words its first words, in upper case, for errors
     * @param locks whether it may lock something for longer than its transaction
     */
    public record Statement(Kind kind, String words, boolean locks) {}

    /** What a statement does, from what is harmless to what cannot be undone. */
    public enum Kind {
        /** Reads, and calls no function that anybody wrote. */
        READ,
        /** Changes rows, or calls what may. */
        WRITE,
        /** Changes the session or the transaction: SET, and what is like it. */
        SESSION,
        /** Changes the schema. */
        SCHEMA,
        /** Begins, ends or parts a transaction. */
        CONTROL,
        /** Cannot run in a transaction, and so in no sandbox. */
        ALONE
    }

    /** Functions that everybody knows to change nothing. */
    private static final List<String> HARMLESS = List.of(
            "ABS",
            "AVG",
            "CAST",
            "CEIL",
            "COALESCE",
            "CONCAT",
            "COUNT",
            "DATE",
            "EXISTS",
            "EXTRACT",
            "FLOOR",
            "GREATEST",
            "IN",
            "LEAST",
            "LENGTH",
            "LOWER",
            "MAX",
            "MIN",
            "NOW",
            "NULLIF",
            "ROUND",
            "SUBSTRING",
            "SUM",
            "TRIM",
            "UPPER",
            "VALUES",
            "AND",
            "OR",
            "NOT",
            "WHERE",
            "FROM",
            "ON",
            "SELECT",
            "AS",
            "BY",
            "UNION",
            "ALL",
            "ANY",
            "JOIN",
            "OVER",
            "WITH",
            "THEN",
            "WHEN",
            "ELSE",
            "BETWEEN",
            "LIKE",
            "USING",
            "HAVING",
            "CASE",
            "SOME",
            "EXCEPT",
            "INTERSECT",
            "ROW_NUMBER",
            "RANK",
            "ARRAY_AGG",
            "STRING_AGG",
            "JSON_AGG",
            "JSONB_AGG",
            "LIMIT",
            "OFFSET",
            "DISTINCT",
            "CURRENT_SETTING",
            "VERSION",
            "GENERATE_SERIES",
            "UNNEST",
            "TO_CHAR",
            "MOD",
            "POWER",
            "REPLACE",
            "BOOL_AND",
            "BOOL_OR",
            "ARRAY",
            "ROW",
            "INTERVAL",
            "LATERAL",
            "NUMERIC",
            "VARCHAR",
            "CHAR",
            "DECIMAL",
            "FILTER",
            "WITHIN");

    /** Copies the statements. */
    public SqlText {
        statements = List.copyOf(statements);
    }

    /** Reads a text. */
    public static SqlText of(String sql) {
        List<Statement> statements = new ArrayList<>();
        List<String> words = new ArrayList<>();
        SqlWords reader = new SqlWords(sql);
        while (reader.next()) {
            if (reader.is(";")) {
                add(words, statements);
                words.clear();
            } else {
                words.add(reader.word());
            }
        }
        add(words, statements);
        return new SqlText(statements);
    }

    /** Returns the most that one of its statements does. */
    public Kind kind() {
        Kind most = Kind.READ;
        for (Statement statement : statements) {
            most = statement.kind.compareTo(most) > 0 ? statement.kind : most;
        }
        return most;
    }

    /** Tells whether one of its statements may lock something for longer than its transaction. */
    boolean locks() {
        return statements.stream().anyMatch(Statement::locks);
    }

    /** Returns the first statement that does so. */
    public String words(Kind kind) {
        return statements.stream()
                .filter(statement -> statement.kind == kind)
                .map(Statement::words)
                .findFirst()
                .orElse("");
    }

    private static void add(List<String> words, List<Statement> statements) {
        if (!words.isEmpty()) {
            String first = String.join(" ", words.subList(0, Math.min(4, words.size())));
            boolean locks = words.stream().anyMatch(SqlText::mayLock);
            statements.add(new Statement(kind(words), first, locks));
        }
    }

    /** What stands in a block's quotes is not read, so a block may do anything. */
    private static boolean mayLock(String word) {
        return word.startsWith("PG_ADVISORY") || word.startsWith("PG_TRY_ADVISORY") || word.equals("DO");
    }

    private static Kind kind(List<String> words) {
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "SELECT", "VALUES", "TABLE", "SHOW", "(", "WITH" -> reads(words) ? Kind.READ : Kind.WRITE;
            case "EXPLAIN" -> words.contains("ANALYZE") ? Kind.WRITE : Kind.READ;
            case "SET", "RESET", "DISCARD", "LISTEN", "UNLISTEN", "LOCK", "DECLARE", "FETCH", "CLOSE", "MOVE" ->
                session(words);
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" -> Kind.CONTROL;
            case "PREPARE" -> second.equals("TRANSACTION") ? Kind.CONTROL : Kind.SESSION;
            case "VACUUM", "CHECKPOINT" -> Kind.ALONE;
            case "CREATE", "DROP", "ALTER", "REINDEX", "CLUSTER" -> alone(words) ? Kind.ALONE : Kind.SCHEMA;
            case "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "SECURITY", "REFRESH", "IMPORT", "REASSIGN" -> Kind.SCHEMA;
            default -> Kind.WRITE;
        };
    }

    private static Kind session(List<String> words) {
        return words.get(0).equals("DISCARD") && words.contains("ALL") ? Kind.ALONE : Kind.SESSION;
    }

    /** Tells whether nothing is changed or locked, and no function is called but those that everybody knows. */
    private static boolean reads(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "INSERT", "UPDATE", "DELETE", "MERGE", "INTO" -> {
                    return false;
                }
                case "FOR" -> {
                    String next = i + 1 < words.size() ? words.get(i + 1) : "";
                    if (List.of("UPDATE", "SHARE", "NO", "KEY").contains(next)) {
                        return false;
                    }
                }
                case "(" -> {
                    String called = i == 0 ? "(" : words.get(i - 1);
                    if (Character.isLetter(called.charAt(0)) && !HARMLESS.contains(called)) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return true;
    }

    private static boolean alone(List<String> words) {
        String what = words.size() > 1 ? words.get(1) : "";
        return switch (what) {
            case "DATABASE", "TABLESPACE", "SYSTEM", "SUBSCRIPTION" -> true;
            default -> words.contains("CONCURRENTLY");
        };
    }

    @Override
    public String toString() {
        return kind().name().toLowerCase(Locale.ROOT) + " " + statements;
    }
}
