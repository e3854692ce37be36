package dev.assay.junit.internal;

import dev.assay.core.ownership.Owner;
import dev.assay.sql.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The end of a test: what the run's settings say of its databases is done, whoever has begun its owner.
 *
 * @param test the test, in words
 * @param owner whose databases are the test's
 * @param settings whether a failed test's are kept, and whether they are looked at
 * @param reports is told where what is kept is
 */
public record TestEnd(String test, Owner owner, RunSettings settings, Consumer<Map<String, String>> reports) {
    /** What of a test's databases its end asks. */
    interface Asked {
        /** Returns the sandboxes, whose databases other tests have too. */
        List<Sandbox> sandboxes();

        /** Has what can be kept be kept, and returns where it is, by name. */
        Map<String, String> keep();
    }

    /**
     * Ends it.
     *
     * @param failure what the test failed with; null if it did not
     * @param last ends the owner, or this test's part in it
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-025 if the test left something in a database
     */
    public void run(@Nullable Throwable failure, Runnable last) throws Exception {
        List<Asked> databases = Stream.of(DatabasesOfTest.of(owner), ApplicationDatabase.of(owner))
                .flatMap(Optional::stream)
                .map(Asked.class::cast)
                .toList();
        List<Sandbox> watched = settings.takesDigests()
                ? databases.stream().flatMap(each -> each.sandboxes().stream()).toList()
                : List.of();
        try {
            if (failure != null && !(failure instanceof TestAbortedException) && settings.keepsFailed()) {
                databases.forEach(each -> each.keep().forEach(this::tell));
            }
        } finally {
            last.run();
        }
        watched.forEach(sandbox -> DigestWatch.end(sandbox, test));
    }

    private void tell(String name, String where) {
        System.err.println(
                "Database" + (name.isEmpty() ? "" : " " + name) + " of " + test + ", which failed: " + where);
        reports.accept(Map.of("assay.database" + (name.isEmpty() ? "" : "." + name), where));
    }
}
