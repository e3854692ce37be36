package dev.assay.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many tests a contender counted.
 *
 * @param tests all of them
 * @param failed failures and errors
 * @param skipped disabled, and aborted by an assumption
 */
record Counts(long tests, long failed, long skipped) {
    /** Of what runs no tests. */
    static final Counts NONE = new Counts(0, 0, 0);

    private static final Pattern SUREFIRE = Pattern.compile(
            "Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+)\\s*$", Pattern.MULTILINE);
    private static final Pattern BARE =
            Pattern.compile("^tests=(\\d+) failed=(\\d+) skipped=(\\d+)$", Pattern.MULTILINE);

    /**
     * Reads the summary at the end of Surefire's log.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Counts ofSurefireLog(String log) {
        Matcher matcher = SUREFIRE.matcher(log);
        Counts last = null;
        while (matcher.find()) {
            last = new Counts(number(matcher, 1), number(matcher, 2) + number(matcher, 3), number(matcher, 4));
        }
        if (last == null) {
            throw new IllegalArgumentException("no summary of Surefire's in the log");
        }
        return last;
    }

    /**
     * Reads the summary that JUnit's ConsoleLauncher prints.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Counts ofConsoleLog(String log) {
        return new Counts(
                console(log, "found"), console(log, "failed"), console(log, "skipped") + console(log, "aborted"));
    }

    /**
     * Reads the line that the bare launcher prints.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Counts ofBareLog(String log) {
        Matcher matcher = BARE.matcher(log);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no summary of the bare launcher in the log");
        }
        return new Counts(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    @Override
    public String toString() {
        return Numbers.count(tests) + " tests, " + Numbers.count(failed) + " failed, " + Numbers.count(skipped)
                + " skipped";
    }

    Counts plus(Counts other) {
        return new Counts(tests + other.tests, failed + other.failed, skipped + other.skipped);
    }

    private static long console(String log, String kind) {
        Matcher matcher =
                Pattern.compile("\\[\\s*(\\d+) tests " + kind + "\\s*]").matcher(log);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no summary of the ConsoleLauncher in the log");
        }
        return number(matcher, 1);
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
