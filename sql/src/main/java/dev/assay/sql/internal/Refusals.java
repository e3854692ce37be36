package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Place;
import dev.assay.sql.SandboxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be had in a sandbox, in words.
 *
 * @param database what errors call the database
 */
record Refusals(String database) {
    /** A database of the test's own, for those who have JUnit's extension, then for all others. */
    static final String CLONE =
            "@Database(tier = Tier.CLONE) on the test, in Spring on its class; without JUnit template.open()";

    private static final String ONE_OF_ITS_OWN = CLONE + ": each connection is one of its own there";
    private static final String LONGER =
            "-Dassay.database.timeout=300, or a longer time-out of the owner, if its time was over too early";
    private static final String PART = "in a sandbox a transaction on a second connection is part of the first one";
    private static final int FRAMES = 12;

    private Diagnosis of(String code, String what) {
        return Diagnosis.of(code, what).with("database", database);
    }

    SandboxException ended(Owner owner, Ending why) {
        return new SandboxException(of("ASSAY-SQL-002", "a connection is used after its test has ended.")
                .with("owner", owner)
                .with("thread", Thread.currentThread().getName())
                .with("ended", why)
                .because("what the test did has been rolled back")
                .toFix("wait in the test for what it started, such as executor.close() or future.join()")
                .toFix(LONGER));
    }

    SandboxException none(SQLException error, Owner owner, int inUse) {
        return new SandboxException(
                of("ASSAY-SQL-020", "a test got no connection of its database.")
                        .with("owner", owner)
                        .with("error", error.getMessage())
                        .with("in use", inUse)
                        .because("each test that runs has one connection of each of its databases until it ends")
                        .toFix(
                                "-Dassay.database.connections=30, or a pool of that size: tests at once x databases x 1.5")
                        .toFix("see that the server runs and lets the pool's user in"),
                error);
    }

    /** Says why no transaction begins within one in which a statement has failed. */
    SandboxException within(SQLException error) {
        return new SandboxException(
                of("ASSAY-SQL-021", "a transaction cannot begin within one that has failed.")
                        .with("error", error.getMessage())
                        .because(PART + ", and the first one can only be rolled back")
                        .toFix("roll the first one back before the second begins, as after a failed statement")
                        .toFix(ONE_OF_ITS_OWN),
                error);
    }

    Diagnosis waited(String how, Owner owner, @Nullable LogicalConnection holder) {
        Diagnosis told = of("ASSAY-SQL-003", "a thread " + how + " for its test's connection.")
                .with("owner", owner)
                .with("thread", Thread.currentThread().getName());
        if (holder != null) {
            told = told.with("in turn", holder)
                    .with("taken at", holder.place())
                    .with("its thread", stackOf(holder.thread()));
        }
        return told.because("a test's connections are one in a sandbox, and a transaction keeps it until it ends")
                .toFix("end the one transaction before the other begins")
                .toFix(ONE_OF_ITS_OWN);
    }

