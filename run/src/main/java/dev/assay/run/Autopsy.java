package dev.assay.run;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Settles what a dead worker was doing: the running test bears the blame, what had not begun goes to another worker,
 * and where no test ran, the class's fixture is to blame.
 */
final class Autopsy {
    /** Type of the failure of a test that the time-out ended. */
    static final String TIMEOUT = "dev.assay.TestTimeout";

    /** Type of the failure of a fixture that ended its JVM. */
    static final String WORKER_DIED = "dev.assay.WorkerDied";

    private final RunOptions options;
    private final Ledger ledger;
    private final LongSupplier clock;

    Autopsy(RunOptions options, Ledger ledger, LongSupplier clock) {
        this.options = options;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Says in a sentence why a worker ended, as far as can be told. */
    static String cause(Worker worker, int exitCode) {
        if (worker.dump != null) {
            return "ended by the test time-out";
        } else if (!worker.exitReason.isEmpty()) {
            return worker.exitReason + " (exit code " + exitCode + ")";
        } else if (exitCode > 128 && exitCode < 160) {
            return "killed by signal " + (exitCode - 128) + signalName(exitCode - 128);
        }
        return "its JVM ended with exit code " + exitCode + ", as Runtime.halt or native code does";
    }

    private static String signalName(int signal) {
        return switch (signal) {
            case 6 -> " (abort: the JVM or native code crashed)";
            case 9 -> " (kill: by somebody, or because memory ran out)";
            case 11 -> " (segmentation fault: native code crashed)";
            case 15 -> " (terminate)";
            default -> "";
        };
    }

    /**
     * Gives the running tests their outcome. A worker that died between two tests may have been ended by what an
     * earlier class left running, so that the rest is tried again as long as there is progress.
     *
     * @return unique ids that are left to run elsewhere; empty if nothing is
     */
    List<String> settle(Worker worker, Part part, int exitCode, String lastOutput) {
        String cause = cause(worker, exitCode);
        List<Part.Running> running = new ArrayList<>(part.running.values());
        for (Part.Running each : running) {
            if (worker.dump == null || isOverdue(each)) {
                blame(worker, part, each, cause, lastOutput);
            }
        }
        List<String> left = withStillRunning(part, Rest.of(part));
        if (running.isEmpty() && (left.isEmpty() || part.reported == 0)) {
            blameFixture(worker, part, cause, lastOutput);
            return List.of();
        }
        // The part ends here: what it leaves is discovered anew.
        ledger.discovered(part.reported);
        return left;
    }

    /** Adds what ran beside an overdue test and is not to blame: an invocation is in no list of what is open. */
    private static List<String> withStillRunning(Part part, List<String> left) {
        List<String> all = new ArrayList<>(left);
        for (String id : part.running.keySet()) {
            if (left.stream().noneMatch(open -> TestRef.isBelow(id, open))) {
                all.add(id);
            }
        }
        return all;
    }

    private boolean isOverdue(Part.Running running) {
        return clock.getAsLong() - running.since() >= options.testTimeout().toNanos();
    }

    private void blame(Worker worker, Part part, Part.Running running, String cause, String lastOutput) {
        long wall = clock.getAsLong() - running.since();
        if (worker.dump == null) {
            ledger.conclude(
                    part,
                    running.test(),
                    Outcome.LOST,
                    wall,
                    new Failure(WORKER_DIED, cause, lastOutput.isBlank() ? cause : cause + "\n" + lastOutput),
                    cause);
        } else {
            ledger.conclude(part, running.test(), Outcome.FAILED, wall, timeout(worker.dump), "");
        }
    }

    private void blameFixture(Worker worker, Part part, String cause, String lastOutput) {
        String dump = worker.dump;
        Failure failure = dump == null
                ? new Failure(WORKER_DIED, cause, lastOutput.isBlank() ? cause : cause + "\n" + lastOutput)
                : timeout(dump);
        ledger.containerFailed(
                part, new RunEvent.ContainerFailed(clock.getAsLong(), part.id, classRef(part), failure, true));
        ledger.discovered(part.reported);
        // What was registered has not run, so that the templates stand for the rest that is unknown.
        part.lastRegistered.clear();
        String reason = "the worker died in a fixture of its class: " + cause;
        notRun(part, reason);
    }

    /** Gives what is still open in a part the outcome that it did not run. */
    void notRun(Part part, String reason) {
        for (TestRef test : List.copyOf(part.openTests.values())) {
            ledger.conclude(part, test, Outcome.NOT_RUN, 0, null, reason);
        }
        for (TestRef template : List.copyOf(part.openTemplates.values())) {
            if (part.lastRegistered.containsKey(template.uniqueId())) {
                part.openTemplates.remove(template.uniqueId());
            } else {
                ledger.conclude(part, template, Outcome.NOT_RUN, 0, null, reason);
            }
        }
    }

    /** Settles what a class template registered in a worker that died, and did not register again. */
    void notRegistered(Part part) {
        String reason = "its class template did not register it again after its worker had died";
        for (TestRef test : List.copyOf(part.openTests.values())) {
            if (test.isDynamic()) {
                ledger.conclude(part, test, Outcome.NOT_RUN, 0, null, reason);
            }
        }
        for (TestRef template : List.copyOf(part.openTemplates.values())) {
            if (template.isDynamic()) {
                ledger.conclude(part, template, Outcome.NOT_RUN, 0, null, reason);
            }
        }
    }

    private Failure timeout(String dump) {
        Duration limit = options.testTimeout();
        return new Failure(
                TIMEOUT,
                "still running after "
                        + (limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms")
                        + "; ended by the test time-out",
                dump);
    }

    static TestRef classRef(Part part) {
        String name = part.task.name();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return new TestRef(part.task.suite.name(), name, name, "[class:" + name + "]", simple, simple, List.of());
    }
}
