package dev.assay.sql;

import dev.assay.sql.internal.Known;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database outside of its sandbox, where anybody may change the schema: what is known of that is asked again. */
final class Outside extends WrappingDataSource {
    private final DataSource database;
    private final Known known;

    Outside(DataSource database, Known known) {
        super(database);
        this.database = database;
        this.known = known;
    }

    @Override
    public Connection getConnection() throws SQLException {
        known.forget();
        return database.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        known.forget();
        return database.getConnection(user, password);
    }
}
