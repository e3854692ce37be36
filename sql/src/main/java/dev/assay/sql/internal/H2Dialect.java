package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** H2, in whichever mode. */
final class H2Dialect extends StandardDialect {
    @Override
    public void begin(Connection connection, SessionSettings settings) throws SQLException {
        long millis = settings.lockTimeout().toMillis();
        execute(connection, List.of("SET LOCK_TIMEOUT " + (millis == 0 ? Integer.MAX_VALUE : millis)));
        super.begin(connection, settings);
    }
}
