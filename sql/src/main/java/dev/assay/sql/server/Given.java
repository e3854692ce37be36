package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.JdbcUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A server that somebody else runs, and that others may use meanwhile: other JVMs, other machines, other projects. What is
 * made there belongs to a JVM as long as it lives, or is a template, which remains until nobody has used it for a week.
 */
final class Given implements Site {
    /** Names the server; in capitals, a variable of the environment does. {@code .user} and {@code .password} may follow. */
    static final String PROPERTY = "assay.database.server";

    /** Which waits for the ends of sessions that it is to end. */
    private static final int OLDEST = 14;

    /** Which copies a database without two checkpoints, unless asked for them. */
    private static final int LOGGED_COPIES = 15;

    private static final int VERSION_FACTOR = 10_000;

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql:(?://[^/?]*/)?)([^?]*)(?:\\?(.*))?");

    private static final String OUTDATED = "SELECT datname FROM pg_database WHERE datname ~ '^assay_[0-9a-f]{20}(_|$)'"
            + " AND pg_has_role(datdba, 'USAGE')"
            + " AND substring(shobj_description(oid, 'pg_database') FROM '^(?:used|kept) (.*)$')"
            + " < (current_date - 7)::text";

    private final Location location;
    private final boolean shared;
    private final String strategy;
    private final Lifeline lifeline;

    private Given(Location location, boolean shared, String strategy) throws SQLException {
        this.location = location;
        this.shared = shared;
        this.strategy = strategy;
        this.lifeline = new Lifeline(new Database(location.of(location.home()), () -> false));
    }

    /**
     * Where it is.
     *
     * @param before what stands in its addresses before a database's name
     * @param home the database that exists
     * @param behind parameters, without user and password
     */
    private record Location(String before, String home, String behind, String user, String password, String port) {
        /** Takes an address apart; nothing if it is not one of a PostgreSQL. */
        static Optional<Location> in(JdbcUrl address) {
            Matcher url = URL.matcher(address.url());
            Properties said = url.matches() ? Driver.parseURL(address.url(), null) : null;
            return said == null ? Optional.empty() : Optional.of(in(address, url, said));
        }

        private static Location in(JdbcUrl address, Matcher url, Properties said) {
            boolean apart = !address.user().isEmpty();
            String behind = Arrays.stream(
                            url.group(3) == null ? new String[0] : url.group(3).split("&"))
                    .filter(each -> !each.matches("(user|password)=.*"))
                    .collect(Collectors.joining("&", "?", ""));
            return new Location(
                    url.group(1),
                    String.valueOf(PGProperty.PG_DBNAME.getOrDefault(said)),
                    behind.length() == 1 ? "" : behind,
                    apart ? address.user() : first(PGProperty.USER.getOrDefault(said), System.getProperty("user.name")),
                    apart ? address.password() : first(PGProperty.PASSWORD.getOrDefault(said), ""),
                    first(PGProperty.PG_PORT.getOrDefault(said), ""));
        }

        private static String first(@Nullable String said, String otherwise) {
            return said == null ? otherwise : said;
        }

        JdbcUrl of(String database) {
            return new JdbcUrl(before + database + behind, user, password);
        }

        @Override
        public String toString() {
            return before + home;
        }
    }

    /** Returns the address that system properties, or variables of the environment, name. */
    static Optional<JdbcUrl> told() {
        return said(PROPERTY)
                .map(url -> new JdbcUrl(
                        url,
                        said(PROPERTY + ".user").orElse(""),
                        said(PROPERTY + ".password").orElse("")));
    }

    private static Optional<String> said(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(
                        System.getenv(property.toUpperCase(Locale.ROOT).replace('.', '_'))))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /**
     * Takes a server.
     *
     * @param shared whether all who ask share it
     * @throws DiagnosisException ASSAY-SQL-090 if it is not the address of a PostgreSQL, ASSAY-SQL-039 if nobody can connect
     *     to it, ASSAY-SQL-091 if no databases can be made there
     */
    static Given at(JdbcUrl address, boolean shared) {
        Location location = Location.in(address).orElseThrow(() -> noPostgres(address));
        try (Connection connection = new Database(location.of(location.home()), () -> false).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int,"
                        + " current_setting('fsync') = 'off', rolcreatedb OR rolsuper"
                        + " FROM pg_roles WHERE rolname = current_user")) {
            row.next();
            int version = row.getInt(1) / VERSION_FACTOR;
            if (version < OLDEST) {
                throw unusable(location, "it is PostgreSQL " + version);
            } else if (!row.getBoolean(3)) {
                throw unusable(location, location.user() + " may not make databases");
            }
            return new Given(location, shared, row.getBoolean(2) && version >= LOGGED_COPIES ? Started.FILES : "");
        } catch (SQLException e) {
            throw PoolSize.unreachable(e);
        }
    }

