package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.SandboxException;
import dev.assay.sql.Tier;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says of SQL that a database in memory does not understand that another tier does: what the driver says looks like a
 * mistake in the test.
 */
final class NotPortable implements InvocationHandler {
    private static final int SHOWN = 500;

    private final Object own;
    private final Engine engine;

    /** What a prepared statement was made of. */
    private final @Nullable String sql;

    private NotPortable(Object own, Engine engine, @Nullable String sql) {
        this.own = own;
        this.engine = engine;
        this.sql = sql;
    }

    static DataSource told(DataSource database, Engine engine) {
        return proxy(DataSource.class, database, engine, null);
    }

    private static <T> T proxy(Class<T> type, Object own, Engine engine, @Nullable String sql) {
        return type.cast(Proxy.newProxyInstance(
                NotPortable.class.getClassLoader(), new Class<?>[] {type}, new NotPortable(own, engine, sql)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("equals") && arguments != null) {
            return arguments[0] == proxy;
        }
        String given = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : sql;
        try {
            return wrapped(method.invoke(own, arguments), given);
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof SQLException error && given != null && engine.isUnread(error)
                    ? of(given, error)
                    : cause;
        }
    }

    private @Nullable Object wrapped(@Nullable Object result, @Nullable String given) {
        if (result instanceof CallableStatement) {
            return proxy(CallableStatement.class, result, engine, given);
        } else if (result instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, result, engine, given);
        } else if (result instanceof Statement) {
            return proxy(Statement.class, result, engine, null);
        }
        return result instanceof Connection ? proxy(Connection.class, result, engine, null) : result;
    }

    private SQLException of(String sql, SQLException error) {
        return new SandboxException(told(sql, error, engine), error);
    }

    private static Diagnosis told(String statement, Throwable error, Engine engine) {
        return Diagnosis.of("ASSAY-SQL-054", "a database in memory does not understand what PostgreSQL may.")
                .with("tier", Tier.MEMORY)
                .with("statement", statement.length() <= SHOWN ? statement : statement.substring(0, SHOWN) + " ...")
                .with(
                        "error",
                        String.valueOf(error.getMessage()).lines().findFirst().orElse(""))
                .because(engine.reads())
                .toFix("@Database(tier = Tier.SANDBOX), or -Dassay.database.tier=SANDBOX")
                .toFix("SQL that both understand");
    }

    /** Says it of what a database was set up with and failed, if that is why. */
    static RuntimeException setUp(DiagnosisException failed, Engine engine) {
        if (!(failed.getCause() instanceof SQLException error && engine.isUnread(error))) {
            return failed;
        }
        Map<String, String> facts = failed.diagnosis().facts();
        Diagnosis told = told(facts.getOrDefault("statement", facts.getOrDefault("layer", "")), error, engine);
        String file = facts.get("file");
        return (file == null ? told : told.with("file", file)).exception(failed);
    }
}
