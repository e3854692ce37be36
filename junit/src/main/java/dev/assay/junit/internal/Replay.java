package dev.assay.junit.internal;

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

    /** Failsafe starts tests as Surefire does; the classes that it takes have names of their own. */
    private boolean isFailsafes(String tool) {
        String type = selection.replaceFirst("#.*", "").replaceFirst("\\$.*", "");
        return tool.contains("failsafe") || INTEGRATION.matcher(type).matches();
    }

    /**
     * Returns the line for whoever runs tests; where that is unknown, the test and the settings it needs.
     *
     * @param command the running JVM's command
     */
    String line(Optional<String> command) {
        List<String> settings = new ArrayList<>();
        settings.add("-D" + Beginning.SEED + "=" + beginning.text());
        if (!beginning.asOf().equals(Beginning.USUAL.asOf())) {
            settings.add("-D" + Beginning.AS_OF + "=" + beginning.asOf());
        }
        String all = String.join(" ", settings);
        String tool = command.orElse("");
        if (tool.contains("surefire") || tool.contains("failsafe")) {
            // In a project of several modules, those without the test are none to fail.
            return isFailsafes(tool)
                    ? "mvn verify '-Dit.test=" + selection + "' -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dfailsafe.failIfNoSpecifiedTests=false " + all
                    : "mvn test '-Dtest=" + selection + "' -Dsurefire.failIfNoSpecifiedTests=false " + all;
        } else if (!tool.contains("assay")) {
            return "'" + selection + "' with " + all;
        }
        return "assay test -t '" + selection + "' --jvm-args=" + (settings.size() == 1 ? all : "'" + all + "'");
    }
}
