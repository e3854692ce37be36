package dev.assay.spring.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** What the application takes for its data source: a test's own connections, as the application's pool would hand them out. */
final class OwnedDataSource extends AbstractDataSource {
    private final ContextDatabase database;
    private final Manners manners;
    private final DataSource configured;

    OwnedDataSource(ContextDatabase database, Manners manners, DataSource configured) {
        this.database = database;
        this.manners = manners;
        this.configured = configured;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = database.getConnection();
        try {
            return manners.on(connection, database.schema());
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Gives what the configured user has, for a test has one connection. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isInstance(database.sandbox())) {
            return type.cast(database.sandbox());
        }
        return type.isInstance(configured) ? type.cast(configured) : configured.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this)
                || type.isInstance(database.sandbox())
                || type.isInstance(configured)
                || configured.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
