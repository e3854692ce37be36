package dev.assay.spring.internal;

import dev.assay.sql.JdbcUrl;
import dev.assay.sql.server.DatabaseClone;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;

/**
 * Where a data source is configured to be.
 *
 * @param url as JDBC has it; empty if the data source says none
 * @param property the data source's property that holds it
 * @param user whom it connects as; empty if it does not say so
 */
record Address(String url, String property, String user) {
    private static final List<String> URLS = List.of("jdbcUrl", "url", "URL");
    private static final List<String> USERS = List.of("username", "user");

    /** Parameters that say how to reach the configured server, and not how to speak to it. */
    private static final List<String> OF_THE_SERVER = List.of(
            "ssl",
            "user",
            "password",
            "target",
            "load",
            "host",
            "gss",
            "krb",
            "jaas",
            "kerberos",
            "channel",
            "socket",
            "require",
            "auth",
            "tc_");

    private static final Set<String> BOXABLE =
            Set.of("postgresql", "postgis", "pgvector", "timescaledb", "h2", "mariadb");

    /** What addresses call products that there is no sandbox for. */
    private static final Set<String> UNBOXABLE = Set.of(
            "clickhouse",
            "db2",
            "derby",
            "duckdb",
            "firebirdsql",
            "hsqldb",
            "informix-sqli",
            "jtds",
            "mysql",
            "oracle",
            "snowflake",
            "sqlite",
            "sqlserver",
            "sybase");

    static Address of(DataSource source) {
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(source);
        String property = URLS.stream()
                .filter(each -> properties.isReadableProperty(each) && properties.isWritableProperty(each))
                .findFirst()
                .orElse("");
        return new Address(text(properties, property), property, text(properties, firstOf(properties, USERS)));
    }

    private static String firstOf(BeanWrapper properties, List<String> names) {
        return names.stream().filter(properties::isReadableProperty).findFirst().orElse("");
    }

    private static String text(BeanWrapper properties, String property) {
        Object value = property.isEmpty() ? null : properties.getPropertyValue(property);
        return value == null ? "" : value.toString();
    }

    /** Tells whether a PostgreSQL of tests' own can take its place; Testcontainers' addresses say so too. */
    boolean isPostgres() {
        return url.matches("jdbc:(tc:)?(postgresql|postgis|pgvector|timescaledb)(:.*)?:.*")
                || url.startsWith("jdbc:postgresql");
    }

    /** Returns the product if there is no sandbox for it; what is proxied says so behind the proxy's name. */
    Optional<String> unboxable() {
        return Stream.of(url.replaceFirst("//.*|[?;].*", "").split(":"))
                // What comes behind a product may be a database called like another one.
                .filter(part -> BOXABLE.contains(part) || UNBOXABLE.contains(part))
                .findFirst()
                .filter(UNBOXABLE::contains);
    }

    /** Returns the database's name: what follows the server, before parameters. */
    String name() {
        String path = url.replaceFirst("\\?.*", "")
                .replaceFirst("^jdbc:(tc:)?[^/]*", "")
                .replaceFirst("^//[^/]*", "");
        String name = path.replace("/", "");
        return name.isEmpty() ? url.replaceFirst("\\?.*", "").replaceFirst("^.*[:/]", "") : name;
    }

    /** Returns the servers that it may be on, each with its port. */
    Set<String> servers() {
        String hosts = url.contains("//") ? url.replaceFirst("^[^/]*//", "").replaceFirst("[/?].*", "") : "";
        return Stream.of(hosts.toLowerCase(Locale.ROOT).split(","))
                .map(host -> host.isEmpty() ? "localhost" : host)
                .map(host -> host.matches(".*:[0-9]+") ? host : host + ":5432")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tells whether it asks for a server that is only read from. */
    boolean reads() {
        return url.matches("(?i).*[?&]targetServerType=(prefer)?(secondary|slave)\\b.*");
    }

    /** Returns whom connections are as. */
    String role() {
        return user.isEmpty() ? "postgres" : user;
    }

    /** Returns the same for another user. */
    Address as(String other) {
        return new Address(url, property, other);
    }

    /** Returns the address of another database for a role, with all that this one says of connections. */
    String on(DatabaseClone other, String role) {
        JdbcUrl at = other.address(role);
        String also = at.url().contains("?") ? "&" : "?";
        return at.url() + also + "user=" + encoded(at.user()) + "&password=" + encoded(at.password()) + parameters();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns the parameters that hold on another server too, as {@code &a=b&c=d}. */
    String parameters() {
        int from = url.indexOf('?');
        return from < 0
                ? ""
                : Stream.of(url.substring(from + 1).split("&"))
                        .filter(each -> !each.isEmpty()
                                && OF_THE_SERVER.stream().noneMatch(each.toLowerCase(Locale.ROOT)::startsWith))
                        .map(each -> "&" + each)
                        .collect(Collectors.joining());
    }

    /** Returns the schema that the address begins with. */
    Optional<String> schema() {
        return Stream.of(parameters().split("&"))
                .filter(each -> each.startsWith("currentSchema="))
                .map(each -> each.substring("currentSchema=".length()))
                .findFirst();
    }
}
