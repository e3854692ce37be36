package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.junit.Database;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.tier.TestDatabase;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A place in a test that asks for a database.
 *
 * @param said what stands there, if anything does
 * @param type what is to be given
 * @param place the place in words
 * @param early whether it is to be given before it is known for which test
 */
public record DatabaseRequest(Optional<Database> said, Class<?> type, String place, boolean early) {
    private static final List<Class<?>> TYPES =
            List.of(DataSource.class, Connection.class, Sandbox.class, JdbcUrl.class, DatabaseClone.class);

    /** Reads a parameter; nothing if it is of another type, or Spring's to fill. */
    public static Optional<DatabaseRequest> of(ParameterContext context) {
        Parameter parameter = context.getParameter();
        Optional<Database> said = AnnotationSupport.findAnnotation(parameter, Database.class);
        if (said.isEmpty() && (!TYPES.contains(parameter.getType()) || SpringTests.fill(parameter))) {
            return Optional.empty();
        }
        return Optional.of(new DatabaseRequest(
                said,
                parameter.getType(),
                "parameter " + (parameter.isNamePresent() ? parameter.getName() : String.valueOf(context.getIndex()))
                        + " of "
                        + context.getDeclaringExecutable().getDeclaringClass().getSimpleName()
                        + (context.getDeclaringExecutable() instanceof Constructor
                                ? ""
                                : "." + context.getDeclaringExecutable().getName()),
                context.getDeclaringExecutable() instanceof Constructor));
    }

    /** Reads a field; nothing if it asks for nothing. */
    static Optional<DatabaseRequest> of(Field field) {
        return AnnotationSupport.findAnnotation(field, Database.class)
                .map(said -> new DatabaseRequest(
                        Optional.of(said),
                        field.getType(),
                        "field " + field.getDeclaringClass().getSimpleName() + "." + field.getName(),
                        Modifier.isStatic(field.getModifiers())));
    }

    /** Returns what is said of the database that is meant. */
    Database declared(ExtensionContext context) {
        Declarations declarations = Declarations.of(context);
        String name = said.map(Database::name).orElse("");
        return declarations
                .find(name)
                .map(Declarations.Declared::said)
                .or(() -> said)
                .orElseThrow(() -> Diagnosis.of("ASSAY-JUNIT-014", "a test has no such database.")
                        .with("place", place)
                        .with("databases", declarations.byName().keySet())
                        .because("all databases here have names, and this place says none")
                        .toFix("@Database(name = \"...\") at this place")
                        .exception());
    }

    /**
     * Returns what is asked for.
     *
     * @param asking whose it is; a connection is closed at its end
     * @throws SQLException if there is no connection
     */
    Object from(TestOwner asking, Database database) throws SQLException {
        TestDatabase own = DatabasesOfTest.of(asking.owner()).orElseThrow().get(database);
        if (type == Connection.class) {
            return asking.lend(own.dataSource().getConnection());
        } else if (type == DataSource.class) {
            return own.dataSource();
        } else if (type == Sandbox.class && own.dataSource() instanceof Sandbox sandbox) {
            return sandbox;
        } else if (type == JdbcUrl.class && own.url().isPresent()) {
            return own.url().get();
        } else if (type == DatabaseClone.class && own.copy().isPresent()) {
            return own.copy().get();
        }
        throw unfit(own);
    }

    private RuntimeException unfit(TestDatabase own) {
        if (!TYPES.contains(type)) {
            return Diagnosis.of("ASSAY-JUNIT-005", "an annotation stands where it can give nothing.")
                    .with("place", place)
                    .with("annotation", "@Database")
                    .with("type", type.getTypeName())
                    .because("it gives a DataSource, a Connection, a Sandbox, a JdbcUrl, or a DatabaseClone")
                    .toFix("@Database DataSource database")
                    .exception();
        }
        Diagnosis told = Diagnosis.of("ASSAY-JUNIT-015", "a test's database has not what is asked for.")
                .with("place", place)
                .with("type", type.getSimpleName())
                .with("tier", own.tier());
        if (type == Sandbox.class) {
            return told.because("the database is the test's own without one")
                    .toFix("a DataSource, which there is in each tier")
                    .toFix("@Database(tier = Tier.SANDBOX)")
                    .exception();
        }
        return told.because(
                        type == JdbcUrl.class
                                ? "whoever connected by an address would be outside of the sandbox, and what it wrote would remain"
                                : "there is a copy of a template in tier CLONE alone")
                .toFix("@Database(tier = Tier.CLONE)")
                .toFix("a DataSource, which there is in each tier")
                .exception();
    }
}
