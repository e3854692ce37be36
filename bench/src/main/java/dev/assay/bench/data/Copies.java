package dev.assay.bench.data;

import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresConfig;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.server.Template;
import io.zonky.test.db.postgres.embedded.PreparedDbProvider;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;

/** How fast a test has a database of its own: 20 tables, 5,000 rows. */
public final class Copies {
    private static final int TABLES = 20;

    private Copies() {}

    /** Takes who copies, the folder of Assay's cache, how many copies to make, and where, if not in memory. */
    public static void main(String[] arguments) throws Exception {
        int copies = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("assay")) {
            PostgresConfig config = PostgresConfig.USUAL.cache(Path.of(arguments[1]));
            PostgresConfig placed = arguments.length > 3 ? config.folder(Path.of(arguments[3])) : config;
            try (PostgresServer server = PostgresServer.start(placed)) {
                Template template = server.template("bench", Copies::setUp);
                measure(copies, () -> {
                    DatabaseClone clone = template.open();
                    return new Copy(clone.database(), clone);
                });
            }
        } else {
            PreparedDbProvider provider = PreparedDbProvider.forPreparer(Copies::setUp);
            // It drops nothing before its server ends.
            measure(copies, () -> new Copy(provider.createDataSource(), () -> {}));
        }
        Facts.done();
        // The peer's server has threads that keep the JVM alive.
        System.exit(0);
    }

    private record Copy(DataSource database, AutoCloseable drop) {}

    private interface Source {
        Copy next() throws Exception;
    }

    private static void setUp(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TABLES; i++) {
                statement.execute("CREATE TABLE t" + i + " (a int PRIMARY KEY, b text UNIQUE)");
            }
            statement.execute("INSERT INTO t0 SELECT g, 'x' || g FROM generate_series(1, 5000) g");
        }
    }

    private static void measure(int copies, Source source) throws Exception {
        use(source.next());
        long begin = System.nanoTime();
        for (int i = 0; i < copies; i++) {
            use(source.next());
        }
        Facts.say("per_s", copies * 1e9 / (System.nanoTime() - begin));
        double[] inHand = new double[Math.max(1, copies / 3)];
        for (int i = 0; i < inHand.length; i++) {
            // A test that takes this long gives time to copy ahead.
            Thread.sleep(200);
            long asked = System.nanoTime();
            Copy copy = source.next();
            inHand[i] = (System.nanoTime() - asked) / 1e6;
            use(copy);
        }
        Arrays.sort(inHand);
        Facts.say("in_hand_ms", inHand[inHand.length / 2]);
    }

    private static void use(Copy copy) throws Exception {
        try (AutoCloseable drop = copy.drop;
                Connection connection = copy.database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t1 VALUES (1, 'a')");
        }
    }
}
