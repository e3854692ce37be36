package dev.assay.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.junit.platform.engine.TestEngine;

/** What the user should know of the engines on the classpath. */
final class Engines {
    /** Settings that a worker overrides: ownership of output, blame and CPU time need one test at a time. */
    static final Map<String, String> OVERRIDES = Map.of(
            "junit.jupiter.execution.parallel.enabled", "false",
            "junit.vintage.execution.parallel.enabled", "false");

    private Engines() {}

    /** Says which of them cannot be loaded, as far as the first. */
    static List<String> unloadable() {
        try {
            for (TestEngine engine : ServiceLoader.load(TestEngine.class)) {
                engine.getId();
            }
            return List.of();
        } catch (ServiceConfigurationError e) {
            return List.of("a test engine cannot be loaded: " + e.getMessage());
        }
    }

    /** Says which of the suite's settings do not hold; to be asked when the suite's system properties are set. */
    static List<String> overridden() {
        List<String> remarks = new ArrayList<>();
        Properties configured = configured();
        for (String key : OVERRIDES.keySet()) {
            if (Boolean.parseBoolean(System.getProperty(key, configured.getProperty(key, "false")))) {
                remarks.add(key + " is switched off in workers: classes run in several JVMs at once, one test at a"
                        + " time in each, so that every test owns its output and its CPU time");
            }
        }
        return remarks;
    }

    private static Properties configured() {
        Properties properties = new Properties();
        try {
            Enumeration<URL> files =
                    Thread.currentThread().getContextClassLoader().getResources("junit-platform.properties");
            // As the launcher does, the first on the classpath counts.
            if (files.hasMoreElements()) {
                try (InputStream in = files.nextElement().openStream()) {
                    properties.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