    private static DiagnosisException noPostgres(JdbcUrl address) {
        return Diagnosis.of("ASSAY-SQL-090", "the server for tests has an address that is not a PostgreSQL's.")
                .with("address", address)
                .with("setting", PROPERTY)
                .because("tests' databases are made there by what PostgreSQL alone can do")
                .toFix("-D" + PROPERTY + "=jdbc:postgresql://localhost:5432/postgres, " + PROPERTY
                        + ".user and .password")
                .toFix("for another product -Dassay.database.tier=EXTERNAL, with -Dassay.database.url=...")
                .exception();
    }

    private static DiagnosisException unusable(Location location, String reason) {
        return Diagnosis.of("ASSAY-SQL-091", "tests' databases cannot be made on the server that was given.")
                .with("server", location)
                .with("reason", reason)
                .because("each test, or each JVM, has a copy of a database there, and copies are made while tests run")
                .toFix("PostgreSQL " + OLDEST + " or newer")
                .toFix("ALTER ROLE " + location.user() + " CREATEDB")
                .exception();
    }

    @Override
    public String home() {
        return location.home();
    }

    @Override
    public JdbcUrl address(String database) {
        return location.of(database);
    }

    /** Roles are somebody else's too: nobody's password is changed, and who connects acts as the role. */
    @Override
    public JdbcUrl address(String database, String role, Administration administration) {
        JdbcUrl own = address(database);
        if (role.equals(own.user()) || role.equals(PostgresServer.SUPERUSER)) {
            return own;
        }
        String acting = "options=-c%20role="
                + URLEncoder.encode(role.replace("\\", "\\\\").replace(" ", "\\ "), StandardCharsets.UTF_8);
        return new JdbcUrl(own.url() + (own.url().contains("?") ? "&" : "?") + acting, own.user(), own.password());
    }

    @Override
    public String url(String database) {
        JdbcUrl own = address(database);
        return own.url() + (own.url().contains("?") ? "&" : "?") + "user=" + encoded(own.user()) + "&password="
                + encoded(own.password());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public int port() {
        return Integer.parseInt(location.port());
    }

    /** Whether it is there, it says itself when it is asked for a connection. */
    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public String owner() {
        return lifeline.owner();
    }

    @Override
    public boolean isDead(String owner, Administration administration) throws SQLException {
        return administration.column(Lifeline.query(owner)).isEmpty();
    }

    @Override
    public String strategy() {
        return strategy;
    }

    /** What another user has made, this one cannot copy. */
    @Override
    public String content(String said) {
        return said + " by " + location.user();
    }

    @Override
    public void use(String template, String content, Administration administration) {
        try {
            Copies.note(administration, template, "used");
        } catch (SQLException e) {
            // Another JVM notes the same at this moment, or it is dropped too early, and made again.
        }
    }

    /** They stay where they are. */
    @Override
    public void keepTemplates() {}

    /** So does the server. */
    @Override
    public void stay() {}

    @Override
    public List<String> outdated(Administration administration) throws SQLException {
        return administration.column(OUTDATED);
    }

    @Override
    public void end(Copies copies) {
        try {
            copies.dropOwn();
        } catch (SQLException e) {
            // The next JVM drops them.
        }
        lifeline.close();
    }

    @Override
    public String toString() {
        return "PostgreSQL at " + location;
    }
}
