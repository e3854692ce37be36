package dev.assay.sql.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement as a test sees it: what it executes has its turn, and its way back. */
final class LogicalStatement implements InvocationHandler {
    private final LogicalConnection connection;
    private final Statement statement;
    private final Statement proxy;

    /** What was prepared; null of a statement that is told what to execute. */
    private final @Nullable SqlText prepared;

    private final List<String> batch = new ArrayList<>();

    LogicalStatement(LogicalConnection connection, Class<?> type, Statement statement, @Nullable String sql) {
        this.connection = connection;
        this.statement = statement;
        this.prepared = sql == null ? null : connection.session().text(sql);
        this.proxy = (Statement)
                Proxy.newProxyInstance(LogicalStatement.class.getClassLoader(), new Class<?>[] {type}, this);
    }

    Statement proxy() {
        return proxy;
    }

    void close() throws SQLException {
        statement.close();
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        switch (name) {
            case "equals":
                return arguments != null && arguments[0] == self;
            case "hashCode":
                return System.identityHashCode(self);
            case "getConnection":
                return connection.proxy();
            case "unwrap":
                return LogicalConnection.isOf(self, arguments)
                        ? self
                        : connection.unwrapped(() -> LogicalConnection.called(statement, method, arguments));
            case "isWrapperFor":
                return LogicalConnection.isOf(self, arguments)
                        || Boolean.TRUE.equals(LogicalConnection.delegate(statement, method, arguments));
            case "setBlob", "setClob":
                if (arguments != null && arguments[1] != null) {
                    connection.checkLarge();
                }
                break;
            case "getMetaData", "getParameterMetaData":
                return connection
                        .ask(() -> LogicalConnection.called(statement, method, arguments))
                        .orElse(null);
            case "getResultSet", "getGeneratedKeys":
                return count(LogicalConnection.delegate(statement, method, arguments));
            case "close":
                connection.closed(this);
                break;
            case "addBatch":
                if (arguments != null && arguments.length == 1) {
                    batch.add((String) arguments[0]);
                }
                break;
            case "clearBatch":
                batch.clear();
                break;
            default:
                if (name.startsWith("execute")) {
                    return executed(name, method, arguments);
                }
                break;
        }
        return LogicalConnection.delegate(statement, method, arguments);
    }

    private @Nullable Object executed(String name, Method method, Object @Nullable [] arguments) throws SQLException {
        SqlText sql;
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String told) {
            sql = connection.session().text(told);
        } else if (prepared != null) {
            sql = prepared;
        } else {
            sql = connection.session().text(String.join("\n;\n", batch));
        }
        if (name.endsWith("Batch")) {
            batch.clear();
        }
        return connection
                .run(sql, statement, () -> Optional.ofNullable(counted(method, arguments)))
                .orElse(null);
    }

    private @Nullable Object counted(Method method, Object @Nullable [] arguments) throws SQLException {
        int portion = statement.getFetchSize();
        if (portion == 0) {
            return count(LogicalConnection.called(statement, method, arguments).orElse(null));
        } else if (!connection.isAutoCommit()) {
            connection.points();
            return count(LogicalConnection.called(statement, method, arguments).orElse(null));
        }
        // Without a transaction there are no portions: the next statement's way back would end them.
        statement.setFetchSize(0);
        try {
            return count(LogicalConnection.called(statement, method, arguments).orElse(null));
        } finally {
            statement.setFetchSize(portion);
        }
    }

    private @Nullable Object count(@Nullable Object result) throws SQLException {
        if (result instanceof ResultSet rows) {
            return Rows.counted(rows, proxy, connection.session().use(), connection);
        }
        connection.session().use().wrote(Rows.changed(result, statement));
        return result;
    }
}
