package dev.assay.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.event.DatabaseUse;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run's figures as {@code run.json}, for scripts; {@code docs/run-json.md} says what each means.
 *
 * @since 0.1
 */
public final class RunJson {
    private static final int VERSION = 1;
    private static final int FAILURES = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Tally tally;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private RunJson(Tally tally) {
        this.tally = tally;
    }

    /**
     * Writes the file.
     *
     * @throws IOException if it cannot be written, for example on a full disk
     */
    public static void write(Path file, Tally tally, List<OverBudget> overBudget) throws IOException {
        RunJson run = new RunJson(tally);
        run.figures();
        run.lists(overBudget);
        byte[] bytes = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(run.json);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private void figures() {
        RunEvent.RunStarted started = tally.started();
        RunEvent.RunPlanned planned = tally.planned();
        RunEvent.RunFinished finished = tally.finished();
        Counts counts = tally.counts();
        json.put("version", VERSION);
        json.put("run", started == null ? "" : started.runId());
        json.put(
                "started",
                Instant.ofEpochMilli(started == null ? 0 : started.epochMillis())
                        .toString());
        json.put("target", started == null ? "" : started.target());
        json.put("command", started == null ? "" : started.command());
        order(started);
        json.put("end", finished == null ? "unfinished" : lower(finished.end()));
        json.put("reason", finished == null ? "" : finished.reason());
        json.put("discovered", finished == null ? counts.total() : finished.discovered());
        json.put("passed", counts.passed());
        json.put("failed", counts.failed());
        json.put("aborted", counts.aborted());
        json.put("skipped", counts.skipped());
        json.put("lost", counts.lost());
        json.put("not_run", counts.notRun());
        json.put("flaky", counts.flaky());
        json.put("containers_failed", tally.containersFailed());
        json.put("classes", planned == null ? 0 : planned.classes());
        json.put("classes_not_run", tally.classesNotRun());
        json.put("wall_ms", millis(tally.wallNanos()));
        json.put("cpu_ms", finished == null ? 0 : millis(finished.cpuNanos()));
        json.put("cpu_utilisation", Math.round(tally.cpuUtilisation() * 1000) / 1000.0);
        json.put("cores", started == null ? 0 : started.cores());
        json.put("jdk", started == null ? "" : started.jdk());
        json.put("workers", tally.workers());
        json.put("workers_started", tally.workersStarted());
        json.put("discovery_ms", planned == null ? 0 : millis(planned.discoveryNanos()));
        if (tally.firstFailureAt() < 0) {
            json.putNull("first_failure_ms");
        } else {
            json.put("first_failure_ms", millis(tally.firstFailureAt()));
        }
        Tally.Time time = tally.time();
        ObjectNode spent = json.putObject("time_ms");
        spent.put("tests", millis(time.tests()));
        spent.put("fixtures", millis(time.fixtures()));
        spent.put("idle", millis(time.idle()));
        spent.put("start", millis(time.start()));
        json.put("occupied_ms", millis(tally.occupiedNanos()));
    }

    private void order(RunEvent.@Nullable RunStarted started) {
        String order = started == null ? "" : started.order();
        int colon = order.indexOf(':');
        json.put("order", colon < 0 ? order : order.substring(0, colon));
        if (colon < 0) {
            json.putNull("seed");
        } else {
            json.put("seed", Long.parseLong(order.substring(colon + 1)));
        }
    }

    private void lists(List<OverBudget> overBudget) {
        ArrayNode slowest = json.putArray("slowest");
        for (Tally.Slow slow : tally.slowest()) {
            name(slowest.addObject(), slow.test()).put("wall_ms", millis(slow.wallNanos()));
        }
        ArrayNode failures = json.putArray("failures");
        for (Tally.Bad bad :
                tally.bad().subList(0, Math.min(FAILURES, tally.bad().size()))) {
            name(failures.addObject(), bad.test())
                    .put("outcome", lower(bad.outcome()))
                    .put("container", bad.container())
                    .put("type", bad.type())
                    .put("message", bad.message())
                    .put("attempt", bad.attempt())
                    .put("at_ms", millis(bad.at()));
        }
        long all = tally.counts().failed() + tally.counts().lost() + tally.containersFailed();
        json.put("failures_left_out", all - failures.size());
        ArrayNode flaky = json.putArray("flaky_tests");
        tally.flaky().forEach(test -> name(flaky.addObject(), test.test()).put("attempt", test.attempt()));
        ArrayNode notRun = json.putArray("not_run_reasons");
        tally.notRun()
                .forEach((reason, count) ->
                        notRun.addObject().put("reason", reason).put("count", count));
        ArrayNode leftovers = json.putArray("leftovers");
        for (Tally.Left left : tally.leftovers()) {
            leftovers
                    .addObject()
                    .put("suite", left.suite())
                    .put("class", left.className())
                    .put("kind", lower(left.leftover().kind()))
                    .put("name", left.leftover().name())
                    .put("detail", left.leftover().detail())
                    .put("stack", left.leftover().stack());
        }
        ArrayNode growths = json.putArray("heap_growths");
        for (HeapTrend.Growth growth : tally.heap().growths()) {
            ArrayNode classes = growths.addObject()
                    .put("worker", growth.worker())
                    .put("bytes", growth.bytes())
                    .putArray("classes");
            growth.classes().forEach(classes::add);
        }
        databases();
        ArrayNode budgets = json.putArray("over_budget");
        for (OverBudget budget : overBudget) {
            budgets.addObject()
                    .put("what", budget.what())
                    .put("limit_ms", millis(budget.limitNanos()))
                    .put("actual_ms", millis(budget.actualNanos()));
        }
        ArrayNode notices = json.putArray("notices");
        tally.notices()
                .forEach((said, count) -> notices.addObject()
                        .put("level", lower(said.level()))
                        .put("text", said.text())
                        .put("count", count));
    }

    private void databases() {
        Databases databases = tally.databases();
        ObjectNode all = json.putObject("databases");
        ArrayNode tiers = all.putArray("tiers");
        databases.tiers().forEach(tier -> tiers.add(tier.toLowerCase(Locale.ROOT)));
        ArrayNode effects = all.putArray("effects");
        databases.effects().values().forEach(each -> use(effects.addObject().put("tests", each.tests()), each.use()));
        ArrayNode classes = all.putArray("classes");
        databases
                .classes()
                .forEach(each -> use(
                        classes.addObject()
                                .put("suite", each.suite())
                                .put("class", each.className())
                                .put("tests", each.tests()),
                        each.use()));
        ArrayNode slowest = all.putArray("slowest");
        databases.slowest().forEach(each -> use(name(slowest.addObject(), each.test()), each.use()));
        ArrayNode fixtures = json.putArray("fixtures");
        databases
                .fixtures()
                .forEach(each -> fixtures.addObject()
                        .put("name", each.name())
                        .put("times", each.times())
                        .put("total_ms", millis(each.nanos()))
                        .put("longest_ms", millis(each.longest())));
    }

    private static void use(ObjectNode node, DatabaseUse use) {
        node.put("tier", use.tier().toLowerCase(Locale.ROOT))
                .put("effect", lower(use.effect()))
                .put("statements", use.statements())
                .put("rows_read", use.rowsRead())
                .put("rows_written", use.rowsWritten())
                .put("errors", use.errors())
                .put("database_ms", millis(use.nanos()))
                .put("connections", use.connections())
                .put("waits", use.waits())
                .put("waited_for_turn_ms", millis(use.turnNanos()))
                .put("waited_for_pool_ms", millis(use.poolNanos()))
                .put("held_ms", millis(use.heldNanos()))
                .put("unclosed", use.unclosed())
                .put("server_connections", use.serverConnections());
    }

    private static ObjectNode name(ObjectNode node, TestRef test) {
        return node.put("suite", test.suite())
                .put("class", test.className())
                .put("name", test.name())
                .put("id", test.uniqueId());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static long millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI);
    }
}
