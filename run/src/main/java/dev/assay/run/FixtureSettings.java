package dev.assay.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;

/** JUnit's settings that give every class of a suite a fixture or an order, after which none can be split. */
final class FixtureSettings {
    private static final Set<String> KEYS = Set.of(
            "junit.jupiter.testinstance.lifecycle.default",
            "junit.jupiter.testmethod.order.default",
            "junit.jupiter.extensions.autodetection.enabled");

    private FixtureSettings() {}

    /**
     * Tells whether one is set: as a system property of the suite, on its command line, or in its
     * {@code junit-platform.properties}.
     */
    static boolean areSet(Suite suite, ClassLoader classpath) throws IOException {
        Properties file = new Properties();
        try (InputStream in = classpath.getResourceAsStream("junit-platform.properties")) {
            if (in != null) {
                file.load(in);
            }
        }
        for (String key : KEYS) {
            if (file.containsKey(key)
                    || suite.systemProperties().containsKey(key)
                    || suite.jvmArgs().stream().anyMatch(argument -> argument.startsWith("-D" + key))) {
                return true;
            }
        }
        return false;
    }
}
