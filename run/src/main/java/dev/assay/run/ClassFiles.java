package dev.assay.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The class files below some folders and in some jars, by binary name; the first of a name counts. */
final class ClassFiles implements Closeable {
    private final Map<String, Source> sources = new TreeMap<>();
    private final List<JarFile> jars = new ArrayList<>();

    private ClassFiles() {}

    /**
     * Lists the class files; what does not exist holds none.
     *
     * @throws UncheckedIOException if a folder or jar cannot be read
     */
    static ClassFiles in(Collection<Path> places) {
        ClassFiles files = new ClassFiles();
        for (Path place : places) {
            try {
                if (Files.isDirectory(place)) {
                    files.addFolder(place);
                } else if (Files.isRegularFile(place)) {
                    files.addJar(place);
                }
            } catch (IOException e) {
                throw RunErrors.unreadable(place, e).exception(e);
            }
        }
        return files;
    }

    /** Returns the binary names, sorted. */
    Collection<String> names() {
        return sources.keySet();
    }

    /** Returns the size of a class file in bytes; 0 if there is none. */
    long size(String name) {
        Source source = sources.get(name);
        return source == null ? 0 : source.size();
    }

    /** Returns a class file's bytes; null if there is none. */
    byte @Nullable [] read(String name) {
        Source source = sources.get(name);
        try {
            return source == null ? null : source.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : jars) {
            jar.close();
        }
    }

    private interface Source {
        long size();

        byte[] read() throws IOException;
    }

    private record FileSource(Path file, long size) implements Source {
        @Override
        public byte[] read() throws IOException {
            return Files.readAllBytes(file);
        }
    }

    private record JarSource(JarFile jar, JarEntry entry) implements Source {
        @Override
        public long size() {
            return entry.getSize();
        }

        @Override
        public byte[] read() throws IOException {
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }
    }

    private void addFolder(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                add(path, new FileSource(file, attributes.size()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void addJar(Path file) throws IOException {
        JarFile jar = new JarFile(file.toFile(), false);
        jars.add(jar);
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            add(entry.getName(), new JarSource(jar, entry));
        }
    }

    private void add(String path, Source source) {
        if (path.endsWith(".class")
                && !path.startsWith("META-INF/")
                && !path.endsWith("module-info.class")
                && !path.endsWith("package-info.class")) {
            sources.putIfAbsent(path.substring(0, path.length() - 6).replace('/', '.'), source);
        }
    }
}
