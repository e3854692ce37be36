package dev.assay.history;

import dev.assay.event.RunEvent.RunFinished.End;

/**
 * A run that is over.
 *
 * @param id the run's name
 * @param startMillis when it began, in milliseconds since 1970
 * @param target what was run, as the user named it
 * @param commit the code it ran; empty where it is not known
 * @param end how it ended
 * @param wallNanos how long it took
 * @param cpuNanos CPU time of its workers
 * @param tests tests discovered
 * @param passed tests passed, flaky ones included
 * @param failed tests failed
 * @param aborted tests whose assumption did not hold
 * @param skipped tests skipped
 * @param lost tests whose worker died
 * @param notRun tests that were never started
 * @param flaky tests that passed on a retry
 * @since 0.1
 */
public record PastRun(
        String id,
        long startMillis,
        String target,
        String commit,
        End end,
        long wallNanos,
        long cpuNanos,
        long tests,
        long passed,
        long failed,
        long aborted,
        long skipped,
        long lost,
        long notRun,
        long flaky) {}
