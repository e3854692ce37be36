package dev.assay.report.page;

import java.util.ArrayList;
import java.util.List;

/** What there is to tell of a test, or of a container, besides that it passed. */
final class TestDetail {
    private final String uniqueId;
    private final int part;
    private final String reason;
    private final List<Attempt> attempts = new ArrayList<>(1);

    TestDetail(String uniqueId, int part, String reason) {
        this.uniqueId = uniqueId;
        this.part = part;
        this.reason = reason;
    }

    /**
     * One go at the test.
     *
     * @param cluster id of the cause; empty unless it failed
     * @param stack cut to what the page can carry; empty where other failures of the cause show it
     * @param output the beginning and the end of what it wrote
     */
    record Attempt(
            char outcome,
            long micros,
            String type,
            String message,
            String stack,
            String cluster,
            OutputTails.Excerpt output) {}

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    String uniqueId() {
        return uniqueId;
    }

    int part() {
        return part;
    }

    String reason() {
        return reason;
    }

    List<Attempt> attempts() {
        return attempts;
    }
}
