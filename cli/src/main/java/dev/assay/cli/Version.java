package dev.assay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Assay's own version, as it was built. */
final class Version {
    private Version() {}

    /** Returns one line: Assay's version, and the Java it runs on. */
    static String line() {
        return "assay " + number() + " (Java " + System.getProperty("java.version") + ")";
    }

    private static String number() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
