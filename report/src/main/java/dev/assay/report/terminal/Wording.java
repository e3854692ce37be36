package dev.assay.report.terminal;

import java.util.Locale;

/** Writes numbers and times for people. */
final class Wording {
    private static final double SECOND = 1e9;

    private Wording() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    static String percent(double share) {
        return Math.round(share * 100) + "%";
    }

    /** {@code 3 ms}, {@code 0.04 s}, {@code 12.4 s}, {@code 2 min 5 s}, {@code 1 h 12 min}. */
    static String time(long nanos) {
        double seconds = Math.max(0, nanos) / SECOND;
        if (seconds < 0.01) {
            return Math.max(0, nanos) / 1_000_000 + " ms";
        } else if (seconds < 0.995) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        } else if (seconds < 99.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return rough(nanos);
    }

    /** The same without fractions of a second. */
    static String rough(long nanos) {
        long seconds = Math.max(0, Math.round(nanos / SECOND));
        if (seconds < 100) {
            return seconds + " s";
        } else if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h" + (seconds % 3600 / 60 == 0 ? "" : " " + seconds % 3600 / 60 + " min");
    }
}
