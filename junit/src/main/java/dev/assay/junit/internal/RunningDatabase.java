package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.junit.Database;
import dev.assay.junit.TestOwnership;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The database of whichever test asks for a connection: for places that are filled before a test is known. */
record RunningDatabase(Database said, String place) implements DataSource {
    private DataSource current() {
        Optional<ApplicationDatabase> application =
                said.name().isEmpty() ? TestOwnership.get().find().flatMap(ApplicationDatabase::of) : Optional.empty();
        if (application.isPresent()) {
            return application.get().at(place);
        }
        return DatabasesOfTest.current()
                .map(databases -> databases.get(said).dataSource())
                .orElseThrow(() -> TestOwnership.get()
                        .explain(Diagnosis.of("ASSAY-JUNIT-016", "a database is used where no test runs.")
                                .with("place", place)
                                .toFix("use it in the test, or in what runs before and after it"))
                        .exception());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return current().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return current().getConnection(user, password);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : current().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || current().isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return current().getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        current().setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        current().setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return current().getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return current().getParentLogger();
    }

    @Override
    public String toString() {
        return "the running test's database" + (said.name().isEmpty() ? "" : " " + said.name());
    }
}
