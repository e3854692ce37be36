package dev.assay.junit;

import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import java.util.Map;
import javax.sql.DataSource;

/** An empty database that stands for one which is somebody else's. */
record External(DatabaseClone database) implements AutoCloseable {
    static External open() {
        return new External(
                PostgresServer.shared().template("nothing", nothing -> {}).open());
    }

    Map<String, String> settings() {
        return settings("EXTERNAL");
    }

    Map<String, String> settings(String tier) {
        return Map.of("assay.database.tier", tier, "assay.database.url", database.url());
    }

    DataSource source() {
        return database.database();
    }

    @Override
    public void close() {
        database.close();
    }
}
