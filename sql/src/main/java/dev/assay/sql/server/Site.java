package dev.assay.sql.server;

import dev.assay.sql.JdbcUrl;
import java.sql.SQLException;
import java.util.List;

/** Where databases of tests are made: a server that was started for them, or one that somebody else runs. Thread-safe. */
sealed interface Site permits Started, Given {
    /** Returns the database in which JVMs wait for each other, and out of which others are made. */
    String home();

    /** Returns the address of a database for whoever makes databases. */
    JdbcUrl address(String database);

    /**
     * Returns the address of a database for a role.
     *
     * @param administration by which it is let in, if nobody has done that
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-080 if there is none of that name
     */
    JdbcUrl address(String database, String role, Administration administration);

    /** Returns the address of a database with user and password in it. */
    String url(String database);

    /** Returns the port that it listens on. */
    int port();

    /** Tells whether it runs, or is about to again. */
    boolean isAlive();

    /** Tells whether all who ask share it, so that none of them ends it. */
    boolean isShared();

    /** Returns what this JVM is called in the names of its databases. */
    String owner();

    /** Tells whether a JVM is dead, by what it is called. */
    boolean isDead(String owner, Administration administration) throws SQLException;

    /** Returns what {@code CREATE DATABASE} says behind a template's name, for a copy to be made fast. */
    String strategy();

    /** Returns all that makes a template what it is, where the same is said of it. */
    String content(String said);

    /** Notes that a template is used. */
    void use(String template, String content, Administration administration);

    /** Sees to it that templates are there in the project's next run too. */
    void keepTemplates();

    /** Sees to it that databases are there for a while that are kept. */
    void stay();

    /** Returns databases that nobody has used for long, nor wants to look at any more. */
    List<String> outdated(Administration administration) throws SQLException;

    /** Ends the server, or what was begun on it for this JVM. */
    void end(Copies copies);
}
