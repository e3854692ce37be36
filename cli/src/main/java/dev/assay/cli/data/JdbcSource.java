package dev.assay.cli.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** A database at a URL. PostgreSQL's driver is Assay's own; any other is the user's. */
final class JdbcSource implements DataSource {
    private static final String SHIPPED = "jdbc:postgresql:";
    private static final String PASSWORD = "ASSAY_PASSWORD";
    private static final int PATIENCE_SECONDS = 10;

    private final Driver driver;
    private final String url;
    private final Properties settings;
    private final @Nullable String schema;

    private JdbcSource(Driver driver, String url, Properties settings, @Nullable String schema) {
        this.driver = driver;
        this.url = url;
        this.settings = settings;
        this.schema = schema;
    }

    /** Returns this database with connections to one of its schemas; to the usual one if it is null. */
    JdbcSource in(@Nullable String other) {
        return new JdbcSource(driver, url, settings, other);
    }

    /** Tells whether a word names a database. */
    static boolean isUrl(String word) {
        return word.startsWith("jdbc:");
    }

    /** Tells whether the driver comes with Assay. */
    static boolean isShipped(String url) {
        return url.startsWith(SHIPPED);
    }

    /**
     * Returns the database at a URL, without connecting to it.
     *
     * @param passwordEnv the variable that holds the password; ASSAY_PASSWORD, if it is set, unless named
     * @param classes what may hold a driver, where none is shipped
     */
    static JdbcSource of(
            String url,
            @Nullable String user,
            @Nullable String passwordEnv,
            @Nullable ClassLoader classes,
            Map<String, String> environment) {
        if (!isUrl(url)) {
            throw Diagnosis.of("ASSAY-CLI-035", "that is no database's address.")
                    .with("url", url)
                    .because("a database is reached by JDBC")
                    .toFix("--url jdbc:postgresql://localhost:5432/shop")
                    .exception();
        }
        Properties settings = new Properties();
        if (user != null) {
            settings.setProperty("user", user);
        }
        String password = password(passwordEnv, environment);
        if (password != null) {
            settings.setProperty("password", password);
        }
        Driver driver = classes == null ? new org.postgresql.Driver() : driver(url, classes);
        if (classes == null) {
            settings.setProperty(PGProperty.CONNECT_TIMEOUT.getName(), "" + PATIENCE_SECONDS);
            settings.setProperty(PGProperty.APPLICATION_NAME.getName(), "assay");
        }
        return new JdbcSource(driver, url, settings, null);
    }

    private static @Nullable String password(@Nullable String variable, Map<String, String> environment) {
        if (variable == null) {
            return environment.get(PASSWORD);
        }
        String password = environment.get(variable);
        if (password == null) {
            throw Diagnosis.of("ASSAY-CLI-036", "the variable that should hold the password is not set.")
                    .with("variable", variable)
                    .with("option", "--password-env")
                    .because("a password on the command line could be read by everybody on the machine")
                    .toFix("export " + variable + ", with the password")
                    .exception();
        }
        return password;
    }

    private static Driver driver(String url, ClassLoader classes) {
        try {
            Iterator<Driver> drivers = ServiceLoader.load(Driver.class, classes).iterator();
            while (drivers.hasNext()) {
                Driver driver = drivers.next();
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            }
        } catch (ServiceConfigurationError | LinkageError | SQLException e) {
            throw UserClasses.broken("a JDBC driver on the classpath", e);
        }
        throw Diagnosis.of("ASSAY-CLI-037", "there is no driver for the database.")
                .with("url", shown(url))
                .because("Assay brings PostgreSQL's alone; other drivers are looked for on the classpath")
                .toFix("--classpath CP, with the driver's jar")
                .exception();
    }

    /** Returns a URL without what might be a password. */
    static String shown(String url) {
        return url.replaceAll("(?i)(password=)[^&;]*", "$1...").replaceAll("//[^/@:]*:[^/@]*@", "//...@");
    }

    /** Returns the URL as errors show it. */
    String shown() {
        return shown(url);
    }

    /**
     * Sees whether the database answers.
     *
     * @throws DiagnosisException ASSAY-DATA-080 if it does not
     */
    void check() {
        try (Connection connection = getConnection()) {
            connection.getMetaData().getDatabaseProductName();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** Says that the database does not answer. */
    DiagnosisException unreachable(SQLException e) {
        return Diagnosis.of("ASSAY-DATA-080", "the database cannot be reached.")
                .with("url", shown())
                .with("reason", reason(e))
                .because("it does not answer, or lets nobody in by these names")
                .toFix("start it, or correct the URL")
                .toFix("--user NAME, and the password in " + PASSWORD + " or in the variable of --password-env")
                .exception(e);
    }

    private static String reason(SQLException failure) {
        return String.valueOf(failure.getMessage()).strip();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, settings);
        if (connection == null) {
            throw new SQLException("the driver does not know this URL");
        }
        if (schema != null) {
            try {
                connection.setSchema(schema);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties other = new Properties();
        other.putAll(settings);
        other.setProperty("user", user);
        other.setProperty("password", password);
        return new JdbcSource(driver, url, other, schema).getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the URL says it");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("there is no log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        for (Object candidate : List.of(this, driver)) {
            if (type.isInstance(candidate)) {
                return type.cast(candidate);
            }
        }
        throw new SQLException("this is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this) || type.isInstance(driver);
    }
}
