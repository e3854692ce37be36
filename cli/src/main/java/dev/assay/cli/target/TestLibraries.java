package dev.assay.cli.target;

import dev.assay.run.Suite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which test libraries a suite brings, and at which versions. */
final class TestLibraries {
    private final List<Path> entries;

    TestLibraries(Suite suite) {
        entries = new ArrayList<>(suite.classpath());
        int modulePath = suite.jvmArgs().indexOf("--module-path");
        if (modulePath >= 0) {
            for (String entry : suite.jvmArgs().get(modulePath + 1).split(Pattern.quote(File.pathSeparator), -1)) {
                entries.add(Path.of(entry));
            }
        }
    }

    Optional<String> platformEngine() {
        return version("junit-platform-engine", "org/junit/platform/engine/TestEngine.class");
    }

    Optional<String> launcher() {
        return version("junit-platform-launcher", "org/junit/platform/launcher/Launcher.class");
    }

    Optional<String> jupiterApi() {
        return version("junit-jupiter-api", "org/junit/jupiter/api/Test.class");
    }

    Optional<String> jupiterEngine() {
        return version("junit-jupiter-engine", "org/junit/jupiter/engine/JupiterTestEngine.class");
    }

    Optional<String> vintageEngine() {
        return version("junit-vintage-engine", "org/junit/vintage/engine/VintageTestEngine.class");
    }

    Optional<String> junit4() {
        return version("junit", "junit/framework/TestCase.class");
    }

    Optional<String> testNg() {
        return version("testng", "org/testng/TestNG.class");
    }

    /** Looks at the names of jars first, which is free; only then into them, for jars that were renamed or merged. */
    private Optional<String> version(String artifact, String type) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-(\\d[^/\\\\]*)\\.jar");
        for (Path entry : entries) {
            Matcher matcher = name.matcher(String.valueOf(entry.getFileName()));
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        for (Path entry : entries) {
            if (Files.isDirectory(entry) ? Files.exists(entry.resolve(type)) : holds(entry, type)) {
                return Optional.of(manifestVersion(entry));
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path jar, String type) {
        if (!Files.isRegularFile(jar)) {
            return false;
        }
        try (JarFile open = new JarFile(jar.toFile(), false)) {
            return open.getEntry(type) != null;
        } catch (IOException notAJar) {
            return false;
        }
    }

    private static String manifestVersion(Path entry) {
        if (Files.isDirectory(entry)) {
            return "";
        }
        try (JarFile open = new JarFile(entry.toFile(), false)) {
            Manifest manifest = open.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            return version == null ? "" : version;
        } catch (IOException unreadable) {
            return "";
        }
    }
}
