package dev.assay.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which classes an execution runs: its includes and excludes, the files that list them, and {@code -Dtest}. */
final class ClassPatterns {
    private final Settings settings;
    private final List<String> test;
    private final List<String> notices;

    ClassPatterns(Settings settings, List<String> notices) {
        this.settings = settings;
        this.notices = notices;
        String named = settings.string("test", settings.string("it.test", ""));
        this.test = split(List.of(named));
    }

    List<String> includes() throws IOException {
        if (test.isEmpty()) {
            return listed("includes", "includesFile");
        }
        List<String> includes = new ArrayList<>();
        for (String name : test) {
            if (!name.startsWith("!")) {
                includes.add(classPattern(name));
            }
        }
        return includes;
    }

    List<String> excludes() throws IOException {
        if (test.isEmpty()) {
            return listed("excludes", "excludesFile");
        }
        return test.stream()
                .filter(name -> name.startsWith("!"))
                .map(name -> classPattern(name.substring(1)))
                .toList();
    }

    private List<String> listed(String list, String fileOfMore) throws IOException {
        List<String> patterns = new ArrayList<>(settings.list(list));
        Path file = settings.path(fileOfMore);
        if (file != null) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    patterns.add(line.trim());
                }
            }
        }
        return split(patterns);
    }

    private String classPattern(String name) {
        int method = name.indexOf('#');
        if (method >= 0) {
            notices.add("-Dtest=" + name + " runs the whole class: give Class#method to assay itself.");
        }
        String type = method < 0 ? name : name.substring(0, method);
        if (type.startsWith("%") || type.contains("/")) {
            return type;
        }
        String plain = type.replaceFirst("\\.(java|class)$", "");
        return "**/" + plain.replace('.', '/') + ".java";
    }

    /** Splits at commas, except within a regular expression. */
    private static List<String> split(List<String> patterns) {
        List<String> split = new ArrayList<>();
        for (String pattern : patterns) {
            for (String part : pattern.contains("%regex[") ? new String[] {pattern} : pattern.split(",", -1)) {
                if (!part.isBlank()) {
                    split.add(part.trim());
                }
            }
        }
        return split;
    }
}
