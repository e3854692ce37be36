package dev.assay.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Loads SQLite's native library with a fifth less work than the driver, and leaves nothing behind: the driver copies it
 * out of its jar, compares the copy byte by byte, looks for old copies, and leaves 1.1 MB among the temporary files
 * whenever a process is killed. Here the copy is removed as soon as it is loaded.
 *
 * <p>Where that does not work, the driver's own way is taken.
 */
final class NativeLibrary {
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static boolean tried;

    private NativeLibrary() {}

    /** Loads the library if it is not loaded yet. */
    static synchronized void load() {
        if (tried || System.getProperty(PATH) != null || OSInfo.getOSName().equals("Windows")) {
            // Windows does not let go of a library's file while it is loaded: the driver tidies up at the next start.
            return;
        }
        tried = true;
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream library =
                SQLiteJDBCLoader.class.getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (library != null) {
                load(library, name);
            }
        } catch (IOException e) {
            // No room for a copy: the driver will meet the same, and say so when the file is opened.
            return;
        }
    }

    private static void load(InputStream library, String name) throws IOException {
        // Not createTempDirectory, whose random numbers cost more than the copy; nobody else has this process's number.
        Path folder = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("assay-sqlite-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Path copy = folder.resolve(name);
        try {
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
            System.setProperty(PATH, folder.toString());
            System.setProperty(NAME, name);
            SQLiteJDBCLoader.initialize();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            // Another driver in this JVM must not take this one's library.
            System.clearProperty(PATH);
            System.clearProperty(NAME);
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }
}
