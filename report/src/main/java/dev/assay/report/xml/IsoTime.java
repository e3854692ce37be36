package dev.assay.report.xml;

import java.time.Instant;

/** A run's times as XML's dateTime in UTC with milliseconds; each is formatted once for all events in it. */
final class IsoTime {
    private final long epochMillis;
    private long second = Long.MIN_VALUE;
    private String prefix = "";
    private long latest = Long.MIN_VALUE;
    private String text = "";

    IsoTime(long epochMillis) {
        this.epochMillis = epochMillis;
    }

    String at(long nanos) {
        long millis = epochMillis + nanos / 1_000_000;
        if (millis != latest) {
            latest = millis;
            text = text(millis);
        }
        return text;
    }

    private String text(long millis) {
        if (Math.floorDiv(millis, 1000) != second) {
            second = Math.floorDiv(millis, 1000);
            String whole = Instant.ofEpochSecond(second).toString();
            prefix = whole.substring(0, whole.length() - 1) + '.';
        }
        long rest = Math.floorMod(millis, 1000);
        return prefix + (char) ('0' + rest / 100) + (char) ('0' + rest / 10 % 10) + (char) ('0' + rest % 10) + 'Z';
    }
}
