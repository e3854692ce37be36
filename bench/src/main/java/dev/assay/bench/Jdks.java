package dev.assay.bench;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a Java of some version is: where {@code JDK25_HOME} says, or beside the Java that runs this.
 *
 * @param environment the variables
 * @param home the home of the Java that runs this
 */
record Jdks(Map<String, String> environment, Path home) {
    static Jdks here() {
        return new Jdks(System.getenv(), Path.of(System.getProperty("java.home")));
    }

    /**
     * Returns the java command of a version.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-BENCH-008 if there is none
     */
    String java(int version) throws IOException {
        List<Path> homes = new ArrayList<>();
        String variable = "JDK" + version + "_HOME";
        if (environment.containsKey(variable)) {
            homes.add(Path.of(environment.get(variable)));
        } else {
            homes.add(home);
            Path parent = home.toRealPath().getParent();
            if (parent != null) {
                try (Stream<Path> neighbours = Files.list(parent)) {
                    homes.addAll(neighbours.sorted().toList());
                }
            }
        }
        for (Path each : homes) {
            if (isOf(each, version)) {
                return each.resolve("bin").resolve("java").toString();
            }
        }
        throw Diagnosis.of("ASSAY-BENCH-008", "there is no such JDK.")
                .with("version", version)
                .with("looked in", homes)
                .because("bytes are compared between versions of Java")
                .toFix(variable + "=/path/to/jdk-" + version)
                .exception();
    }

    private static boolean isOf(Path home, int version) throws IOException {
        Path release = home.resolve("release");
        return Files.isReadable(release)
                && Pattern.compile("^JAVA_VERSION=\"" + version + "([.+-]|\")", Pattern.MULTILINE)
                        .matcher(Files.readString(release))
                        .find();
    }
}
