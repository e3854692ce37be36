package dev.assay.run;

import dev.assay.history.LastFailure;
import java.time.Duration;
import java.util.List;

/**
 * Which tests of the suites to run; all conditions must hold. What the suites themselves include and exclude holds too.
 *
 * @param includes Surefire's patterns of classes; empty for all
 * @param excludes Surefire's patterns of classes to leave out
 * @param tests {@code Class} or {@code Class#method}, simple or qualified, {@code *} allowed; empty for all
 * @param tags JUnit's tag expression; empty for all
 * @param failed what failed before, as {@code --last-failed} has history say: only that is run, as far as it is there
 *     still; empty for all
 * @param fasterThan only tests that history measured faster, or has not measured; {@link Duration#ZERO} for all
 * @since 0.1
 */
public record Selection(
        List<String> includes,
        List<String> excludes,
        List<String> tests,
        String tags,
        List<LastFailure> failed,
        Duration fasterThan) {
    /** Selects everything. */
    public static final Selection ALL = new Selection(List.of(), List.of(), List.of(), "", List.of(), Duration.ZERO);

    /** Copies the lists. */
    public Selection {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        tests = List.copyOf(tests);
        failed = List.copyOf(failed);
    }
}
