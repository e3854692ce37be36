package dev.assay.report.xml;

import java.time.Instant;

/** A run's times as XML's dateTime in UTC with milliseconds; the second is formatted once for all events in it. */
final class IsoTime {
    private final long epochMillis;
    private long second = Long.MIN_VALUE;
    private String prefix = "";

    IsoTime(long epochMillis) {
        this.epochMillis = epochMillis;
    }

    String at(long nanos) {
        long millis = epochMillis + nanos / 1_000_000;
        if (Math.floorDiv(millis, 1000) != second) {
            second = Math.floorDiv(millis, 1000);
            String text = Instant.ofEpochSecond(second).toString();
            prefix = text.substring(0, text.length() - 1) + '.';
        }
        long rest = Math.floorMod(millis, 1000);
        return prefix + (char) ('0' + rest / 100) + (char) ('0' + rest / 10 % 10) + (char) ('0' + rest % 10) + 'Z';
    }
}
