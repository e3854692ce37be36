package dev.assay.junit.internal;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one line that runs a test again with the data that it had.
 *
 * @param selection the test class, with {@code #} and the method if there is one
 * @param beginning where the run's data began
 */
record Replay(String selection, Beginning beginning) {
    private static final Pattern INTEGRATION = Pattern.compile("(.*\\.)?(IT[^.]*|[^.]*IT|[^.]*ITCase)");

    static Replay of(ExtensionContext context, Beginning beginning) {
        String type = context.getTestClass().map(Class::getName).orElse("");
        return new Replay(
                context.getTestMethod()
                        .map(method -> type + "#" + method.getName())
                        .orElse(type),
                beginning);
    }

    /**
     * Returns the line for whoever runs tests; where that is unknown, the test and the settings it needs.
     *
     * @param command the running JVM's command
     * @param classpath the tests' classpath
     */
    String line(Optional<String> command, String classpath) {
        List<String> settings = new ArrayList<>();
        settings.add("-D" + Beginning.SEED + "=" + beginning.text());
        if (!beginning.asOf().equals(Beginning.USUAL.asOf())) {
            settings.add("-D" + Beginning.AS_OF + "=" + beginning.asOf());
        }
        String all = String.join(" ", settings);
        String tool = command.orElse("");
        if (tool.contains("surefire") || tool.contains("failsafe")) {
            return maven(classpath, all);
        } else if (!tool.contains("assay")) {
            return "'" + selection + "' with " + all;
        }
        return "assay test -t '" + selection + "' --jvm-args=" + (settings.size() == 1 ? all : "'" + all + "'");
    }

    /**
     * Failsafe starts tests as Surefire does, and in all but one thing alike: it has the module's jar on their classpath,
     * unless it is told to take the classes. Then only the test's name says whose it should be, and both are named.
     */
    private String maven(String classpath, String settings) {
        // In a project of several modules, those without the test are none to fail.
        String failsafe = "mvn verify '-Dit.test=" + selection + "' -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dfailsafe.failIfNoSpecifiedTests=false " + settings;
        String surefire = "mvn test '-Dtest=" + selection + "' -Dsurefire.failIfNoSpecifiedTests=false " + settings;
        if (hasModulesJar(classpath)) {
            return failsafe;
        }
        String type = selection.replaceFirst("#.*", "").replaceFirst("\\$.*", "");
        return INTEGRATION.matcher(type).matches() ? failsafe + ", or, if Surefire runs it, " + surefire : surefire;
    }

    private static boolean hasModulesJar(String classpath) {
        List<String> entries = List.of(classpath.split(File.pathSeparator));
        return entries.stream()
                .filter(entry -> entry.endsWith(File.separator + "test-classes"))
                .map(entry -> entry.substring(0, entry.lastIndexOf(File.separator) + 1))
                .anyMatch(target -> entries.stream()
                        .anyMatch(entry -> entry.endsWith(".jar")
                                && entry.lastIndexOf(File.separator) == target.length() - 1
                                && entry.startsWith(target)));
    }
}
