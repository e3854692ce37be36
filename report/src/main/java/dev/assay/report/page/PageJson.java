package dev.assay.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assay.event.DatabaseUse;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.report.ClassFiles;
import dev.assay.report.FailureClusters;
import dev.assay.report.HeapTrend;
import dev.assay.report.internal.SinglePage;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A run as the page's script reads it: columns where there are many rows; times in milliseconds unless said. */
record PageJson(RunModel run, PageHistory history, boolean flame, boolean coverage) {

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeRun(json);
        writeCounts(json);
        writeClasses(json);
        writeWorkers(json);
        writeParts(json);
        writeLoad(json);
        writeTests(json);
        writeClusters(json);
        writeContainers(json);
        writeNotes(json);
        new DatabaseJson(run.databases).writeTo(json);
        writeHeap(json);
        writeHistory(json);
        json.writeBooleanField("flame", flame);
        json.writeBooleanField("coverage", coverage);
        json.writeEndObject();
    }

    private void writeRun(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("run");
        RunEvent.RunStarted started = run.started;
        if (started != null) {
            text(json, "id", started.runId());
            json.writeNumberField("epoch", started.epochMillis());
            text(json, "target", started.target());
            text(json, "command", started.command());
            json.writeNumberField("cores", started.cores());
            text(json, "jdk", started.jdk());
            texts(json, "suites", started.suites());
        }
        RunEvent.RunPlanned planned = run.planned;
        if (planned != null) {
            millis(json, "plannedAt", planned.at());
            millis(json, "discovery", planned.discoveryNanos());
            json.writeNumberField("plannedClasses", planned.classes());
            json.writeNumberField("expectedTests", planned.expectedTests());
            millis(json, "expectedWall", planned.expectedWallNanos());
        }
        RunEvent.RunFinished finished = run.finished;
        if (finished != null) {
            text(json, "end", finished.end().name());
            text(json, "reason", finished.reason());
            millis(json, "cpu", finished.cpuNanos());
            json.writeNumberField("discovered", finished.discovered());
        } else {
            text(json, "end", "KILLED");
            text(json, "reason", "");
        }
        millis(json, "wall", finished == null ? run.lastNanos : finished.wallNanos());
        millis(json, "testTime", run.testNanos);
        if (run.firstFailureNanos >= 0) {
            millis(json, "firstFailure", run.firstFailureNanos);
        }
        json.writeEndObject();
    }

    private void writeCounts(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("counts");
        for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(outcome.name().toLowerCase(Locale.ROOT), run.count(outcome));
        }
        json.writeNumberField("flaky", run.flaky);
        json.writeNumberField("total", run.tests.seen());
        json.writeEndObject();
    }

    private void writeClasses(JsonGenerator json) throws IOException {
        List<String> suites = run.started == null ? List.of() : run.started.suites();
        ClassFiles files = new ClassFiles(suites);
        json.writeArrayFieldStart("classes");
        for (RunModel.ClassName each : run.classes) {
            json.writeStartArray();
            text(json, each.name());
            json.writeNumber(suites.indexOf(each.suite()));
            String standard = "output/" + each.name() + ".txt";
            String output = files.output(each.suite(), each.name()).toString().replace('\\', '/');
            if (!output.equals(standard)) {
                text(json, output);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeWorkers(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("workers");
        for (Timeline.Worker worker : run.timeline.workers()) {
            json.writeStartObject();
            json.writeNumberField("n", worker.started.worker());
            json.writeNumberField("pid", worker.started.pid());
            text(json, "suite", worker.started.suite());
            text(json, "reason", worker.started.reason());
            millis(json, "start", worker.started.at());
            RunEvent.WorkerEnded ended = worker.ended;
            if (ended != null) {
                millis(json, "end", ended.at());
                json.writeBooleanField("expected", ended.expected());
                json.writeNumberField("exit", ended.exitCode());
                text(json, "why", ended.reason());
                text(json, "lastOutput", ended.lastOutput());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeParts(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("parts");
        for (Timeline.Part part : run.timeline.parts()) {
            json.writeStartArray();
            json.writeNumber(part.started.part());
            json.writeNumber(part.started.worker());
            json.writeNumber(part.classIndex);
            decimal(json, part.started.at());
            decimal(json, part.end < 0 ? run.lastNanos : part.end);
            decimal(json, part.cpuNanos);
            decimal(json, part.testNanos);
            json.writeNumber(part.tests);
            json.writeNumber(part.bad);
            json.writeNumber(part.flaky);
            text(json, part.started.label());
            json.writeNumber(part.end < 0 ? 1 : 0);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeLoad(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("load");
        for (RunEvent.Load load : run.timeline.loads()) {
            json.writeStartArray();
            json.writeNumber(load.at() / 1_000_000);
            json.writeNumber(Math.round(load.cpu() * 1_000));
            json.writeNumber(load.busy());
            json.writeNumber(load.queued());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeTests(JsonGenerator json) throws IOException {
        KeptTests tests = run.tests;
        int[] groups = IntStream.range(0, run.groups.size())
                .boxed()
                .sorted(Comparator.comparing(index -> run.groups.get(index).name()))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] rank = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            rank[groups[i]] = i;
        }
        int[] order = tests.inOrderOf(rank);
        json.writeObjectFieldStart("tests");
        writeGroups(json, groups, order);
        json.writeArrayFieldStart("names");
        for (int index : order) {
            text(json, tests.name(index));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("micros");
        for (int index : order) {
            json.writeNumber(tests.micros(index));
        }
        json.writeEndArray();
        StringBuilder outcomes = new StringBuilder(order.length);
        for (int index : order) {
            outcomes.append(tests.outcome(index));
        }
        json.writeStringField("outcomes", outcomes.toString());
        json.writeObjectFieldStart("display");
        for (int i = 0; i < order.length; i++) {
            String shown = tests.displayName(order[i]);
            if (shown != null) {
                text(json, Integer.toString(i), shown);
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("details");
        for (int i = 0; i < order.length; i++) {
            TestDetail detail = tests.detail(order[i]);
            if (detail != null) {
                json.writeFieldName(Integer.toString(i));
                writeDetail(json, detail);
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("uses");
        for (int i = 0; i < order.length; i++) {
            DatabaseUse use = tests.use(order[i]);
            if (use != null) {
                json.writeArrayFieldStart(Integer.toString(i));
                text(json, use.effect().name());
                json.writeNumber(use.nanos() / 1_000);
                json.writeNumber(use.statements());
                text(json, use.tier());
                json.writeEndArray();
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes each group as its name, its class, and how many tests of it follow one another. */
    private void writeGroups(JsonGenerator json, int[] groups, int[] order) throws IOException {
        int[] sizes = new int[groups.length];
        for (int index : order) {
            sizes[run.tests.group(index)]++;
        }
        json.writeArrayFieldStart("groups");
        for (int group : groups) {
            json.writeStartArray();
            text(json, run.groups.get(group).name());
            json.writeNumber(run.groups.get(group).classIndex());
            json.writeNumber(sizes[group]);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeDetail(JsonGenerator json, TestDetail detail) throws IOException {
        json.writeStartObject();
        text(json, "id", detail.uniqueId());
        json.writeNumberField("part", detail.part());
        if (!detail.reason().isEmpty()) {
            text(json, "reason", detail.reason());
        }
        json.writeArrayFieldStart("attempts");
        for (TestDetail.Attempt attempt : detail.attempts()) {
            json.writeStartObject();
            text(json, "outcome", String.valueOf(attempt.outcome()));
            json.writeNumberField("micros", attempt.micros());
            optional(json, "type", attempt.type());
            optional(json, "message", attempt.message());
            optional(json, "stack", attempt.stack());
            optional(json, "cluster", attempt.cluster());
            optional(json, "output", attempt.output().head());
            if (attempt.output().cut() > 0) {
                json.writeNumberField("cut", attempt.output().cut());
                text(json, "outputEnd", attempt.output().tail());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeClusters(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("clusters");
        for (FailureClusters.Cluster cluster : run.clusters.clusters()) {
            json.writeStartObject();
            text(json, "id", cluster.fingerprint().id());
            text(json, "type", cluster.fingerprint().type());
            text(json, "title", cluster.title());
            text(json, "where", cluster.fingerprint().where());
            json.writeNumberField("count", cluster.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeContainers(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("containers");
        for (RunModel.FailedContainer failed : run.containers) {
            json.writeStartObject();
            json.writeNumberField("cls", failed.classIndex());
            text(json, "className", failed.container().className());
            text(json, "name", failed.container().displayName());
            json.writeFieldName("detail");
            writeDetail(json, failed.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeNotes(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("notices");
        for (RunEvent.Notice notice : run.notices) {
            json.writeStartArray();
            text(json, notice.level().name());
            text(json, notice.text());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("classesNotRun");
        for (RunEvent.ClassNotRun never : run.classesNotRun) {
            json.writeStartArray();
            text(json, never.className());
            text(json, never.reason());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("leftovers");
        for (RunModel.LeftBehind left : run.leftovers) {
            json.writeStartArray();
            json.writeNumber(left.classIndex());
            text(json, left.leftover().kind().name());
            text(json, left.leftover().name());
            text(json, left.leftover().detail());
            if (!left.leftover().stack().isEmpty()) {
                text(json, left.leftover().stack());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("running");
        if (run.finished == null) {
            for (RunEvent.TestStarted test : run.running.values()) {
                json.writeStartArray();
                text(json, test.test().className());
                text(json, test.test().name());
                decimal(json, test.at());
                json.writeEndArray();
            }
        }
        json.writeEndArray();
    }

    private void writeHeap(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("heap");
        json.writeArrayFieldStart("workers");
        for (Map.Entry<Integer, List<HeapTrend.Point>> worker :
                run.heap.points().entrySet()) {
            json.writeStartObject();
            json.writeNumberField("n", worker.getKey());
            json.writeArrayFieldStart("points");
            for (HeapTrend.Point point : worker.getValue()) {
                json.writeStartArray();
                decimal(json, point.at());
                json.writeNumber(point.bytes());
                json.writeNumber(point.most());
                text(json, point.classes().get(point.classes().size() - 1));
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("growths");
        for (HeapTrend.Growth growth : run.heap.growths()) {
            json.writeStartObject();
            json.writeNumberField("worker", growth.worker());
            json.writeNumberField("bytes", growth.bytes());
            texts(json, "classes", growth.classes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeHistory(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("history");
        json.writeArrayFieldStart("runs");
        for (PageHistory.Run each : history.runs()) {
            json.writeStartObject();
            text(json, "id", each.runId());
            json.writeNumberField("epoch", each.epochMillis());
            millis(json, "wall", each.wallNanos());
            millis(json, "cpu", each.cpuNanos());
            json.writeNumberField("tests", each.tests());
            json.writeNumberField("failed", each.failed());
            json.writeNumberField("flaky", each.flaky());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("flaky");
        for (PageHistory.Flaky each : history.flaky()) {
            json.writeStartObject();
            text(json, "className", each.className());
            text(json, "name", each.name());
            text(json, "outcomes", each.outcomes());
            json.writeNumberField("rate", each.rate());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, @Nullable String text) throws IOException {
        json.writeString(SinglePage.carried(text == null ? "" : text));
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        json.writeFieldName(name);
        text(json, text);
    }

    private static void optional(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            text(json, name, text);
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            text(json, text);
        }
        json.writeEndArray();
    }

    private static void millis(JsonGenerator json, String name, long nanos) throws IOException {
        json.writeFieldName(name);
        decimal(json, nanos);
    }

    /** Writes nanoseconds as milliseconds with one decimal, without the cost of formatting a double. */
    private static void decimal(JsonGenerator json, long nanos) throws IOException {
        long tenths = (nanos + 50_000) / 100_000;
        if (tenths % 10 == 0) {
            json.writeNumber(tenths / 10);
        } else {
            json.writeNumber(tenths / 10 + "." + tenths % 10);
        }
    }
}