    private static String stackOf(Thread thread) {
        List<String> lines = new ArrayList<>(List.of(thread.getName()));
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (lines.size() < FRAMES) {
                lines.add("  at " + frame);
            }
        }
        return String.join("\n", lines);
    }

    SandboxException alone(SqlText.Statement statement) {
        return new SandboxException(of("ASSAY-SQL-004", "a statement cannot be run in a sandbox.")
                .with("statement", statement.words() + " ...")
                .because("it runs in no transaction, or ends the one that it is in: nothing could undo it")
                .toFix(CLONE)
                .toFix("sandbox.unboxed() for what is to remain"));
    }

    SandboxException lost(Object connection) {
        return new SandboxException(of("ASSAY-SQL-005", "a test's transaction was ended behind its sandbox.")
                .with("connection", connection)
                .because(
                        "what the test did until now is committed, and other tests see it: a procedure or the driver's own"
                                + " connection did so")
                .toFix(CLONE + ": commits are real there, and nobody else's"));
    }

    SandboxException aborted(Owner owner) {
        return new SandboxException(of(
                        "ASSAY-SQL-095", "a test's connection failed at something that was no statement.")
                .with("owner", owner)
                .because("what the driver does by itself has no way back, and aborts all that the test has done")
                .toFix("connection.setAutoCommit(false) around it, and a rollback where it fails")
                .toFix(CLONE));
    }

    SandboxException deadlock(SQLException error, Owner owner) {
        return new SandboxException(
                of("ASSAY-SQL-024", "a deadlock of two tests undid all that one of them had done.")
                        .with("owner", owner)
                        .with("error", error.getMessage())
                        .because("this database ends the whole transaction then, which is the test's")
                        .toFix("data of its own for each test, changed in the same order")
                        .toFix("the two tests one after another, by @ResourceLock"),
                error);
    }

    SandboxException isolation(int has, int asked) {
        return new SandboxException(of("ASSAY-SQL-006", "a transaction asks for more isolation than its sandbox has.")
                .with("has", level(has))
                .with("asked for", level(asked))
                .because("all transactions of a test are one in a sandbox, whose isolation is chosen at its beginning")
                .toFix("SandboxConfig.USUAL.isolated(Connection." + level(asked) + ")")
                .toFix(CLONE));
    }

    private static String level(int level) {
        return switch (level) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "TRANSACTION_READ_UNCOMMITTED";
            case Connection.TRANSACTION_READ_COMMITTED -> "TRANSACTION_READ_COMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ -> "TRANSACTION_REPEATABLE_READ";
            case Connection.TRANSACTION_SERIALIZABLE -> "TRANSACTION_SERIALIZABLE";
            default -> "TRANSACTION_NONE";
        };
    }

    SandboxException controlled(SqlText.Statement statement) {
        return new SandboxException(
                of("ASSAY-SQL-007", "a transaction is controlled by text, which a sandbox cannot follow.")
                        .with("statement", statement.words())
                        .because("the database would end the test's transaction, and other tests would see what it did")
                        .toFix("connection.setAutoCommit(false), connection.commit(), connection.rollback()")
                        .toFix(CLONE));
    }

    SandboxException tookAlong(Collection<String> lost) {
        return new SandboxException(
                of("ASSAY-SQL-008", "a transaction that was rolled back took a committed one with it.")
                        .with("committed", String.join("\n", lost))
                        .because(PART + ", and outside of it what was committed remains")
                        .toFix(ONE_OF_ITS_OWN));
    }

    SandboxException atWork(
            SQLException error, Owner owner, Ending why, LogicalConnection connection, String statement) {
        return new SandboxException(
                of("ASSAY-SQL-011", "a test ended while a connection of it was at work.")
                        .with("owner", owner)
                        .with("ended", why)
                        .with("thread", Thread.currentThread().getName())
                        .with("statement", statement)
                        .with("at work at", Place.here())
                        .with("taken at", connection.place())
                        .because("what is at work when its test ends is stopped, and what it did is rolled back")
                        .toFix("wait in the test for what it started, such as executor.close() or future.join()")
                        .toFix(LONGER),
                error);
    }

    SandboxException around(LogicalConnection connection, LogicalConnection within) {
        return new SandboxException(of("ASSAY-SQL-012", "a transaction ends before one that began within it.")
                .with("taken at", connection.place())
                .with("open", within.place())
                .because(PART + ", which can only end last")
                .toFix("commit or roll back the second connection's transaction first")
                .toFix(ONE_OF_ITS_OWN));
    }

    Diagnosis unclosed(Owner owner, List<LogicalConnection> left) {
        return of("ASSAY-SQL-013", "connections of a test were never closed.")
                .with("owner", owner)
                .with(
                        "taken at",
                        String.join(
                                "\n",
                                left.stream()
                                        .map(each -> each.place().toString())
                                        .toList()))
                .because("a pool outside of tests would have lost them")
                .toFix("try (Connection connection = dataSource.getConnection()) { ... }")
                .toFix("SandboxConfig.USUAL.unclosed(Unclosed.IGNORE), if the test means to");
    }

    SandboxException notified(SqlText.Statement statement) {
        return new SandboxException(of("ASSAY-SQL-014", "a notification would be told to nobody.")
                .with("statement", statement.words())
                .because("PostgreSQL tells and listens at a commit, which there is none of in a sandbox")
                .toFix(CLONE));
    }

    SandboxException skipped(String statement) {
        return new SandboxException(
                of("ASSAY-SQL-015", "a statement would not skip what another connection of its test has locked.")
                        .with("statement", statement)
                        .because("all connections of a test are one in a sandbox, and nobody is locked out by himself")
                        .toFix("end the other connection's transaction first")
                        .toFix(ONE_OF_ITS_OWN));
    }

    SandboxException unclear(SqlText sql) {
        return new SandboxException(of(
                        "ASSAY-SQL-016", "a setting is made whose name, or how long it lasts, is no literal.")
                .with("statement", sql.words())
                .because("what is set for a transaction has to be set back at its commit, which is none in a sandbox")
                .toFix("SELECT set_config('app.tenant', ?, true), with the value alone as a parameter")
                .toFix(CLONE));
    }

    SandboxException notHere(SQLException error, String statement) {
        return new SandboxException(
                of("ASSAY-SQL-017", "a statement needs to be in no transaction.")
                        .with("statement", statement)
                        .with("error", error.getMessage())
                        .because("in a sandbox every statement of a test is in its one transaction")
                        .toFix(CLONE + ": procedures can commit there"),
                error);
    }

    SandboxException gone(SQLException error, Owner owner) {
        return new SandboxException(
                of("ASSAY-SQL-018", "a test's connection of the database broke.")
                        .with("owner", owner)
                        .with("error", error.getMessage())
                        .because(
                                "the server ended it, or ended itself: what the test did is rolled back, and other tests go on")
                        .toFix("see the server's log, and run the test again"),
                error);
    }

    SandboxException taken(LogicalConnection connection) {
        return new SandboxException(of("ASSAY-SQL-019", "a transaction is gone that its connection would go on with.")
                .with("taken at", connection.place())
                .because(
                        "one that was open around it was rolled back and took it along, or its thread died and others waited")
                .toFix("connection.rollback(), before it is used again")
                .toFix(ONE_OF_ITS_OWN));
    }
}
