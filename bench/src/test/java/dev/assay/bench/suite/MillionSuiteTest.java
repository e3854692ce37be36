package dev.assay.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillionSuiteTest {
    @TempDir
    Path folder;

    @Test
    void as_many_classes_are_written_as_asked_for_each_with_its_tests() throws Exception {
        MillionSuite suite = new MillionSuite(250, 3);

        suite.write(folder);

        try (Stream<Path> files = Files.walk(folder);
                URLClassLoader loader = new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(250);
            assertThat(suite.names()).hasSize(250).doesNotHaveDuplicates();
            for (String name : suite.names()) {
                Class<?> type = loader.loadClass(name);
                assertThat(Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(Test.class)))
                        .hasSize(3);
            }
        }
    }

    @Test
    void a_test_can_be_run() throws Exception {
        MillionSuite suite = new MillionSuite(1, 1);
        suite.write(folder);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> type = loader.loadClass(suite.names().get(0));
            Method test = type.getDeclaredMethod("test_000");

            assertThat(test.invoke(type.getDeclaredConstructor().newInstance())).isNull();
        }
    }
}
