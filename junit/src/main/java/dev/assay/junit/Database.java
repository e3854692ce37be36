package dev.assay.junit;

import dev.assay.core.ownership.Ownership;
import dev.assay.sql.Tier;
import dev.assay.sql.migration.Migrations;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a database of its own: a real PostgreSQL, unless something else is said, in which nothing that a test
 * writes remains.
 *
 * <pre>{@code
 * @Database
 * class DunningTest {
 *     @Test
 *     void reminds_whoever_is_overdue(@Scenario Dataset billing, DataSource database) {
 *         new Dunning(database).run();
 *     }
 * }
 * }</pre>
 *
 * <p>On a class, a method, or an annotation of yours it says that tests have a database, which parameters of the types
 * {@link javax.sql.DataSource}, {@link java.sql.Connection}, {@link dev.assay.sql.Sandbox}, {@link dev.assay.sql.JdbcUrl}
 * and {@link dev.assay.sql.server.DatabaseClone} are given. On a parameter or a field it says which of several is meant,
 * and a field is filled only if it stands there. What a method says counts more than what its class says, and that more
 * than what a class around it says.
 *
 * <p>The database is migrated, and has the rows of the test's {@link Scenario}, if there is one: a scenario of the test
 * itself or of one of its parameters, else of its class. Both are done once, for all tests that need the same.
 *
 * @since 0.1
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(Database.Several.class)
@ExtendWith(DatabaseExtension.class)
public @interface Database {
    /** Returns what tells a test's databases apart; empty for the one that is usual, which has the scenario's rows. */
    String name() default "";

    /**
     * Returns how the database is the test's own, one tier at most. Without one it is what the setting {@code
     * assay.database.tier.TAG} says for one of the test's tags, or {@code assay.database.tier} for all, each as a system
     * property or configuration parameter of JUnit; else {@link Tier#SANDBOX}.
     */
    Tier[] tier() default {};

    /**
     * Returns the role that tests connect as, which migrations have made: then grants and security of rows hold for them as
     * they hold for the application. Without one it is what the setting {@code assay.database.role} says, else the server's
     * superuser. What is set up, migrations, rows and before-all methods, is always the superuser's.
     */
    String role() default "";

    /** Returns what becomes of threads that belong to no test. */
    Ownership.Mode mode() default Ownership.Mode.MANUAL;

    /**
     * Returns what makes an empty database the application's, a class with a constructor without arguments; {@link
     * Migrations} itself for what is found on the classpath where Flyway and Liquibase look for it.
     */
    Class<? extends Migrations> migrations() default Migrations.class;

    /** Returns how long a database is one's own: each test's, or all tests' of a class together. */
    Scope scope() default Scope.METHOD;

    /** Several of them. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @Documented
    @ExtendWith(DatabaseExtension.class)
    @interface Several {
        /** Returns them. */
        Database[] value();
    }
}
