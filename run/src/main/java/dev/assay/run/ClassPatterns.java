package dev.assay.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Surefire's patterns of classes: Ant globs on the class file's path ({@code **}{@code /*Test.java}), qualified names,
 * {@code %regex[...]} and {@code %ant[...]}, each negated by a leading {@code !}.
 */
final class ClassPatterns {
    /** What Surefire includes when nothing is said. */
    static final List<String> DEFAULT_INCLUDES =
            List.of("**/Test*.java", "**/*Test.java", "**/*Tests.java", "**/*TestCase.java");

    private final List<Pattern> included = new ArrayList<>();
    private final List<Pattern> excluded = new ArrayList<>();

    private ClassPatterns() {}

    /** Compiles patterns; with no positive include every class is included that is not excluded. */
    static ClassPatterns of(List<String> includes, List<String> excludes) {
        ClassPatterns patterns = new ClassPatterns();
        for (String include : split(includes)) {
            if (include.startsWith("!")) {
                patterns.excluded.add(compile(include.substring(1).trim()));
            } else {
                patterns.included.add(compile(include));
            }
        }
        for (String exclude : split(excludes)) {
            patterns.excluded.add(
                    compile(exclude.startsWith("!") ? exclude.substring(1).trim() : exclude));
        }
        return patterns;
    }

    /** Tells whether a class, given by its binary name, is to run. */
    boolean matches(String className) {
        String path = className.replace('.', '/');
        return (included.isEmpty() || anyMatches(included, path)) && !anyMatches(excluded, path);
    }

    private static boolean anyMatches(List<Pattern> patterns, String path) {
        for (Pattern pattern : patterns) {
            // Surefire's regular expressions are of the file's path, with its ending.
            if (pattern.matcher(path).matches()
                    || pattern.matcher(path + ".class").matches()) {
                return true;
            }
        }
        return false;
    }

    private static List<String> split(List<String> patterns) {
        List<String> single = new ArrayList<>();
        for (String pattern : patterns) {
            int begin = 0;
            int depth = 0;
            for (int i = 0; i <= pattern.length(); i++) {
                char c = i < pattern.length() ? pattern.charAt(i) : ',';
                depth += c == '[' ? 1 : c == ']' ? -1 : 0;
                // A comma in brackets belongs to a regular expression.
                if (i == pattern.length() || c == ',' && depth <= 0) {
                    String part = pattern.substring(begin, i).trim();
                    if (!part.isEmpty()) {
                        single.add(part);
                    }
                    begin = i + 1;
                }
            }
        }
        return single;
    }

    private static Pattern compile(String pattern) {
        try {
            if (pattern.startsWith("%regex[") && pattern.endsWith("]")) {
                return Pattern.compile(pattern.substring(7, pattern.length() - 1));
            }
            String glob = pattern.startsWith("%ant[") && pattern.endsWith("]")
                    ? pattern.substring(5, pattern.length() - 1)
                    : pattern;
            return Pattern.compile(regex(glob));
        } catch (PatternSyntaxException e) {
            throw RunErrors.badPattern(pattern, e).exception(e);
        }
    }

    private static String regex(String glob) {
        String path = glob.replace('\\', '/').replaceFirst("\\.(java|class)$", "");
        if (path.indexOf('/') < 0) {
            path = path.indexOf('.') < 0 ? "**/" + path : path.replace('.', '/');
        }
        if (path.endsWith("/")) {
            path += "**";
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (path.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (path.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
