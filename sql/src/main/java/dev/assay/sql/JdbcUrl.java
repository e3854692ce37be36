package dev.assay.sql;

import java.util.regex.Pattern;

/**
 * Where a database is, for what opens its own connections: another process, a framework's configuration.
 *
 * @param url its address, as JDBC has it
 * @param user who connects; may be empty
 * @param password the user's password; may be empty
 * @since 0.1
 */
public record JdbcUrl(String url, String user, String password) {
    private static final Pattern PASSWORD = Pattern.compile("(password=)[^&;]*", Pattern.CASE_INSENSITIVE);

    /** Returns the address alone, without passwords that stand in it: a password has no place in a log. */
    @Override
    public String toString() {
        return PASSWORD.matcher(url).replaceAll("$1***");
    }
}
