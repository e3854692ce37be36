package dev.assay.cli;

import dev.assay.core.Diagnosis;
import java.util.Set;

/**
 * How a command ended, as scripts see it.
 *
 * @since 0.1
 */
public enum ExitCode {
    /** All passed; flaky tests included, unless they are configured to fail. */
    PASSED(0),
    /** Tests failed, a budget was exceeded, or outcomes differ where they should not. */
    FAILED(1),
    /** The command line or {@code assay.toml} is wrong. */
    USAGE(2),
    /** There was nothing to run. */
    NOTHING(3),
    /** The run itself is broken: lost tests, a worker that cannot start, a project that does not compile. */
    BROKEN(4),
    /** Stopped by the user. */
    INTERRUPTED(130);

    /** Errors of other areas that the command line is to blame for: its target and its patterns. */
    private static final Set<String> WRONG_USAGE = Set.of(
            "ASSAY-MVN-001", "ASSAY-MVN-002", "ASSAY-MVN-003", "ASSAY-MVN-006", "ASSAY-RUN-001", "ASSAY-DATA-009");

    private static final Set<String> NOTHING_THERE =
            Set.of("ASSAY-RUN-003", "ASSAY-CLI-024", "ASSAY-MVN-008", "ASSAY-MVN-009");

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** Returns how a command ends that cannot go on for an error. */
    public static ExitCode of(Diagnosis diagnosis) {
        String of = diagnosis.code();
        if (NOTHING_THERE.contains(of)) {
            return NOTHING;
        }
        if (of.equals("ASSAY-MVN-018")) {
            return INTERRUPTED;
        }
        boolean wrong = of.startsWith("ASSAY-CLI-") ? !of.equals("ASSAY-CLI-099") : WRONG_USAGE.contains(of);
        return wrong ? USAGE : BROKEN;
    }

    /** Returns the process's exit code. */
    public int code() {
        return code;
    }
}
