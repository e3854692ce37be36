package dev.assay.sql.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of a script.
 *
 * @param line where it begins, from 1
 * @param text the statement without the semicolon that ends it
 */
record SqlStatement(int line, String text) {
    private static final Pattern DOLLAR = Pattern.compile("\\$([A-Za-z_][A-Za-z_0-9]*)?\\$");

    /** Takes a script apart; what is quoted, by dollars too, or a comment, ends no statement. */
    static List<SqlStatement> of(String script) {
        List<SqlStatement> statements = new ArrayList<>();
        int begin = 0;
        int at = 0;
        while (at < script.length()) {
            if (script.charAt(at) == ';' && !isInAtomicBody(script.substring(begin, at))) {
                add(script, begin, at, statements);
                begin = ++at;
            } else {
                at = behind(script, at);
            }
        }
        add(script, begin, script.length(), statements);
        return statements;
    }

    /** Returns where what stands here ends: a quoted text, a comment, or one character. */
    private static int behind(String script, int at) {
        char one = script.charAt(at);
        if (one == '\'' || one == '"') {
            boolean escapes = one == '\''
                    && at > 0
                    && Character.toUpperCase(script.charAt(at - 1)) == 'E'
                    && (at == 1 || !Character.isLetterOrDigit(script.charAt(at - 2)));
            return quoted(script, at, one, escapes);
        } else if (script.startsWith("--", at)) {
            int end = script.indexOf('\n', at);
            return end < 0 ? script.length() : end + 1;
        } else if (script.startsWith("/*", at)) {
            return comment(script, at);
        } else if (one == '$' && (at == 0 || !Character.isLetterOrDigit(script.charAt(at - 1)))) {
            Matcher tag = DOLLAR.matcher(script).region(at, script.length());
            if (tag.lookingAt()) {
                int end = script.indexOf(tag.group(), tag.end());
                return end < 0 ? script.length() : end + tag.group().length();
            }
        }
        return at + 1;
    }

    private static int quoted(String script, int from, char quote, boolean escapes) {
        int at = from + 1;
        while (at < script.length()) {
            if (escapes && script.charAt(at) == '\\') {
                at++;
            } else if (script.charAt(at) == quote) {
                return at + 1; // a doubled quote begins the next text, which belongs to the statement as well
            }
            at++;
        }
        return script.length();
    }

    /** PostgreSQL's comments nest. */
    private static int comment(String script, int from) {
        int depth = 0;
        int at = from;
        while (at < script.length()) {
            if (script.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (script.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return script.length();
    }

    private static final Pattern ATOMIC = Pattern.compile("(?is)\\bbegin\\s+atomic\\b(?!.*\\bend\\s*$)");

    /** Tells whether a function's body in SQL's own words is not at its end. */
    private static boolean isInAtomicBody(String statement) {
        return ATOMIC.matcher(statement).find();
    }

    private static void add(String script, int begin, int end, List<SqlStatement> statements) {
        int first = begin;
        while (first < end) {
            if (Character.isWhitespace(script.charAt(first))) {
                first++;
            } else if (script.startsWith("--", first) || script.startsWith("/*", first)) {
                first = behind(script, first);
            } else {
                break;
            }
        }
        if (first < end) {
            int line = 1
                    + (int) script.substring(0, first)
                            .chars()
                            .filter(one -> one == '\n')
                            .count();
            statements.add(new SqlStatement(line, script.substring(first, end).strip()));
        }
    }
}
