package dev.assay.bench;

import java.util.Locale;

/** Numbers as the tables show them, alike on every machine whatever its locale. */
final class Numbers {
    private Numbers() {}

    /** Renders a count with its thousands set apart. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Renders what is measured in whatever unit: large numbers as counts, small ones with decimals. */
    static String measure(double value) {
        return Math.abs(value) < 1000 ? decimal(value) : count(Math.round(value));
    }

    /** Renders without decimals. */
    static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    /** Renders with two decimals, or one from 10 on. */
    static String decimal(double value) {
        return Math.abs(value) < 10 ? ratio(value) : String.format(Locale.ROOT, "%.1f", value);
    }

    /** Renders with two decimals. */
    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
