package dev.assay.sql.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text of SQL makes that PostgreSQL ends at a commit, and would not end when a savepoint is released.
 *
 * @param settings the names of the settings that it sets for the transaction
 * @param dropped the temporary tables that a commit drops, as they are written
 * @param emptied the temporary tables that a commit empties, as they are written
 * @param unclear whether it sets something whose name, or how long it lasts, is no literal
 */
record CommitScoped(List<String> settings, List<String> dropped, List<String> emptied, boolean unclear) {
    static final CommitScoped NONE = new CommitScoped(List.of(), List.of(), List.of(), false);

    private static final Pattern SET_LOCAL = Pattern.compile(
            "\\bSET\\s+LOCAL\\s+(ROLE\\b|TIME\\s+ZONE\\b|SESSION\\s+AUTHORIZATION\\b|[\\w.\"]+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SET_CONFIG = Pattern.compile("\\bset_config\\s*\\(", Pattern.CASE_INSENSITIVE);

    private static final Pattern TABLE = Pattern.compile(
            "\\bTEMP(?:ORARY)?\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:pg_temp\\.)?(\"[^\"]+\"|[\\w$]+)"
                    + "[^;]*?\\bON\\s+COMMIT\\s+(DROP|DELETE)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LITERAL = Pattern.compile("\\s*'([^']+)'\\s*,");

    CommitScoped {
        settings = List.copyOf(settings);
        dropped = List.copyOf(dropped);
        emptied = List.copyOf(emptied);
    }

    /** Tells whether a statement's words say that it makes something of the kind. */
    static boolean isIn(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        return words.get(0).equals("SET") && words.get(words.size() > 1 ? 1 : 0).equals("LOCAL")
                || words.contains("SET_CONFIG")
                || words.get(0).equals("CREATE") && words.contains("COMMIT");
    }

    static CommitScoped of(String sql) {
        List<String> settings = new ArrayList<>();
        Matcher local = SET_LOCAL.matcher(sql);
        while (local.find()) {
            settings.add(name(local.group(1)));
        }
        boolean unclear = false;
        Matcher function = SET_CONFIG.matcher(sql);
        while (function.find()) {
            String arguments = sql.substring(function.end());
            Matcher named = LITERAL.matcher(arguments);
            String last = last(arguments);
            boolean known = named.lookingAt() && (last.equals("TRUE") || last.equals("FALSE"));
            unclear |= !known;
            if (known && last.equals("TRUE")) {
                settings.add(named.group(1));
            }
        }
        List<String> dropped = new ArrayList<>();
        List<String> emptied = new ArrayList<>();
        Matcher table = TABLE.matcher(sql);
        while (table.find()) {
            (table.group(2).equalsIgnoreCase("DROP") ? dropped : emptied).add(table.group(1));
        }
        return new CommitScoped(settings, dropped, emptied, unclear);
    }

    boolean isNothing() {
        return this == NONE;
    }

    private static String name(String written) {
        String plain = written.replace("\"", "");
        if (plain.regionMatches(true, 0, "TIME", 0, 4)
                && plain.length() > 4
                && Character.isWhitespace(plain.charAt(4))) {
            return "timezone";
        }
        return plain.regionMatches(true, 0, "SESSION ", 0, 8) ? "session_authorization" : plain;
    }

    /** Returns the last argument, if it is one word. */
    private static String last(String arguments) {
        SqlWords words = new SqlWords(arguments);
        int depth = 0;
        int since = 0;
        String last = "";
        while (words.next()) {
            if (depth == 0 && words.is(")")) {
                return since == 1 ? last : "";
            }
            depth += words.is("(") ? 1 : words.is(")") ? -1 : 0;
            since = depth == 0 && words.is(",") ? 0 : since + 1;
            last = words.word();
        }
        return "";
    }
}
