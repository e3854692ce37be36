package dev.assay.junit.internal;

import dev.assay.data.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Class loaders that have other catalogues than this module's tests. */
public final class OtherLoaders {
    private OtherLoaders() {}

    /** Looks for the catalogue that a plain annotation means. */
    public static Class<?> catalogue(ClassLoader loader) throws IOException {
        try {
            return Catalogues.of(loader).of(Catalogue.class, "Scenario", "parameter data of BillingTest.totals");
        } finally {
            if (loader instanceof URLClassLoader open) {
                open.close();
            }
        }
    }

    public static ClassLoader none() {
        return ClassLoader.getPlatformClassLoader();
    }

    /** Makes one that names a service more than the tests' own. */
    public static ClassLoader with(Path folder, String service) {
        try {
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            Files.writeString(services.resolve(Catalogue.class.getName()), service);
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, OtherLoaders.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
