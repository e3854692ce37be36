package dev.assay.sql.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A result whose rows are counted, and that leads back to the statement that the test has. Used by one thread at a time. */
final class Rows implements InvocationHandler {
    private final ResultSet rows;
    private final Statement statement;
    private final Use use;

    /** In whose turn it changes rows; null where there is no sandbox. */
    private final @Nullable LogicalConnection connection;

    private long read;

    private Rows(ResultSet rows, Statement statement, Use use, @Nullable LogicalConnection connection) {
        this.rows = rows;
        this.statement = statement;
        this.use = use;
        this.connection = connection;
    }

    /** Returns how many rows a statement changed, by what executing it returned. */
    static long changed(@Nullable Object result, Statement statement) throws SQLException {
        if (result instanceof Number rows) {
            return rows.longValue();
        } else if (result instanceof Boolean found) {
            return found ? 0 : statement.getUpdateCount();
        }
        // A driver may say that it does not know, which is less than nothing.
        LongStream batched = result instanceof int[] each
                ? Arrays.stream(each).asLongStream()
                : result instanceof long[] each ? Arrays.stream(each) : LongStream.empty();
        return batched.filter(rows -> rows > 0).sum();
    }

    /** Returns a result as the test sees it. */
    static ResultSet counted(ResultSet rows, Statement statement, Use use, @Nullable LogicalConnection connection) {
        return (ResultSet) Proxy.newProxyInstance(
                Rows.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                new Rows(rows, statement, use, connection));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "next":
                return next();
            case "getStatement":
                return rows.getStatement() == null ? null : statement;
            case "close":
                tell();
                break;
            case "equals":
                return arguments != null && arguments[0] == self;
            case "hashCode":
                return System.identityHashCode(self);
            default:
                break;
        }
        LogicalConnection turn = connection;
        return turn == null
                ? LogicalConnection.delegate(rows, method, arguments)
                : inTurn(turn, self, method, arguments);
    }

    /** What the driver does with the database by itself has its turn, and its way back. */
    private @Nullable Object inTurn(LogicalConnection turn, Object self, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "insertRow", "updateRow", "deleteRow" ->
                turn.change(() -> LogicalConnection.called(rows, method, arguments))
                        .orElse(null);
            case "getBlob", "getClob" -> {
                Object large = LogicalConnection.delegate(rows, method, arguments);
                if (large != null) {
                    turn.checkLarge();
                }
                yield large;
            }
            case "refreshRow" ->
                turn.ask(() -> LogicalConnection.called(rows, method, arguments))
                        .orElse(null);
            case "unwrap" ->
                LogicalConnection.isOf(self, arguments)
                        ? self
                        : turn.unwrapped(() -> LogicalConnection.called(rows, method, arguments));
            default -> LogicalConnection.delegate(rows, method, arguments);
        };
    }

    private boolean next() throws SQLException {
        boolean more = rows.next();
        if (more) {
            read++;
            if (read == 1) {
                // Who closes no result is told of with the first row, as most have one.
                tell();
            }
        } else {
            tell();
        }
        return more;
    }

    private void tell() {
        if (read > 0) {
            use.read(read);
            read = 0;
        }
    }
}
