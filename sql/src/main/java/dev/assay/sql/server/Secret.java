package dev.assay.sql.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What nobody but the user who started a server may know. */
final class Secret {
    /** Where a cluster has its superuser's password, in its data directory. */
    private static final String PASSWORD = "assay.password";

    private static final int BYTES = 16;

    private Secret() {}

    /** Returns a password that nobody guesses. */
    static String random() {
        byte[] chance = new byte[BYTES];
        new SecureRandom().nextBytes(chance);
        return HexFormat.of().formatHex(chance);
    }

    /** Returns the password of a cluster's superuser. */
    static String password(Path data) throws IOException {
        return Files.readString(data.resolve(PASSWORD));
    }

    /** Notes the password of a cluster's superuser, which goes along when the cluster is copied. */
    static void password(Path data, String password) throws IOException {
        write(data.resolve(PASSWORD), password);
    }

    /** Writes a file that the user alone can read, beside its place first. */
    static void write(Path file, String text) throws IOException {
        // So the system creates temporary files.
        Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", "");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
