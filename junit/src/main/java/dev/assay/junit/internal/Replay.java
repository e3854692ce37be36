package dev.assay.junit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one line that runs a test again with the data that it had.
 *
 * @param selection the test class, with {@code #} and the method if there is one
 * @param beginning where the run's data began
 */
record Replay(String selection, Beginning beginning) {
    static Replay of(ExtensionContext context, Beginning beginning) {
        String type = context.getTestClass().map(Class::getName).orElse("");
        return new Replay(
                context.getTestMethod()
                        .map(method -> type + "#" + method.getName())
                        .orElse(type),
                beginning);
    }

    /**
     * Returns the line for whoever runs tests.
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
        if (command.filter(text -> text.contains("surefire")).isPresent()) {
            return "mvn test '-Dtest=" + selection + "' " + all;
        }
        return "assay test -t '" + selection + "' --jvm-args=" + (settings.size() == 1 ? all : "'" + all + "'");
    }
}
