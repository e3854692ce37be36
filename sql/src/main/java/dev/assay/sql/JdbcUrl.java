package dev.assay.sql;

/**
 * Where a database is, for what opens its own connections: another process, a framework's configuration.
 *
 * @param url its address, as JDBC has it
 * @param user who connects; may be empty
 * @param password the user's password; may be empty
 * @since 0.1
 */
public record JdbcUrl(String url, String user, String password) {
    /** Returns the address alone: a password has no place in a log. */
    @Override
    public String toString() {
        return url;
    }
}
