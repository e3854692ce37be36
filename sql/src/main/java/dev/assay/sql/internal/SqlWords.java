package dev.assay.sql.internal;

import java.util.Locale;

/** The words and signs of a text of SQL, in upper case, without comments and what stands in quotes. */
final class SqlWords {
    private final String sql;
    private final boolean mariaDb;
    private int at;
    private int from;
    private String word = "";

    SqlWords(String sql) {
        this(sql, false);
    }

    /**
     * Begins to read.
     *
     * @param mariaDb whether a backslash escapes within quotes, a hash sign begins a comment, and what stands in some
     *     comments is done
     */
    SqlWords(String sql, boolean mariaDb) {
        this.sql = sql;
        this.mariaDb = mariaDb;
    }

    /** Goes to the next word or sign; false at the end. */
    boolean next() {
        while (at < sql.length()) {
            char first = sql.charAt(at);
            from = at;
            if (Character.isWhitespace(first)) {
                at++;
            } else if (sql.startsWith("--", at) || mariaDb && first == '#') {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (mariaDb && (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at))) {
                at = sql.indexOf('!', at) + 1;
                skipVersion();
            } else if (mariaDb && sql.startsWith("*/", at)) {
                at += 2;
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else if (first == '\'' || first == '"' || first == '`') {
                boolean escaped = mariaDb
                        ? first != '`'
                        : first == '\'' && word.equals("E") && at > 0 && sql.charAt(at - 1) != ' ';
                skipQuoted(first, escaped);
                word = first == '\'' ? "'" : "\"";
                return true;
            } else if (first == '$' && skipDollars()) {
                word = "'";
                return true;
            } else if (Character.isLetter(first) || first == '_') {
                while (at < sql.length() && isPart(sql.charAt(at))) {
                    at++;
                }
                word = sql.substring(from, at).toUpperCase(Locale.ROOT);
                return true;
            } else {
                word = String.valueOf(first);
                at++;
                return true;
            }
        }
        return false;
    }

    String word() {
        return word;
    }

    /** Returns what the word is called where it is a name: without quotes if it has any, and in lower case otherwise. */
    String name() {
        return word.equals("\"") && at - from > 1
                ? sql.substring(from + 1, at - 1).replace("\"\"", "\"")
                : word.toLowerCase(Locale.ROOT);
    }

    boolean is(String other) {
        return word.equals(other);
    }

    private static boolean isPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$';
    }

    /** Of the servers that what follows is for, which may be this one. */
    private void skipVersion() {
        while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
            at++;
        }
    }

    /** Comments nest in PostgreSQL and the standard, and in MariaDB they do not. */
    private void skipComment() {
        if (mariaDb) {
            int end = sql.indexOf("*/", at + 2);
            at = end < 0 ? sql.length() : end + 2;
            return;
        }
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private void skipQuoted(char quote, boolean escaped) {
        at++;
        while (at < sql.length()) {
            char next = sql.charAt(at++);
            if (escaped && next == '\\') {
                at++;
            } else if (next == quote) {
                if (at < sql.length() && sql.charAt(at) == quote) {
                    at++;
                } else {
                    return;
                }
            }
        }
    }

    /** Skips {@code $tag$ ... $tag$} if it is one; a lone sign or {@code $1} is none. */
    private boolean skipDollars() {
        int end = at + 1;
        while (end < sql.length() && isPart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        if (end >= sql.length() || sql.charAt(end) != '$' || Character.isDigit(sql.charAt(at + 1))) {
            return false;
        }
        String tag = sql.substring(at, end + 1);
        int close = sql.indexOf(tag, end + 1);
        at = close < 0 ? sql.length() : close + tag.length();
        return true;
    }
}
