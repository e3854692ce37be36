package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.data.Model;
import dev.assay.data.load.Fixtures;
import dev.assay.data.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Files that a test names.
 *
 * @param names as the test has them
 * @param type the test class
 * @param place where they are named
 */
record FixtureFiles(List<String> names, Class<?> type, String place) implements Gift {
    /**
     * Adds what is in them.
     *
     * @param entity whose rows all of them have; null if their names say it
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-011 if one is not there, ASSAY-JUNIT-012 if it is of no kind
     *     that can be read, and what {@link Fixtures} throws
     */
    Fixtures addTo(Fixtures fixtures, @Nullable Class<?> entity) {
        Fixtures all = fixtures;
        for (String name : names) {
            URL resource = resource(name);
            if (resource == null && !Files.exists(Path.of(name))) {
                throw notThere(name);
            }
            all = resource == null || resource.getProtocol().equals("file")
                    ? add(all, resource == null ? Path.of(name) : path(resource), entity, name)
                    : addPacked(all, resource, entity, name);
        }
        return all;
    }

    /**
     * Returns which files they are: the same name may be that of another file in another package.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-011 if one is not there
     */
    List<String> found() {
        return names.stream()
                .map(name -> {
                    URL resource = resource(name);
                    if (resource == null && !Files.exists(Path.of(name))) {
                        throw notThere(name);
                    }
                    return resource == null ? Path.of(name).toUri().toString() : resource.toString();
                })
                .toList();
    }

    /** Adds what is in them to a store: all of it, or nothing if something of it cannot be. */
    void addTo(Store store) {
        Model model = store.dataset().model();
        Fixtures fixtures = addTo(Fixtures.of(model), null);
        store.transaction(() -> model.entities()
                .forEach(entity -> fixtures.values(entity).forEach(values -> store.create(entity.name(), values))));
    }

    private Fixtures add(Fixtures fixtures, Path file, @Nullable Class<?> entity, String name) {
        String kind = file.toString().toLowerCase(Locale.ROOT);
        if (Files.isDirectory(file)) {
            return fixtures.csv(file).json(file);
        } else if (kind.endsWith(".csv")) {
            return entity == null ? fixtures.csv(file) : fixtures.csv(file, entity);
        } else if (kind.endsWith(".json") || kind.endsWith(".jsonl")) {
            return entity == null ? fixtures.json(file) : fixtures.json(file, entity);
        }
        throw Diagnosis.of("ASSAY-JUNIT-012", "a fixture is of a kind that cannot be read.")
                .with("file", name)
                .with("wanted by", place)
                .because("the end of its name says how it is written: .csv, .json or .jsonl")
                .toFix("give it a name that ends so, and write it so")
                .exception();
    }

    private static Path path(URL resource) {
        try {
            return SourceFile.of(Path.of(resource.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(resource + " was found", e);
        }
    }

    /** Adds what a file in a jar holds, such as that of another module's tests. */
    private Fixtures addPacked(Fixtures fixtures, URL resource, @Nullable Class<?> entity, String name) {
        try {
            Path folder = Files.createTempDirectory("assay-load");
            Path copy = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
            try (InputStream packed = resource.openStream()) {
                Files.copy(packed, copy);
                return add(fixtures, copy, entity, name);
            } finally {
                Files.deleteIfExists(copy);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test that is inherited has its files beside the class that it comes from. */
    private @Nullable URL resource(String name) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            URL found = each.getResource(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private RuntimeException notThere(String name) {
        List<String> looked = new ArrayList<>();
        String beside = "/" + type.getPackageName().replace('.', '/') + "/" + name;
        looked.add("the resource " + (name.startsWith("/") ? name : beside));
        looked.add("the file " + name + " in the folder of the project");
        return Diagnosis.of("ASSAY-JUNIT-011", "a fixture is not there.")
                .with("file", name)
                .with("wanted by", place)
                .with("looked for", String.join("\n", looked))
                .because("a name without / at its beginning is that of a resource beside the test class, or of a file")
                .toFix("src/test/resources" + (name.startsWith("/") ? name : beside))
                .exception();
    }

    @Override
    public String name() {
        return "loaded";
    }

    @Override
    public String line() {
        return String.join(", ", names);
    }
}
