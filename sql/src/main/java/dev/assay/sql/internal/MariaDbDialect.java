package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.sql.SandboxException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.util.constants.ServerStatus;

/**
 * MariaDB, by its own driver, which knows after each statement whether a transaction is open. Whatever changes the schema
 * commits, and so do some others; tables of MyISAM and its like are in no transaction at all.
 */
final class MariaDbDialect extends StandardDialect {
    /** The first words of what commits, besides what changes the schema. */
    private static final Set<String> COMMITTING = Set.of(
            "LOCK",
            "UNLOCK",
            "RENAME",
            "ANALYZE",
            "OPTIMIZE",
            "REPAIR",
            "CHECK",
            "CACHE",
            "FLUSH",
            "RESET",
            "INSTALL",
            "UNINSTALL",
            "CHANGE");

    private volatile @Nullable Boolean transactional;

    @Override
    public void begin(java.sql.Connection connection, SessionSettings settings) throws SQLException {
        checkTables(connection);
        Duration most = settings.lockTimeout();
        long seconds = most.isZero() ? Integer.MAX_VALUE : Math.max(1, (most.toMillis() + 999) / 1000);
        execute(connection, List.of("SET innodb_lock_wait_timeout = " + seconds));
        super.begin(connection, settings);
        // Otherwise there is none before a table is used, and an end that nobody asked for could not be told from that.
        execute(connection, List.of("START TRANSACTION"));
    }

    @Override
    public void forget() {
        transactional = null;
    }

    private void checkTables(java.sql.Connection connection) throws SQLException {
        Boolean known = transactional;
        if (known == null) {
            List<String> others = others(connection);
            if (!others.isEmpty()) {
                throw new SandboxException(
                        Diagnosis.of("ASSAY-SQL-023", "a database has tables that are in no transaction.")
                                .with("database", connection.getCatalog())
                                .with("tables", String.join("\n", others))
                                .because("what tests write there remains, as no rollback undoes it")
                                .toFix("ALTER TABLE ... ENGINE = InnoDB, in the tests' schema at least"));
            }
            transactional = true;
        }
    }

    private static List<String> others(java.sql.Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT CONCAT(t.table_name, ' (', t.engine, ')')
                        FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine
                        WHERE t.table_schema = DATABASE() AND e.transactions <> 'YES' ORDER BY 1""")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Override
    public SqlText text(String sql) {
        return SqlText.ofMariaDb(sql);
    }

    @Override
    public boolean commits(SqlText.Statement statement) {
        String words = statement.words();
        if (words.startsWith("CREATE TEMPORARY") || words.startsWith("DROP TEMPORARY")) {
            return false;
        }
        return super.commits(statement) || COMMITTING.contains(words.split(" ", 2)[0]);
    }

    @Override
    public boolean isLost(java.sql.Connection connection) throws SQLException {
        int status = connection.unwrap(Connection.class).getContext().getServerStatus();
        return (status & ServerStatus.IN_TRANSACTION) == 0;
    }

    @Override
    public int process(java.sql.Connection connection) throws SQLException {
        return (int) connection.unwrap(Connection.class).getThreadId();
    }

    @Override
    public List<Integer> blockers(java.sql.Connection connection, int process) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT DISTINCT b.trx_mysql_thread_id FROM information_schema.innodb_lock_waits w
                        JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id
                        JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id
                        WHERE r.trx_mysql_thread_id = """ + " " + process)) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }
        return found;
    }

    @Override
    public void rollBack(java.sql.Connection connection, boolean locks) throws SQLException {
        super.rollBack(connection, locks);
        // They survive a rollback, and any statement may have taken one by a function.
        execute(connection, List.of("DO RELEASE_ALL_LOCKS()"));
    }
}
