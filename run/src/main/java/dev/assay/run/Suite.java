package dev.assay.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Test classes that run alike: one classpath, one folder, one set of JVM arguments. A Maven module's Surefire or
 * Failsafe execution is one suite.
 *
 * <p>In {@code jvmArgs}, {@code systemProperties}, {@code environment} and {@code workingDirectory},
 * <code>${surefire.forkNumber}</code> stands for the worker's number.
 *
 * @param name unique in a run: {@code module} or {@code module:execution}
 * @param scan folders and jars that hold the test classes
 * @param classpath what the tests see, in order, without Assay and without a launcher
 * @param launcher jars that Assay adds behind the classpath: the launcher that matches the suite's platform, and the
 *     Vintage engine where the suite has JUnit 4 alone
 * @param workingDirectory the folder in which the tests run; created if missing
 * @param java the {@code java} command to run them with
 * @param jvmArgs arguments for it, module path included
 * @param systemProperties set before the first test class is loaded
 * @param environment added to Assay's own; an empty value removes the variable
 * @param includes Surefire's patterns of classes to run ({@code **}{@code /*Test.java}, {@code %regex[...]}); empty for
 *     Surefire's defaults
 * @param excludes patterns of classes to leave out
 * @param groups JUnit's tag expression of tests to run; empty for all
 * @param excludedGroups JUnit's tag expression of tests to leave out; empty for none
 * @param reuseJvm whether classes may share a JVM; false is Surefire's {@code reuseForks=false}
 * @param notices what could not be honoured, a sentence each
 * @since 0.1
 */
public record Suite(
        String name,
        List<Path> scan,
        List<Path> classpath,
        List<Path> launcher,
        String workingDirectory,
        Path java,
        List<String> jvmArgs,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        List<String> includes,
        List<String> excludes,
        String groups,
        String excludedGroups,
        boolean reuseJvm,
        List<String> notices) {

    /** Copies the collections. */
    public Suite {
        scan = List.copyOf(scan);
        classpath = List.copyOf(classpath);
        launcher = List.copyOf(launcher);
        jvmArgs = List.copyOf(jvmArgs);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        notices = List.copyOf(notices);
    }

    /** Returns the same with more system properties, which count more than those it has. */
    public Suite withSystemProperties(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(systemProperties);
        all.putAll(more);
        return new Suite(
                name,
                scan,
                classpath,
                launcher,
                workingDirectory,
                java,
                jvmArgs,
                all,
                environment,
                includes,
                excludes,
                groups,
                excludedGroups,
                reuseJvm,
                notices);
    }
}
