package dev.assay.sql.tier;

import dev.assay.sql.JdbcUrl;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database at an address, each connection a new one of whichever driver knows the address. */
record UrlDataSource(JdbcUrl at) implements DataSource {
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
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException(this + " is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("it writes no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the driver's own time-out counts");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it writes no log");
    }

    @Override
    public String toString() {
        return at.toString();
    }
}
