package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds to a suite what Assay needs to launch it: the launcher of exactly the suite's JUnit Platform, and an engine
 * where the suite brings only the API that its tests are written with.
 *
 * <p>A launcher of any other version fails with {@code NoSuchMethodError} in one direction or the other.
 *
 * @since 0.1
 */
public final class LauncherResolver {
    private static final String PLATFORM = "org.junit.platform";
    private static final String VINTAGE = "5.14.4";
    private static final String OPENTEST4J = "1.3.0";

    private final JarSource jars;

    /** Takes the missing jars from a source. */
    public LauncherResolver(JarSource jars) {
        this.jars = jars;
    }

    /**
     * Returns the suite with its launcher; or nothing if no test library is on its classpath, so that it has no tests.
     *
     * @throws dev.assay.core.DiagnosisException if its tests are of a kind that no engine on its classpath runs
     */
    public Optional<Suite> withLauncher(Suite suite) {
        TestLibraries libraries = new TestLibraries(suite);
        Optional<String> platform = libraries.platformEngine();
        Optional<String> jupiter = libraries.jupiterApi();
        List<Coordinates> missing = new ArrayList<>();
        if (jupiter.isPresent() && libraries.jupiterEngine().isEmpty()) {
            missing.add(Coordinates.jar("org.junit.jupiter", "junit-jupiter-engine", jupiter.get()));
        }
        if (platform.isPresent()) {
            if (!libraries.launcher().equals(platform)) {
                missing.add(launcher(known(platform.get(), suite)));
            }
        } else if (jupiter.isPresent()) {
            String version = platformOf(known(jupiter.get(), suite));
            missing.add(Coordinates.jar(PLATFORM, "junit-platform-engine", version));
            missing.add(launcher(version));
        } else if (libraries.junit4().isPresent()) {
            vintage(suite, libraries.junit4().get(), missing);
        } else if (libraries.testNg().isPresent()) {
            throw testNg(suite, libraries.testNg().get());
        } else {
            return Optional.empty();
        }
        return Optional.of(with(suite, missing.stream().map(jars::jar).toList()));
    }

    private static Coordinates launcher(String version) {
        return Coordinates.jar(PLATFORM, "junit-platform-launcher", version);
    }

    /** Jupiter 5.x runs on platform 1.x; from 6 on the numbers are equal. */
    private static String platformOf(String jupiter) {
        return jupiter.startsWith("5.") ? "1" + jupiter.substring(1) : jupiter;
    }

    private static void vintage(Suite suite, String junit, List<Coordinates> missing) {
        if (!junit.isEmpty() && !atLeast412(junit)) {
            throw Diagnosis.of("ASSAY-MVN-011", "the suite's JUnit is too old.")
                    .with("suite", suite.name())
                    .with("junit", junit)
                    .because("JUnit's Vintage engine, which runs JUnit 3 and 4 tests, needs junit:junit 4.12 or newer")
                    .toFix("raise junit:junit to 4.13.2: it runs JUnit 3 and 4 tests unchanged")
                    .exception();
        }
        String platform = platformOf(VINTAGE);
        missing.add(Coordinates.jar("org.junit.vintage", "junit-vintage-engine", VINTAGE));
        missing.add(Coordinates.jar(PLATFORM, "junit-platform-engine", platform));
        missing.add(Coordinates.jar(PLATFORM, "junit-platform-commons", platform));
        missing.add(launcher(platform));
        missing.add(Coordinates.jar("org.opentest4j", "opentest4j", OPENTEST4J));
    }

    private static boolean atLeast412(String junit) {
        String[] numbers = junit.split("[.-]", -1);
        int major = number(numbers, 0);
        return major > 4 || (major == 4 && number(numbers, 1) >= 12);
    }

    private static int number(String[] numbers, int index) {
        return index < numbers.length && numbers[index].matches("\\d{1,6}") ? Integer.parseInt(numbers[index]) : 0;
    }

    private static RuntimeException testNg(Suite suite, String version) {
        return Diagnosis.of("ASSAY-MVN-010", "the suite's tests are TestNG's, and no engine runs them.")
                .with("suite", suite.name())
                .with("testng", version)
                .because("Assay runs any engine of the JUnit Platform, and TestNG is none by itself")
                .toFix("add org.junit.support:testng-engine with scope test")
                .exception();
    }

    private static String known(String version, Suite suite) {
        if (!version.isEmpty()) {
            return version;
        }
        throw Diagnosis.of("ASSAY-MVN-012", "the version of the suite's JUnit Platform cannot be told.")
                .with("suite", suite.name())
                .because("the launcher must be of the same version, and the jar names none in its name or manifest")
                .toFix("put junit-platform-launcher of the same version on the classpath, or use JUnit's own jars")
                .exception();
    }

    private static Suite with(Suite suite, List<Path> launcher) {
        return new Suite(
                suite.name(),
                suite.scan(),
                suite.classpath(),
                launcher,
                suite.workingDirectory(),
                suite.java(),
                suite.jvmArgs(),
                suite.systemProperties(),
                suite.environment(),
                suite.includes(),
                suite.excludes(),
                suite.groups(),
                suite.excludedGroups(),
                suite.reuseJvm(),
                suite.notices());
    }
}
