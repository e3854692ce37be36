package dev.assay.sql.internal;

import dev.assay.sql.DatabaseUse.Effect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text of SQL does, as far as its words say: enough to know what must not be sent, what needs a way back, and what
 * a test did.
 *
 * <p>It reads words, and skips comments and whatever stands in quotes of any kind (PostgreSQL's dollar quotes included),
 * as no grammar knows every dialect's statements. Immutable.
 *
 * @param statements what each of the text's statements does; several where they are separated by semicolons
 * @param scoped what of it ends with a commit
 */
public record SqlText(List<Statement> statements, CommitScoped scoped) {
    /**
     * A statement.
     *
     * @param kind what it does
     * @param words its first words, in upper case, for errors; of savepoints the name, as the database has it
     * @param traits what else is to be known of it
     */
    public record Statement(Kind kind, String words, Set<Trait> traits) {
        /** Copies the traits. */
        public Statement {
            traits = Set.copyOf(traits);
        }

        private Effect effect() {
            return switch (kind) {
                case READ, CONTROL -> Effect.READ_ONLY;
                case SESSION -> words.startsWith("LOCK") ? Effect.WRITE : Effect.READ_ONLY;
                case WRITE -> Effect.WRITE;
                // Nobody else sees a temporary table.
                case SCHEMA -> TEMPORARY.matcher(words).find() ? Effect.WRITE : Effect.SCHEMA;
                case ALONE -> words.startsWith("CHECKPOINT") ? Effect.WRITE : Effect.SCHEMA;
            };
        }
    }

    /** What is to be known of a statement, beside how much it does. */
    public enum Trait {
        /** It may lock something for longer than its transaction. */
        LOCKS,
        /** It does not wait for what others have locked: SKIP LOCKED, NOWAIT. */
        SKIPS,
        /** It speaks to other sessions: NOTIFY, LISTEN. */
        NOTIFIES,
        /** It gives another statement a name, which stays known to the session. */
        PREPARES,
        /** It is nothing outside of a transaction, and refused there: LOCK, and a cursor that is not held. */
        WITHIN,
        /** It makes a cursor that ends with its transaction. */
        POINTS,
        /** It begins, releases or goes back to a savepoint. */
        PARTS
    }

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

    /** What the words of a statement begin with that sets a savepoint, before its name. */
    static final String MARK = "SAVEPOINT ";

    /** What the words of a statement begin with that goes back to a savepoint, before its name. */
    static final String BACK = "ROLLBACK TO ";

    private static final Pattern TEMPORARY = Pattern.compile("^CREATE (LOCAL |GLOBAL )?TEMP(ORARY)?\\b");

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
        return of(sql, new SqlWords(sql), true);
    }

    /** Reads a text of MariaDB's, where SET LOCAL is for the session. */
    static SqlText ofMariaDb(String sql) {
        return of(sql, new SqlWords(sql, true), false);
    }

    private static SqlText of(String sql, SqlWords reader, boolean scopes) {
        List<Statement> statements = new ArrayList<>();
        List<String> words = new ArrayList<>();
        boolean scoped = false;
        String last = "";
        while (reader.next()) {
            if (reader.is(";") && !isBody(words)) {
                scoped |= CommitScoped.isIn(words);
                add(words, last, statements);
                words.clear();
            } else {
                words.add(reader.word());
                last = reader.name();
            }
        }
        scoped |= CommitScoped.isIn(words);
        add(words, last, statements);
        return new SqlText(statements, scopes && scoped ? CommitScoped.of(sql) : CommitScoped.NONE);
    }

    /** Tells whether a function's body follows, whose statements are not the text's: nothing comes after it mostly. */
    private static boolean isBody(List<String> words) {
        int atomic = words.isEmpty() || !words.get(0).equals("CREATE") ? -1 : words.indexOf("ATOMIC");
        return atomic > 0 && words.get(atomic - 1).equals("BEGIN");
    }

    /** Returns the most that one of its statements does. */
    public Kind kind() {
        Kind most = Kind.READ;
        for (Statement statement : statements) {
            most = statement.kind.compareTo(most) > 0 ? statement.kind : most;
        }
        return most;
    }

    /** Tells whether one of its statements is such a one. */
    boolean has(Trait trait) {
        for (Statement statement : statements) {
            if (statement.traits.contains(trait)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the most that it does to others. */
    Effect effect() {
        Effect most = Effect.READ_ONLY;
        for (Statement statement : statements) {
            Effect does = statement.effect();
            most = does.compareTo(most) > 0 ? does : most;
        }
        return most;
    }

    /** Tells whether it does nothing but read. */
    boolean reads() {
        return kind() == Kind.READ;
    }

    /** Tells whether it is sure to write: a function that is called may only read. */
    boolean writes() {
        Kind kind = kind();
        boolean called = kind == Kind.WRITE && words().startsWith("SELECT");
        return kind == Kind.SCHEMA || kind == Kind.WRITE && !called;
    }

    /** Returns the first words of the statement that does most. */
    String words() {
        return words(kind());
    }

    /** Returns the first statement that does so. */
    public String words(Kind kind) {
        return statements.stream()
                .filter(statement -> statement.kind == kind)
                .map(Statement::words)
                .findFirst()
                .orElse("");
    }

    private static void add(List<String> words, String last, List<Statement> statements) {
        if (!words.isEmpty()) {
            Set<Trait> traits = traits(words);
            String first = traits.contains(Trait.PARTS)
                    ? parting(words.get(0)) + last
                    : String.join(" ", words.subList(0, Math.min(4, words.size())));
            statements.add(new Statement(kind(words), first, traits));
        }
    }

    private static String parting(String word) {
        return word.equals("ROLLBACK") ? BACK : word + " ";
    }

    private static Set<Trait> traits(List<String> words) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        switch (words.get(0)) {
            // What stands in a block's quotes is not read, so a block may do anything.
            case "DO" -> {
                traits.add(Trait.LOCKS);
                traits.add(Trait.PREPARES);
            }
            case "PREPARE" -> traits.add(Trait.PREPARES);
            case "NOTIFY", "LISTEN" -> traits.add(Trait.NOTIFIES);
            case "LOCK" -> traits.add(Trait.WITHIN);
            case "DECLARE" -> {
                traits.add(Trait.POINTS);
                int hold = words.indexOf("HOLD");
                if (hold < 0 || !words.get(hold - 1).equals("WITH")) {
                    traits.add(Trait.WITHIN);
                }
            }
            case "SAVEPOINT", "RELEASE" -> traits.add(Trait.PARTS);
            case "ROLLBACK" -> {
                if (words.contains("TO")) {
                    traits.add(Trait.PARTS);
                }
            }
            default -> {}
        }
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("PG_ADVISORY") || word.startsWith("PG_TRY_ADVISORY")) {
                traits.add(Trait.LOCKS);
            } else if (word.equals("PG_NOTIFY")) {
                traits.add(Trait.NOTIFIES);
            } else if (word.equals("NOWAIT")
                    || word.equals("LOCKED") && words.get(i - 1).equals("SKIP")) {
                traits.add(Trait.SKIPS);
            }
        }
        return traits;
    }

    private static Kind kind(List<String> words) {
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "SELECT", "VALUES", "TABLE", "SHOW", "(", "WITH" -> reads(words) ? Kind.READ : Kind.WRITE;
            case "EXPLAIN" -> words.contains("ANALYZE") || words.contains("ANALYSE") ? Kind.WRITE : Kind.READ;
            case "SET", "RESET", "DISCARD", "LISTEN", "UNLISTEN", "LOCK", "DECLARE", "FETCH", "CLOSE", "MOVE" ->
                session(words);
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" -> Kind.CONTROL;
            case "PREPARE" -> second.equals("TRANSACTION") ? Kind.CONTROL : Kind.SESSION;
            case "VACUUM", "CHECKPOINT", "SHUTDOWN" -> Kind.ALONE;
            case "CREATE", "DROP", "ALTER", "REINDEX", "CLUSTER" -> alone(words) ? Kind.ALONE : Kind.SCHEMA;
            case "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "SECURITY", "REFRESH", "IMPORT", "REASSIGN" -> Kind.SCHEMA;
            default -> Kind.WRITE;
        };
    }

    private static Kind session(List<String> words) {
        if (words.get(0).equals("SET") && words.contains("AUTOCOMMIT")) {
            return Kind.CONTROL;
        }
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
                    char begins = called.charAt(0);
                    boolean named = Character.isLetter(begins) || begins == '_' || begins == '"';
                    if (named && !HARMLESS.contains(called)) {
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
