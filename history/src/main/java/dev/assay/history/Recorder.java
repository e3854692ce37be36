package dev.assay.history;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.ClassFinished;
import dev.assay.event.RunEvent.ContainerFailed;
import dev.assay.event.RunEvent.RunFinished;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.event.RunEvent.RunStarted;
import dev.assay.event.RunEvent.TestFinished;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gathers what one run says, a few bytes a test, and hands it over when the run is finished. */
final class Recorder implements RunListener {
    private static final long REMEMBERED_DAYS = 366;

    private final String commit;
    private final boolean everything;
    private final Target target;

    private @Nullable RunStarted started;
    private final Map<ClassKey, ClassResult> running = new LinkedHashMap<>();
    /** The class of the last event: most often the next one's too. */
    private @Nullable ClassResult latest;

    private final List<byte[]> finished = new ArrayList<>();
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private long flaky;

    Recorder(String commit, boolean everything, Target target) {
        this.commit = commit;
        this.everything = everything;
        this.target = target;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof TestFinished test) {
            onTest(test);
        } else if (event instanceof ContainerFailed container && container.last()) {
            resultOf(container.container()).addContainer(container.container());
        } else if (event instanceof ClassFinished end) {
            onClass(end);
        } else if (event instanceof RunStarted start) {
            started = start;
        } else if (event instanceof RunFinished end && started != null) {
            running.values().forEach(result -> finished.add(result.pack()));
            RunStarted start = started;
            target.write(store -> write(store, start, end));
        }
    }

    private void onTest(TestFinished event) {
        TestRef ref = event.test();
        ClassResult result = resultOf(ref);
        result.add(event, ref.staticId());
        if (event.last()) {
            counts.merge(event.outcome(), 1L, Long::sum);
            flaky += event.flaky() ? 1 : 0;
        }
    }

    private ClassResult resultOf(TestRef ref) {
        ClassResult last = latest;
        if (last != null && last.className.equals(ref.topClass()) && last.suite.equals(ref.suite())) {
            return last;
        }
        ClassResult result = running.computeIfAbsent(
                new ClassKey(ref.suite(), ref.topClass()), key -> new ClassResult(key.suite, key.className));
        latest = result;
        return result;
    }

    private void onClass(ClassFinished event) {
        ClassKey key = new ClassKey(event.suite(), event.className());
        ClassResult result = running.remove(key);
        if (result != null) {
            result.wallNanos = event.wallNanos();
            result.cpuNanos = event.cpuNanos();
            finished.add(result.pack());
        }
        latest = null;
    }

    private boolean write(Store store, RunStarted start, RunFinished end) throws SQLException {
        long run = store.addRun(new PastRun(
                start.runId(),
                start.epochMillis(),
                start.target(),
                commit,
                end.end(),
                end.wallNanos(),
                end.cpuNanos(),
                end.discovered(),
                count(Outcome.PASSED),
                count(Outcome.FAILED),
                count(Outcome.ABORTED),
                count(Outcome.SKIPPED),
                count(Outcome.LOST),
                count(Outcome.NOT_RUN),
                flaky));
        if (run == 0) {
            return false;
        }
        boolean all = everything && end.end() == End.COMPLETE;
        long day = TimeUnit.MILLISECONDS.toDays(start.epochMillis());
        Map<String, Set<String>> seen = new HashMap<>();
        start.suites().forEach(suite -> seen.put(suite, new HashSet<>()));
        for (byte[] packed : finished) {
            ClassResult result = ClassResult.unpack(packed);
            seen.computeIfAbsent(result.suite, suite -> new HashSet<>()).add(result.className);
            ClassRecord known = store.find(result.suite, result.className);
            ClassRecord record = known == null ? new ClassRecord(result.suite, result.className) : known;
            record.add(run, day, result, all);
            store.save(record);
            store.addFailures(run, result);
        }
        if (all) {
            for (Map.Entry<String, Set<String>> suite : seen.entrySet()) {
                store.retain(suite.getKey(), suite.getValue());
            }
        }
        store.trim(day - REMEMBERED_DAYS);
        return true;
    }

    private long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    private record ClassKey(String suite, String className) {}

    /** Where a run is written to. */
    interface Target {
        void write(Database.Work<Boolean> work);
    }
}
