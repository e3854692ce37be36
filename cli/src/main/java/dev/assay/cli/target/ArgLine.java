package dev.assay.cli.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes Surefire's {@code argLine} apart as Surefire does.
 *
 * @since 0.1
 */
public final class ArgLine {
    private static final Pattern LATE = Pattern.compile("@\\{([^}]+)}");

    private ArgLine() {}

    /**
     * Replaces late expressions, such as the {@code @{argLine}} that JaCoCo's goal fills, and splits the line.
     *
     * @param notices gets a sentence for each late expression that nothing defines
     */
    public static List<String> split(String line, Properties properties, List<String> notices) {
        Matcher late = LATE.matcher(ForkNumber.unify(line));
        StringBuilder resolved = new StringBuilder();
        while (late.find()) {
            String value = properties.getProperty(late.group(1));
            if (value == null) {
                notices.add("argLine uses " + late.group() + ", which nothing defines; it is left out.");
            }
            late.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : value));
        }
        return words(late.appendTail(resolved).toString().replaceAll("\\s", " "));
    }

    /** Splits at spaces outside quotes; a backslash stays, and takes a quote behind it literally. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean quoted = false;
        boolean escaped = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean isQuote = !escaped && (quote == 0 ? c == '"' || c == '\'' : c == quote);
            if (isQuote) {
                quote = quote == 0 ? c : 0;
                quoted = true;
            } else if (c == ' ' && quote == 0) {
                if (quoted || !word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
                quoted = false;
            } else {
                word.append(c);
            }
            escaped = c == '\\';
        }
        if (quoted || !word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
