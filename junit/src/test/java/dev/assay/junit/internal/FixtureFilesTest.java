package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.load.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.Customer;
import shop.Shop;

class FixtureFilesTest {
    @TempDir
    private Path folder;

    private static void put(JarOutputStream jar, String name) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        try (InputStream file = Objects.requireNonNull(FixtureFilesTest.class.getResourceAsStream("/" + name))) {
            file.transferTo(jar);
        }
        jar.closeEntry();
    }

    @Test
    void a_file_in_a_jar_is_read() throws Exception {
        Path jar = folder.resolve("tests.jar");
        String name = FixtureFilesTest.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            put(out, name);
            put(out, "shop/customers.csv");
        }
        URL[] urls = {jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> packed = loader.loadClass(FixtureFilesTest.class.getName());
            FixtureFiles files = new FixtureFiles(List.of("/shop/customers.csv"), packed, "parameter");
            assertThat(files.addTo(Fixtures.of(Shop.MODEL), null).records(Customer.class))
                    .extracting(Customer::firstName)
                    .containsExactly("Ada", "Charles");
        }
    }
}
