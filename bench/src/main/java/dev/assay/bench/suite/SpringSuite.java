package dev.assay.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An application of Spring Boot whose tests write a row through a transactional service and read it: plain, in Spring's own
 * transaction, and with Zonky's embedded database.
 *
 * @since 0.1
 */
public final class SpringSuite {
    /** Runs one of its classes, on so many threads. */
    public static final String MAIN_CLASS = "bench.Main";

    /** So many tables does the migration make, as an application has that is worth it. */
    private static final int TABLES = 20;

    private static final List<String> SOURCES = List.of("Application", "Main", "PlainTest", "TransactionalTest");

    private final Path classes;
    private final List<Path> plain;
    private final List<Path> zonky;

    private SpringSuite(Path classes, List<Path> plain, List<Path> zonky) {
        this.classes = classes;
        this.plain = plain;
        this.zonky = zonky;
    }

    /** Writes, resolves and compiles it. */
    public static SpringSuite write(Path folder, Preparation preparation) throws IOException, InterruptedException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String each : SOURCES) {
            sources.put("bench/" + each + ".java", Resource.text("spring/" + each + ".java.txt"));
        }
        MavenProject project = MavenProject.write(folder, "spring", sources, preparation);
        Path resources = Files.createDirectories(folder.resolve("src/test/resources/db/migration"));
        StringBuilder tables = new StringBuilder("create table note (id serial primary key, text text);\n");
        for (int i = 1; i < TABLES; i++) {
            tables.append("create table other_").append(i).append(" (id serial primary key, text text unique);\n");
        }
        Files.writeString(resources.resolve("V1__tables.sql"), tables);
        Files.writeString(
                folder.resolve("src/test/resources/application.properties"),
                "spring.datasource.url=${bench.url:jdbc:postgresql://nobody.example/notes}\n"
                        + "spring.datasource.username=postgres\nspring.main.banner-mode=off\nlogging.level.root=error\n");
        List<Path> plain = project.dependencies();
        Path test = folder.resolve("src/test/java/bench/ZonkyTest.java");
        Files.writeString(test, Resource.text("spring/ZonkyTest.java.txt"));
        project.maven("-Pzonky", "test-compile", "dependency:build-classpath", "-Dmdep.outputFile=target/zonky");
        List<Path> zonky = Arrays.stream(
                        Files.readString(folder.resolve("target/zonky")).strip().split(java.io.File.pathSeparator))
                .map(Path::of)
                .toList();
        return new SpringSuite(folder.resolve("target/test-classes"), plain, zonky);
    }

    /** Returns the classpath of its tests, with Zonky's library or without, and more behind it. */
    public List<Path> classpath(boolean withZonky, List<Path> more) {
        List<Path> all = new ArrayList<>(List.of(classes));
        all.addAll(withZonky ? zonky : plain);
        all.addAll(more);
        return all;
    }
}
