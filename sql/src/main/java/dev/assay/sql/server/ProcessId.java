package dev.assay.sql.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, by its number and by when it was born, as numbers are given again.
 *
 * @param number the system's number
 * @param born when it was started, as the system says it: on Linux in ticks since the system's own start, which nobody sets
 *     as clocks are set, elsewhere in milliseconds since 1970; 0 where it is not known
 */
record ProcessId(long number, long born) {
    /** Of what /proc says of a process beside its name: its number, its state, and when it was born. */
    private static final int NUMBER = 0;

    private static final int STATE = 1;
    private static final int BORN = 20;

    /** Returns this JVM's. */
    static ProcessId self() {
        String[] stat = stat("self");
        return stat.length > BORN
                ? new ProcessId(Long.parseLong(stat[NUMBER]), Long.parseLong(stat[BORN]))
                : of(ProcessHandle.current());
    }

    static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), born(process, stat(String.valueOf(process.pid()))));
    }

    private static long born(ProcessHandle process, String[] stat) {
        return stat.length > BORN
                ? Long.parseLong(stat[BORN])
                : process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String[] stat(String process) {
        try {
            String stat = Files.readString(Path.of("/proc", process, "stat"));
            return (stat.substring(0, stat.indexOf(' ')) + stat.substring(stat.lastIndexOf(')') + 1)).split(" ");
        } catch (IOException e) {
            // No such system, or the process is gone.
            return new String[0];
        }
    }

    /**
     * Returns what tells a process's number from the same one of another process: containers that share a cache count for
     * themselves.
     */
    static String space() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "0";
        }
    }

    /** Tells whether the process lives. One that has ended, and whose parent has not asked how, does not. */
    boolean isAlive() {
        String[] stat = stat(String.valueOf(number));
        if (stat.length > BORN) {
            // Where there is /proc, it says it all, and the first ProcessHandle of a JVM costs milliseconds.
            return !stat[STATE].equals("Z") && isBorn(Long.parseLong(stat[BORN]));
        }
        return ProcessHandle.of(number)
                .filter(process -> process.isAlive() && isBorn(born(process, stat)))
                .isPresent();
    }

    private boolean isBorn(long other) {
        return born == 0 || other == 0 || other == born;
    }

    /** Returns the process if it lives. */
    Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(number) : Optional.empty();
    }

    /** Returns it in letters and digits, as a part of a database's name. */
    String name() {
        return Long.toString(number, Character.MAX_RADIX) + "_" + Long.toString(born, Character.MAX_RADIX);
    }

    /**
     * Returns the process that a name stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    static ProcessId parse(String name) {
        int at = name.indexOf('_');
        if (at < 0) {
            throw new IllegalArgumentException(name);
        }
        return new ProcessId(
                Long.parseLong(name.substring(0, at), Character.MAX_RADIX),
                Long.parseLong(name.substring(at + 1), Character.MAX_RADIX));
    }

    /** Tells whether a name stands for a process that is dead. */
    static boolean isDead(String name) {
        try {
            return !parse(name).isAlive();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
