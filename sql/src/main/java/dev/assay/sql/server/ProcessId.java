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
 * @param born when it was started, in milliseconds since 1970; 0 where the system does not tell
 */
record ProcessId(long number, long born) {
    /** The system counts from its own start, and when that was moves when its clock is set. */
    private static final long TOLERANCE_MILLIS = 2_000;

    static ProcessId self() {
        return of(ProcessHandle.current());
    }

    static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), born(process));
    }

    private static long born(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Tells whether the process lives. */
    boolean isAlive() {
        return handle().isPresent();
    }

    /** Returns the process if it lives. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(number).filter(process -> {
            long other = born(process);
            boolean same = born == 0 || other == 0 || Math.abs(other - born) <= TOLERANCE_MILLIS;
            return same && process.isAlive() && !isUnburied();
        });
    }

    /** A process that has ended, and whose parent has not asked how, has a number still. */
    private boolean isUnburied() {
        try {
            String stat = Files.readString(Path.of("/proc/" + number + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            // No such system, or the process is gone.
            return false;
        }
    }

    /** Returns it in letters and digits, as a part of a database's name. */
    String name() {
        return Long.toString(number, Character.MAX_RADIX) + "_" + Long.toString(born, Character.MAX_RADIX);
    }

    static ProcessId parse(String name) {
        String[] parts = name.split("_", 2);
        return new ProcessId(
                Long.parseLong(parts[0], Character.MAX_RADIX), Long.parseLong(parts[1], Character.MAX_RADIX));
    }
}
