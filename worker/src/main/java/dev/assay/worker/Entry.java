package dev.assay.worker;

import dev.assay.event.DatabaseUse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What tests' extensions publish for Assay in JUnit's report entries. The suite's extension may be of another version than
 * the worker: what one does not know is left out, and what is no entry at all is not taken for one.
 */
final class Entry {
    /** The name of what a test did with its databases: {@code tier=SANDBOX effect=WRITE statements=12}. */
    static final String SQL = "assay.sql";

    /** The name of the places where a test took connections that it never closed, a line each. */
    static final String UNCLOSED = "assay.unclosed";

    /** What the names of fixtures begin with; the value is how many nanoseconds it took to open it. */
    static final String FIXTURE = "assay.fixture.";

    private final Map<String, String> values = new HashMap<>();

    private Entry(String text) {
        for (String word : text.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }

    /** Reads what a test did with its databases; nothing if it does not say so. */
    static Optional<DatabaseUse> use(String text) {
        Entry entry = new Entry(text);
        try {
            DatabaseUse.Effect effect = DatabaseUse.Effect.valueOf(entry.values.getOrDefault("effect", ""));
            return Optional.of(new DatabaseUse(
                    entry.values.getOrDefault("tier", "UNKNOWN"),
                    (int) entry.number("databases"),
                    effect,
                    entry.number("statements"),
                    entry.number("read"),
                    entry.number("written"),
                    entry.number("errors"),
                    entry.number("nanos"),
                    (int) entry.number("connections"),
                    entry.number("waits"),
                    entry.number("turn"),
                    entry.number("pool"),
                    entry.number("held"),
                    (int) entry.number("unclosed"),
                    (int) entry.number("server")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads a time in nanoseconds; nothing if it is none. */
    static OptionalLong nanos(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.trim()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private long number(String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }
}
