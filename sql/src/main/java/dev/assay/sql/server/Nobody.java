package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** As whom PostgreSQL's programs run, which refuse to run as root. */
enum Nobody {
    /** As whoever starts them, who is not root. */
    SELF(List.of()),

    /** As root in a name space in which it is nobody, and files are root's all the same. */
    NAME_SPACE(List.of("unshare", "--user")),

    /** As the user nobody, to whom files are given: root of a container may make no name spaces. */
    USER(List.of("setpriv", "--reuid=" + Nobody.NUMBER, "--regid=" + Nobody.NUMBER, "--clear-groups"));

    private static final int NUMBER = 65534;

    /** The right to do nearly all that root may, which a container's root has not; its place among all rights. */
    private static final int ADMINISTER = 21;

    private static final Path STATUS = Path.of("/proc/self/status");

    private final List<String> prefix;

    Nobody(List<String> prefix) {
        this.prefix = prefix;
    }

    /** Returns how it is done by this process. */
    static Nobody here() {
        try {
            return Files.exists(STATUS) ? of(Files.readAllLines(STATUS)) : SELF;
        } catch (IOException e) {
            return SELF;
        }
    }

    /** Returns how it is done by a process, of what the system says of it. */
    static Nobody of(List<String> status) {
        String user = word(status, "Uid:", 1);
        String rights = word(status, "CapEff:", 0);
        if (!user.equals("0")) {
            return SELF;
        }
        return (Long.parseUnsignedLong(rights, 16) & 1L << ADMINISTER) != 0 ? NAME_SPACE : USER;
    }

    /** A loop, as a JVM that begins comes by here. */
    private static String word(List<String> status, String name, int number) {
        for (String line : status) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).strip().split("\t")[number];
            }
        }
        return "0";
    }

    /**
     * Returns what stands before a program's name.
     *
     * @param path the folders in which programs are found
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-093 if there is no such program
     */
    List<String> prefix(String path) {
        if (!prefix.isEmpty() && !isOn(path, prefix.get(0))) {
            throw Diagnosis.of(
                            "ASSAY-SQL-093", "PostgreSQL does not run as root, and root cannot become somebody else.")
                    .with("missing", prefix.get(0))
                    .because("it is the program, of util-linux, by which root becomes nobody")
                    .toFix("util-linux in the image: apt-get install util-linux, or the like")
                    .toFix("tests as another user: USER in the image, docker run --user")
                    .toFix("a server of yours: -D" + Given.PROPERTY + "=jdbc:postgresql://...")
                    .exception();
        }
        return prefix;
    }

    private static boolean isOn(String path, String program) {
        return Arrays.stream(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Gives a file, or all of a folder, to whom the programs run as. */
    void own(Path file) throws IOException {
        if (this == USER) {
            try (Stream<Path> all = Files.walk(file)) {
                for (Path each : (Iterable<Path>) all::iterator) {
                    Files.setAttribute(each, "unix:uid", NUMBER);
                    Files.setAttribute(each, "unix:gid", NUMBER);
                }
            }
        }
    }

    /** Tells whether whom the programs run as comes to what is in a folder, if that allows it. */
    boolean reaches(Path folder) {
        for (Path each = folder.toAbsolutePath(); this == USER && each != null; each = each.getParent()) {
            try {
                if (Files.exists(each)
                        && !Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
