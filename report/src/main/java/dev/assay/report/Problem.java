package dev.assay.report;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Puts what went wrong with a report into words. */
final class Problem {
    private Problem() {}

    static Diagnosis diagnosis(String reports, Path folder, String error) {
        return Diagnosis.of("ASSAY-REP-002", "a report could not be written; the run goes on without it.")
                .with("report", reports)
                .with("folder", folder)
                .with("error", error)
                .because("the tests matter more than their reports; what this terminal tells is complete")
                .toFix("free space, or make the folder writable, and run again")
                .toFix("assay test --out DIR, on another disk");
    }

    /** Says what an exception means; a file system's own words alone name no file. */
    static String of(Throwable e) {
        Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        if (cause instanceof FileSystemException file) {
            String reason = file.getReason();
            return reason == null
                    ? file.getClass().getSimpleName() + ": " + file.getFile()
                    : reason + ": " + file.getFile();
        }
        String message = cause == null ? null : cause.getMessage();
        return cause instanceof IOException && message != null ? message : String.valueOf(cause);
    }
}
