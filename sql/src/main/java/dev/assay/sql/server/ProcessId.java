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
    /** Of what /proc says of a process behind its name: its state, and when it was born. */
    private static final int STATE = 0;

    private static final int BORN = 19;

    static ProcessId self() {
        return of(ProcessHandle.current());
    }

    static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), born(process, stat(process.pid())));
    }

    private static long born(ProcessHandle process, String[] stat) {
        return stat.length > BORN
                ? Long.parseLong(stat[BORN])
                : process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String[] stat(long number) {
        try {
            String stat = Files.readString(Path.of("/proc/" + number + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
        } catch (IOException e) {
            // No such system, or the process is gone.
            return new String[0];
        }
    }

    /** Tells whether the process lives. One that has ended, and whose parent has not asked how, does not. */
    boolean isAlive() {
        return handle().isPresent();
    }

    /** Returns the process if it lives. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(number).filter(process -> {
            String[] stat = stat(number);
            long other = born(process, stat);
            boolean same = born == 0 || other == 0 || other == born;
            return same && process.isAlive() && !(stat.length > STATE && stat[STATE].equals("Z"));
        });
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
