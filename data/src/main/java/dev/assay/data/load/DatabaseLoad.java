package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Loads into a database, in one transaction on one connection. */
final class DatabaseLoad {
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P05", "90067", "90098", "90121");
    private static final String CONNECTION = "08";
    private static final String CANCELLED = "57014";
    private static final String TIMEOUT = "HYT00";

    private final Plan plan;

    DatabaseLoad(Plan plan) {
        this.plan = plan;
    }

    LoadResult into(DataSource database) {
        Course course = plan.begin();
        Transaction transaction = new Transaction();
        try (Connection connection = database.getConnection()) {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                transaction.run(connection, course);
            } finally {
                restore(connection, automatic);
            }
        } catch (SQLException e) {
            throw transaction.failed(course, e);
        }
        return course.end(plan);
    }

    /** Puts a connection back as it was; one that is gone keeps its reason to itself, as there is a better one. */
    private static void restore(Connection connection, boolean automatic) {
        try {
            connection.rollback();
            connection.setAutoCommit(automatic);
        } catch (SQLException e) {
            return;
        }
    }

    private static Destination destination(Connection connection, Plan plan) throws SQLException {
        boolean postgres = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        return postgres && hasDriver() && PostgresLoad.takes(connection)
                ? new PostgresLoad(connection, plan)
                : new JdbcLoad(connection, plan);
    }

    private static boolean hasDriver() {
        try {
            Class.forName("org.postgresql.PGConnection", false, DatabaseLoad.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A kind of database. */
    interface Destination {
        /** Brings all there. */
        void load(Pipeline pipeline, Course course) throws SQLException;

        /** Does what ends transactions. */
        void afterwards() throws SQLException;

        /** Says in more words what the database has against a row; null if it says nothing of rows. */
        @Nullable RuntimeException explain(SQLException reason);

        /** Stops what the database does. */
        void cancel();
    }

    /** Where a load is when something fails. */
    private final class Transaction {
        private @Nullable Destination destination;
        private String remains = "nothing of it";
        private boolean committing;

        void run(Connection connection, Course course) throws SQLException {
            Destination found = destination(connection, plan);
            destination = found;
            Cancellation cancellation = plan.settings().cancellation();
            try (Pipeline pipeline = new Pipeline(plan.source(), course);
                    Cancellation.Waiting waiting =
                            cancellation == null ? () -> {} : cancellation.onCancel(found::cancel);
                    Watch watch = Watch.begin(found::cancel)) {
                found.load(pipeline, course);
                course.check();
            }
            committing = true;
            remains = "all of it or nothing: the answer to COMMIT was lost";
            connection.commit();
            remains = "all of it, though sequences may not be set";
            found.afterwards();
        }

        RuntimeException failed(Course course, SQLException reason) {
            String state = String.valueOf(reason.getSQLState());
            if (state.startsWith(CONNECTION) || GONE.contains(state)) {
                return gone(course, reason);
            } else if (!committing && (state.equals(CANCELLED) || isTimeout(reason))) {
                course.check();
                if (state.equals(CANCELLED)) {
                    return plan.settings().limit() != null
                            ? course.late()
                            : course.cancelled(String.valueOf(reason.getMessage()));
                }
            }
            RuntimeException explained = destination == null ? null : destination.explain(reason);
            return explained == null ? refused(reason) : explained;
        }

        private boolean isTimeout(SQLException reason) {
            return reason instanceof SQLTimeoutException
                    || TIMEOUT.equals(reason.getSQLState())
                    || reason.getCause() instanceof SQLTimeoutException;
        }

        private RuntimeException gone(Course course, SQLException reason) {
            return Diagnosis.of("ASSAY-DATA-064", "the database went away during a load.")
                    .with("rows", course.rows() + " of " + plan.rows() + " were sent")
                    .with("remains", remains)
                    .with("database", reason.getMessage())
                    .because("a load is one transaction, of which a database keeps nothing unless it ends")
                    .toFix("load again once the database is back")
                    .exception(reason);
        }

        private RuntimeException refused(SQLException reason) {
            return Diagnosis.of("ASSAY-DATA-065", "a database refused a load.")
                    .with("database", reason.getMessage())
                    .with("remains", remains)
                    .because("what it says it will not do")
                    .toFix(Refused.advice(reason))
                    .exception(reason);
        }
    }
}
