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
    private long read;

    private Rows(ResultSet rows, Statement statement, Use use) {
        this.rows = rows;
        this.statement = statement;
        this.use = use;
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
    static ResultSet counted(ResultSet rows, Statement statement, Use use) {
        return (ResultSet) Proxy.newProxyInstance(
                Rows.class.getClassLoader(), new Class<?>[] {ResultSet.class}, new Rows(rows, statement, use));
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
        return LogicalConnection.delegate(rows, method, arguments);
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
