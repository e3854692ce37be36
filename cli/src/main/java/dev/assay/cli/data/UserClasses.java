package dev.assay.cli.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Catalogue;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The classes of a user's classpath, which meet Assay's core and data and nothing else of Assay. */
final class UserClasses implements AutoCloseable {
    /** What stack traces call the loader of a user's classes. */
    static final String NAME = "user";

    private static final int DEEP = 40;
    private static final String SERVICE = "META-INF/services/" + Catalogue.class.getName();

    private final List<Path> entries;
    private final URLClassLoader loader;

    /** Takes a classpath of folders and jars that are there. */
    UserClasses(List<Path> entries) {
        this.entries = List.copyOf(entries);
        this.loader = new URLClassLoader(
                NAME, entries.stream().map(UserClasses::url).toArray(URL[]::new), new SharedClasses());
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry.toString(), e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** Tells whether a class, or a catalogue if the name is empty, is on this classpath. */
    boolean has(String name) {
        return name.isEmpty() ? loader.getResource(SERVICE) != null : find(name).isPresent();
    }

    /** Returns the catalogues that the classpath's jars and folders announce. */
    List<Catalogue> catalogues() {
        try {
            List<Catalogue> found = new ArrayList<>();
            ServiceLoader.load(Catalogue.class, loader).forEach(found::add);
            return found;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw broken("a catalogue that " + SERVICE + " names", e);
        }
    }

    /**
     * Loads a class.
     *
     * @param name as it stands in the source, with its package
     */
    Class<?> load(String name) {
        String found = find(name).orElseThrow(() -> unknown(name));
        try {
            return Class.forName(found, true, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw broken(name, e);
        }
    }

    /** A class within another is written with a dot, and its file has a dollar. */
    private Optional<String> find(String name) {
        String candidate = name;
        while (true) {
            if (loader.getResource(candidate.replace('.', '/') + ".class") != null) {
                return Optional.of(candidate);
            }
            int dot = candidate.lastIndexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            candidate = candidate.substring(0, dot) + '$' + candidate.substring(dot + 1);
        }
    }

    private DiagnosisException unknown(String name) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-029", "there is no such class on the classpath.")
                .with("class", name)
                .with("classpath", entries.size() + (entries.size() == 1 ? " entry" : " entries"))
                .because("a class is named with its package, and is compiled");
        for (String near : near(name)) {
            diagnosis = diagnosis.toFix(near);
        }
        return diagnosis.toFix("--classpath CP, with what holds it").exception();
    }

    /** Finds classes of the same simple name in the classpath's folders: the user's own. */
    private List<String> near(String name) {
        String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
        List<String> near = new ArrayList<>();
        for (Path entry : entries) {
            if (!Files.isDirectory(entry)) {
                continue;
            }
            try (Stream<Path> files =
                    Files.find(entry, DEEP, (path, what) -> matches(path, file), FileVisitOption.FOLLOW_LINKS)) {
                files.limit(3).sorted().map(path -> className(entry, path)).forEach(near::add);
            } catch (IOException | RuntimeException unreadable) {
                // It is only advice.
                continue;
            }
        }
        return near;
    }

    private static boolean matches(Path path, String file) {
        String name = path.getFileName().toString();
        return name.equalsIgnoreCase(file) || name.endsWith("$" + file);
    }

    private static String className(Path entry, Path file) {
        String name = entry.relativize(file).toString().replace(File.separatorChar, '.');
        return name.substring(0, name.length() - ".class".length()).replace('$', '.');
    }

    /** Says that a user's class fails when it is loaded or used. */
    static DiagnosisException broken(String what, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof DiagnosisException)) {
            cause = cause.getCause();
        }
        if (cause instanceof DiagnosisException known) {
            return known;
        }
        return Diagnosis.of("ASSAY-DATA-081", "a class cannot be used.")
                .with("class", what)
                .with("reason", cause)
                .because("loading it, or what it does, failed")
                .toFix("mend what the reason names; a class that is missing belongs on the classpath")
                .exception(failure);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            return; // nothing of it is used any more
        }
    }

    /** Assay's core and data, which a user's own version of them must not clash with, and the JDK. */
    private static final class SharedClasses extends ClassLoader {
        private static final List<String> SHARED = List.of("dev.assay.core.", "dev.assay.data.");

        SharedClasses() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return UserClasses.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
