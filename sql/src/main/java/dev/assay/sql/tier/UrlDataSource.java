package dev.assay.sql.tier;

import dev.assay.sql.JdbcUrl;
import dev.assay.sql.internal.BareDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The database at an address, each connection a new one of whichever driver knows the address. */
final class UrlDataSource extends BareDataSource {
    private final JdbcUrl at;

    UrlDataSource(JdbcUrl at) {
        this.at = at;
    }

    JdbcUrl at() {
        return at;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(at.user(), at.password());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return user.isEmpty()
                ? DriverManager.getConnection(at.url())
                : DriverManager.getConnection(at.url(), user, password);
    }

    @Override
    public String toString() {
        return at.toString();
    }
}
