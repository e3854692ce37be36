package dev.assay.run;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** What can go wrong with a run as a whole, in words for its user. */
final class RunErrors {
    private RunErrors() {}

    static Diagnosis badPattern(String pattern, PatternSyntaxException cause) {
        return Diagnosis.of("ASSAY-RUN-001", "a pattern of classes cannot be understood.")
                .with("pattern", pattern)
                .because(cause.getDescription())
                .toFix("use Surefire's form: **/*Test.java, com.acme.*Test, or %regex[.*Test.*]");
    }

    static Diagnosis unreadable(Path place, IOException cause) {
        return Diagnosis.of("ASSAY-RUN-002", "test classes cannot be read.")
                .with("from", place)
                .because(cause.toString())
                .toFix("build the project again: the file may be damaged or not readable by you");
    }

    static Diagnosis nothingToRun(List<String> suites, int classFiles, String selection) {
        return Diagnosis.of("ASSAY-RUN-003", "nothing to run.")
                .with("suites", suites.isEmpty() ? "(none)" : String.join(", ", suites))
                .with("classes", classFiles + " class files, none of which is selected")
                .with("selected", selection)
                .because("a run without tests must not pass for green")
                .toFix("check the patterns: --include '**/*Test.java', --test 'FooTest#bar', --tags 'fast & !slow'")
                .toFix("assay test ./NAME, if that was to be a folder and not a test");
    }

    static Diagnosis workerCannotStart(String suite, String command, int exitCode, String output) {
        return Diagnosis.of("ASSAY-RUN-004", "a worker JVM cannot start.")
                .with("suite", suite)
                .with("command", command)
                .with("exit code", exitCode)
                .with("output", output.isBlank() ? "(none)" : output)
                .because("it ended before it could run a test, twice")
                .toFix("run the command by hand; check --jvm-args, the suite's argLine and the memory they ask for")
                .toFix("check that the suite's classpath has a JUnit engine, and a launcher of the same version");
    }

    static Diagnosis noProcess(String suite, String command, IOException cause) {
        return Diagnosis.of("ASSAY-RUN-005", "a worker JVM cannot be started at all.")
                .with("suite", suite)
                .with("command", command)
                .because(String.valueOf(cause.getMessage()))
                .toFix("check that the java command and the working directory exist and are yours to use")
                .toFix("check that the temporary folder has room");
    }

    static Diagnosis noScratch(String folder, IOException cause) {
        return Diagnosis.of("ASSAY-RUN-007", "the run's temporary files cannot be written.")
                .with("folder", folder)
                .because(String.valueOf(cause.getMessage()))
                .toFix("free space there, or make it writable")
                .toFix("ASSAY_OPTS=-Djava.io.tmpdir=DIR assay test, with a folder on another disk");
    }

    static Diagnosis outcomesMissing(long discovered, long outcomes) {
        return Diagnosis.of("ASSAY-RUN-006", "tests are missing from the outcomes.")
                .with("discovered", discovered)
                .with("outcomes", outcomes)
                .because("every discovered test must end in exactly one outcome")
                .toFix("report this with the run's events.bin: it is a defect of Assay, or of the suite's engine");
    }

    static Diagnosis notTogether(String found, Path output) {
        return Diagnosis.of("ASSAY-RUN-008", "the classes could not be run beside each other in one JVM.")
                .with("found", found)
                .with("output", output)
                .because("JUnit's own parallel execution runs them there, and what ends the JVM ends all of them")
                .toFix("see the output; assay test runs them beside each other all the same, in JVMs of their own")
                .toFix("assay parallelize --no-one-jvm, to leave this out");
    }
}
