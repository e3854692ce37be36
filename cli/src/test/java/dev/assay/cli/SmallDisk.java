package dev.assay.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system that is soon full. Mounting one is for root on Linux alone; a test aborts elsewhere. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts a disk of some kilobytes, with room for so many files and folders. */
    public static SmallDisk mount(Path folder, int kilobytes, int files) throws IOException {
        Files.createDirectories(folder);
        Process mount;
        try {
            String options = "size=" + kilobytes + "k,nr_inodes=" + (files + 1);
            mount = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        } catch (IOException e) {
            assumeTrue(false, "there is no mount command: " + e.getMessage());
            throw e;
        }
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(mount.onExit().join().exitValue() == 0, "a small disk cannot be mounted here: " + said.strip());
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Takes all the space that is left, and returns the file that does. */
    public Path fill() throws IOException {
        Path filler = folder.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    @Override
    public void close() throws IOException {
        Process unmount = run("umount", folder.toString());
        String said = new String(unmount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (unmount.onExit().join().exitValue() != 0) {
            throw new IOException(said);
        }
    }

    private static Process run(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
