package dev.assay.history;

import dev.assay.event.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What past runs say of one test method, template or factory; the invocations of a template are one.
 *
 * <p>A run in which some invocations fail counts as failed once.
 *
 * @param suite the suite it belongs to
 * @param topClass binary name of the top-level class that runs it
 * @param className binary name of the class that declares it
 * @param name its name in reports
 * @param staticId its unique id
 * @param wallNanos what a pass of it costs, all invocations together; -1 where it never passed
 * @param invocations how many tests it was when it last ran
 * @param passed runs in which it passed, flaky ones left out
 * @param failed runs in which it failed or was lost
 * @param flaky runs in which it passed on a retry
 * @param flips how often it passed in one run and failed in the next with the same code, or the reverse
 * @param recent its outcomes in the runs that are remembered one by one, newest last
 * @since 0.1
 */
public record TestHistory(
        String suite,
        String topClass,
        String className,
        String name,
        String staticId,
        long wallNanos,
        int invocations,
        long passed,
        long failed,
        long flaky,
        int flips,
        List<PastOutcome> recent) {

    /** Copies the outcomes. */
    public TestHistory {
        recent = List.copyOf(recent);
    }

    /** Returns how often it contradicted itself in the runs that are remembered one by one. */
    public int contradictions() {
        return flips + (int) recent.stream().filter(PastOutcome::flaky).count();
    }

    /** Returns how it ended when it last ran; null when no run that is remembered ran it. */
    public @Nullable PastOutcome last() {
        return recent.isEmpty() ? null : recent.get(recent.size() - 1);
    }

    /**
     * How it ended in one run.
     *
     * @param runId the run's name; empty when the run itself is forgotten
     * @param startMillis when the run began, in milliseconds since 1970; 0 when it is forgotten
     * @param commit the code that was run; empty where it is not known
     * @param outcome how it ended, the worst of its invocations
     * @param flaky whether it passed on a retry
     */
    public record PastOutcome(String runId, long startMillis, String commit, Outcome outcome, boolean flaky) {}
}
