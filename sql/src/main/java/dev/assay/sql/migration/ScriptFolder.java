package dev.assay.sql.migration;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds scripts by location: a folder or file among resources, {@code db/migration}, or else of the file system. */
final class ScriptFolder {
    private ScriptFolder() {}

    /**
     * Returns the scripts at a location, in whatever is on the class path first; none if there is nothing.
     *
     * @param location where; a prefix {@code classpath:} or {@code filesystem:}, as Flyway's, says where alone to look
     */
    static List<Script> scripts(ClassLoader loader, String location) throws IOException {
        return files(loader, location).stream()
                .filter(file -> Script.isOne(file.name()))
                .toList();
    }

    /** Returns all files at a location, whatever their names are. */
    static List<Script> files(ClassLoader loader, String location) throws IOException {
        if (location.startsWith("filesystem:")) {
            String folder = location.substring("filesystem:".length());
            return files(Path.of(folder), folder);
        }
        boolean resourcesAlone = location.startsWith("classpath:");
        String name = location.replaceFirst("^classpath:/?", "").replaceFirst("/$", "");
        List<Script> found = new ArrayList<>();
        for (URL url : Collections.list(loader.getResources(name))) {
            found.addAll(resources(url, name));
        }
        return found.isEmpty() && !resourcesAlone ? files(Path.of(location), location) : found;
    }

    private static List<Script> resources(URL url, String name) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                return entries(file, name);
            }
        }
        try {
            return files(Path.of(url.toURI()), name);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static List<Script> entries(JarFile jar, String name) throws IOException {
        List<Script> scripts = new ArrayList<>();
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
            JarEntry entry = entries.nextElement();
            boolean inside = entry.getName().equals(name) || entry.getName().startsWith(name + "/");
            if (inside && !entry.isDirectory()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    scripts.add(new Script(
                            entry.getName(),
                            below(entry.getName().substring(name.length()), name),
                            text(in.readAllBytes())));
                }
            }
        }
        return scripts;
    }

    /**
     * Reads a file, or all in a folder.
     *
     * @param shown what errors call it
     */
    private static List<Script> files(Path place, String shown) throws IOException {
        if (!Files.exists(place)) {
            return List.of();
        }
        List<Script> scripts = new ArrayList<>();
        try (Stream<Path> found = Files.walk(place)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String inside = place.relativize(file).toString().replace(File.separatorChar, '/');
                scripts.add(new Script(
                        inside.isEmpty() ? shown : shown + "/" + inside,
                        below(inside, file.toString().replace(File.separatorChar, '/')),
                        text(Files.readAllBytes(file))));
            }
        }
        return scripts;
    }

    /** Returns where a file is below its location; its name, if it is the location itself. */
    private static String below(String inside, String location) {
        String path = inside.startsWith("/") ? inside.substring(1) : inside;
        return path.isEmpty() ? location.substring(location.lastIndexOf('/') + 1) : path;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
