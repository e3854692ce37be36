package dev.assay.history;

import dev.assay.core.Diagnosis;
import dev.assay.event.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers runs in a file: what each class and test costs, how they ended, which are flaky.
 *
 * <p>Never in a run's way: a file that is damaged is moved aside, one that cannot be read or written is left alone; both
 * are told as a warning, and the run goes on. Several processes may use one file at once, and may be killed at any
 * moment: a run is remembered wholly or not at all.
 *
 * <p>Thread-safe; the listener that {@link #recorder} returns is used by one thread, as every listener.
 *
 * @since 0.1
 */
public final class History implements AutoCloseable {
    private final @Nullable Path file;
    private final Consumer<Diagnosis> warnings;
    private @Nullable Database database;
    private boolean usable;
    private Costs costs = Costs.unknown();

    private History(@Nullable Path file, Consumer<Diagnosis> warnings) {
        this.file = file;
        this.warnings = warnings;
        this.usable = file != null;
    }

    /**
     * Opens a file of history and reads the costs. A file that is missing is created, with its folder, when there is
     * something to write.
     *
     * <p>Takes some 120 ms of CPU in a fresh JVM, nearly all of them to load SQLite: call it beside other work.
     *
     * @param warnings told what is the matter with the file, now or later, by the thread that meets it
     */
    public static History open(Path file, Consumer<Diagnosis> warnings) {
        History history = new History(file, warnings);
        if (!history.isThere()) {
            // So that whoever opens it beside other work need not wait when the run is over.
            NativeLibrary.load();
        }
        history.costs = history.ask(database -> database.read(Store::costs), Costs.unknown());
        return history;
    }

    /** Returns a history that remembers nothing. */
    public static History none() {
        return new History(null, warning -> {});
    }

    /** Returns the costs as they were when the file was opened. */
    public Costs costs() {
        return costs;
    }

    /**
     * Returns a listener that remembers a run, of which it does not know whether it was asked to run everything: what
     * the run does not mention stays remembered.
     *
     * @param commit names the code that is run, exactly; empty where it is not known, or where files have been changed
     *     since the commit. Two outcomes of a test with the same code that differ make the test flaky.
     */
    public RunListener recorder(String commit) {
        return recorder(commit, false);
    }

    /**
     * Returns a listener that remembers a run. It writes once, when the run is finished, in one transaction, and holds
     * some tens of bytes for each static test until then.
     *
     * @param commit as for {@link #recorder(String)}
     * @param everything whether the run was asked to run all tests of its suites: then the classes and tests that it
     *     does not mention, though it came to its end, are gone, and are forgotten
     */
    public RunListener recorder(String commit, boolean everything) {
        return new Recorder(commit, everything, this::write);
    }

    private void write(Database.Work<Boolean> work) {
        attempt(database -> database.inTransaction(work), false);
    }

    /**
     * Returns what failed, or was lost, when it last ran. What a later run repaired is not among it; what a later run
     * left out is.
     */
    public List<LastFailure> lastFailed() {
        return read(Queries::lastFailed, List.of());
    }

    /** Returns the tests that contradict themselves most, the worst first; tests that never did are left out. */
    public List<TestHistory> flakiest(int limit) {
        return read(queries -> queries.flakiest(limit), List.of());
    }

    /** Returns the tests that cost most, the dearest first. */
    public List<TestHistory> slowest(int limit) {
        return read(queries -> queries.slowest(limit), List.of());
    }

    /**
     * Returns the tests that a pattern names, by class and name: {@code Class}, {@code Class#method}, {@code #method},
     * simple or qualified, in any case; {@code *} stands for anything.
     */
    public List<TestHistory> find(String testPattern) {
        return read(queries -> queries.find(testPattern), List.of());
    }

    /** Returns the names of tests, as {@code Class#method}, that are spelt most like the one given; the nearest first. */
    public List<String> near(String testName, int limit) {
        return read(queries -> queries.near(testName, limit), List.of());
    }

    /** Returns the newest runs, the newest last. */
    public List<PastRun> trend(int limit) {
        return ask(database -> database.read(store -> store.newestRuns(limit)), List.of());
    }

    /**
     * Adds the runs of another history that are not known here. Doing so twice changes nothing.
     *
     * @return how many runs were added
     * @throws dev.assay.core.DiagnosisException if the other file does not exist, is damaged or is no history, or if
     *     this one cannot be written
     */
    public synchronized int merge(Path other) {
        if (!Files.isRegularFile(other) || other.toFile().length() == 0) {
            throw Diagnosis.of("ASSAY-HIST-005", "there is no history to merge.")
                    .with("file", other)
                    .because("a run writes one: .assay/history.db, or where --history says")
                    .toFix("assay history merge FILE, naming a history that another run wrote")
                    .exception();
        }
        try (Database theirs = Database.open(other)) {
            return theirs.read(this::mergeFrom);
        } catch (SQLException | IOException | DamagedException | Database.UnreadableException e) {
            throw Diagnosis.of("ASSAY-HIST-006", "the history to merge cannot be read; nothing was merged.")
                    .with("file", other)
                    .with("found", String.valueOf(e.getMessage()))
                    .toFix("fetch the file again: it may have been copied while it was written")
                    .exception(e);
        }
    }

    private int mergeFrom(Store from) {
        Integer added = attempt(database -> database.inTransaction(to -> new Merge(from, to).run()), null);
        if (added == null) {
            throw Diagnosis.of("ASSAY-HIST-007", "nothing was merged, for this history cannot be written.")
                    .with("history", String.valueOf(file))
                    .toFix("mend what the warning above says")
                    .exception();
        }
        return added;
    }

    private <T> T read(Question<T> question, T otherwise) {
        return ask(database -> database.read(store -> question.ask(new Queries(store))), otherwise);
    }

    private <T> T ask(Attempt<T> question, T otherwise) {
        return isThere() ? attempt(question, otherwise) : otherwise;
    }

    private boolean isThere() {
        return file != null && Files.exists(file);
    }

    @Override
    public synchronized void close() {
        usable = false;
        disconnect();
    }

    private synchronized <T extends @Nullable Object> T attempt(Attempt<T> work, T otherwise) {
        if (!usable || file == null) {
            return otherwise;
        }
        try {
            try {
                return work.on(connect(file));
            } catch (SQLException | DamagedException e) {
                if (!Trouble.isDamage(e)) {
                    throw e;
                }
                startAfresh(file, e);
                return work.on(connect(file));
            }
        } catch (SQLException | IOException | DamagedException | Database.UnreadableException e) {
            warnings.accept(Trouble.diagnose(file, e));
            return otherwise;
        }
    }

    private Database connect(Path path) throws SQLException, IOException {
        Database open = database;
        if (open == null) {
            open = Database.open(path);
            database = open;
        }
        return open;
    }

    private void disconnect() {
        Database open = database;
        database = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // Nothing is lost: what was to be written was committed, or reported as not written.
                usable = false;
            }
        }
    }

    private void startAfresh(Path path, Exception damage) throws IOException {
        disconnect();
        Diagnosis moved = Trouble.moveAside(path, damage);
        if (moved != null) {
            warnings.accept(moved);
        }
    }

    private interface Attempt<T extends @Nullable Object> {
        T on(Database database) throws SQLException, IOException;
    }

    private interface Question<T> {
        T ask(Queries queries) throws SQLException;
    }
}
