package dev.assay.bench.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.Sandbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;

/** How long an insert and a read take in a sandbox that is rolled back, and between BEGIN and ROLLBACK by hand. */
public final class Isolation {
    /** A sandbox has more code to be compiled than the driver alone. */
    private static final int WARM_UP = 15;

    private Isolation() {}

    /** Takes the database's URL, and how often to do it in each of the rounds. */
    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[1]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(8);
        try (HikariDataSource pool = new HikariDataSource(config);
                Ownership ownership = Ownership.create()) {
            try (Connection connection = pool.getConnection()) {
                connection.createStatement().execute("DROP TABLE IF EXISTS isolated");
                connection.createStatement().execute("CREATE TABLE isolated (a int PRIMARY KEY, b text)");
            }
            Sandbox sandbox = Sandbox.of(ownership, pool);
            double[] plain = new double[times];
            double[] boxed = new double[times];
            int key = 0;
            for (int round = 0; round <= WARM_UP; round++) {
                // In turn, so that what else the machine does meets both; keys of their own, so that neither has to
                // look at
                // what the other one rolled back.
                for (int i = 0; i < times; i++) {
                    plain[i] = plain(pool, key++);
                    boxed[i] = boxed(ownership, sandbox, key++);
                }
            }
            Facts.say("plain_us", median(plain));
            Facts.say("sandbox_us", median(boxed));
            Facts.say("times_plain", median(boxed) / median(plain));
            Facts.done();
        }
    }

    private static double plain(DataSource pool, int key) throws SQLException {
        long begin = System.nanoTime();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            work(connection, key);
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return (System.nanoTime() - begin) / 1e3;
    }

    private static double boxed(Ownership ownership, Sandbox sandbox, int key) throws SQLException {
        long begin = System.nanoTime();
        try (Owner owner = ownership.begin("isolated");
                OwnerContext.Entered entered = owner.enter();
                Connection connection = sandbox.getConnection()) {
            work(connection, key);
        }
        return (System.nanoTime() - begin) / 1e3;
    }

    private static void work(Connection connection, int key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO isolated VALUES (?, ?)")) {
            insert.setInt(1, key);
            insert.setString(2, "x");
            insert.executeUpdate();
        }
        try (PreparedStatement read = connection.prepareStatement("SELECT b FROM isolated WHERE a = ?")) {
            read.setInt(1, key);
            try (ResultSet rows = read.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("row " + key + " is not there");
                }
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
