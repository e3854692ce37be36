package dev.assay.data.schema;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** SQL's ways to describe texts, as regular expressions of Java that match a text as a whole. */
final class SqlPattern {
    private static final Map<String, String> CLASSES = Map.of(
            "[:alpha:]", "\\p{Alpha}",
            "[:digit:]", "0-9",
            "[:alnum:]", "\\p{Alnum}",
            "[:upper:]", "A-Z",
            "[:lower:]", "a-z",
            "[:space:]", "\\s",
            "[:punct:]", "\\p{Punct}",
            "[:xdigit:]", "0-9A-Fa-f");

    private SqlPattern() {}

    /** Translates {@code LIKE}. */
    static Pattern like(String pattern, String escape, boolean insensitive) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (!escape.isEmpty() && letter == escape.charAt(0) && i + 1 < pattern.length()) {
                i++;
                expression.append(quoted(pattern.charAt(i)));
            } else if (letter == '%') {
                expression.append(".*");
            } else if (letter == '_') {
                expression.append('.');
            } else {
                expression.append(quoted(letter));
            }
        }
        return compiled(expression.toString(), insensitive);
    }

    private static String quoted(char letter) {
        return "\\[](){}.*+?^$|".indexOf(letter) >= 0 ? "\\" + letter : String.valueOf(letter);
    }

    /** Translates what is searched for in a text, with {@code ~}. */
    static Pattern regex(String pattern, boolean insensitive) {
        String java = pattern;
        for (Map.Entry<String, String> each : CLASSES.entrySet()) {
            java = java.replace(each.getKey(), each.getValue());
        }
        if (java.contains("[:")
                || java.contains("[.") && java.contains(".]")
                || java.startsWith("***")
                || Pattern.compile("\\\\[mMyY]").matcher(java).find()) {
            throw new NotUnderstood("the regular expression '" + pattern + "' is not Java's");
        }
        compiled(java, insensitive);
        boolean alternatives = hasAlternatives(java);
        boolean begins = !alternatives && java.startsWith("^");
        boolean ends = !alternatives && java.endsWith("$") && !java.endsWith("\\$");
        String inner = java.substring(begins ? 1 : 0, java.length() - (ends ? 1 : 0));
        String grouped = alternatives && !(begins && ends) ? "(?:" + inner + ")" : inner;
        return compiled((begins ? "" : ".*") + grouped + (ends ? "" : ".*"), insensitive);
    }

    /** Tells whether a bar stands outside of all brackets. */
    private static boolean hasAlternatives(String pattern) {
        int depth = 0;
        boolean set = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '\\') {
                i++;
            } else if (set) {
                set = letter != ']';
            } else if (letter == '[') {
                set = true;
            } else if (letter == '(') {
                depth++;
            } else if (letter == ')') {
                depth--;
            } else if (letter == '|' && depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a regular expression names letters of both cases; what stands for any character names none. */
    static boolean isOfBothCases(String pattern) {
        String letters = pattern.replace("\\p{Alpha}", "Aa")
                .replace("\\p{Alnum}", "Aa")
                .replace("\\w", "Aa")
                .replaceAll("\\\\[pP]\\{[^}]*}|\\\\.|\\(\\?[a-z:!=<]*", "");
        return letters.chars().anyMatch(Character::isUpperCase)
                && letters.chars().anyMatch(Character::isLowerCase);
    }

    private static Pattern compiled(String expression, boolean insensitive) {
        try {
            return Pattern.compile(expression, Pattern.DOTALL | (insensitive ? Pattern.CASE_INSENSITIVE : 0));
        } catch (PatternSyntaxException e) {
            throw new NotUnderstood("the regular expression '" + expression + "' is not Java's");
        }
    }
}
