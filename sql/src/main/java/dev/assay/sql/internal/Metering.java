package dev.assay.sql.internal;

import dev.assay.core.Ticker;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Place;
import dev.assay.sql.DatabaseUse;
import dev.assay.sql.SandboxMetrics;
import dev.assay.sql.Tier;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Counts what owners do with connections that are the database's own. Thread-safe. */
public final class Metering {
    private final Tier tier;
    private final Meter meter = new Meter();
    private final Texts texts = new Texts();

    /** Begins with nothing. */
    public Metering(Tier tier) {
        this.tier = tier;
    }

    /** Where connections come from. */
    @FunctionalInterface
    public interface Source {
        /** Returns a new connection. */
        Connection connect() throws SQLException;
    }

    /** Returns what was counted. */
    public SandboxMetrics metrics() {
        return meter.read();
    }

    /** Returns what was counted of an owner that lives. */
    public Optional<DatabaseUse> read(Owner owner) {
        return Uses.find(owner).flatMap(uses -> uses.read(this));
    }

    /** Returns a connection of an owner's, which is counted until it is closed. */
    public Connection connect(Owner owner, Source source) throws SQLException {
        Use use = Uses.of(owner, this, tier, meter);
        long asked = Ticker.SYSTEM.nanos();
        Connection connection = source.connect();
        use.taken(Ticker.SYSTEM.nanos() - asked);
        use.server(ServerLimit.of(connection));
        Place place = Place.here();
        use.opened(place);
        return new Metered(connection, use, place).proxy;
    }

    private final class Metered implements InvocationHandler {
        private final Connection connection;
        private final Use use;
        private final Place place;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Connection proxy;

        Metered(Connection connection, Use use, Place place) {
            this.place = place;
            this.connection = connection;
            this.use = use;
            this.proxy = proxy(Connection.class, this);
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "equals":
                    return arguments != null && arguments[0] == self;
                case "hashCode":
                    return System.identityHashCode(self);
                case "close", "abort":
                    if (closed.compareAndSet(false, true)) {
                        use.closed(place);
                        use.givenBack();
                    }
                    break;
                case "unwrap":
                    if (arguments != null && ((Class<?>) arguments[0]).isInstance(self)) {
                        return self;
                    }
                    break;
                default:
                    break;
            }
            Object result = LogicalConnection.delegate(connection, method, arguments);
            if (result instanceof Statement statement) {
                String sql = arguments != null && arguments[0] instanceof String text ? text : null;
                return new MeteredStatement(statement, sql).proxy;
            }
            return result instanceof DatabaseMetaData data
                    ? new Wrapped(proxy, () -> {}, Dialect.Work::run).of(DatabaseMetaData.class, data)
                    : result;
        }

        private final class MeteredStatement implements InvocationHandler {
            private final Statement statement;
            private final @Nullable String prepared;
            private final StringBuilder batch = new StringBuilder();
            private final Statement proxy;

            MeteredStatement(Statement statement, @Nullable String prepared) {
                this.statement = statement;
                this.prepared = prepared;
                this.proxy = proxy(LogicalConnection.type(statement), this);
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
                        return Metered.this.proxy;
                    case "addBatch":
                        if (arguments != null) {
                            batch.append(arguments[0]).append("\n;\n");
                        }
                        break;
                    case "clearBatch":
                        batch.setLength(0);
                        break;
                    case "getResultSet", "getGeneratedKeys":
                        return counted(LogicalConnection.delegate(statement, method, arguments));
                    default:
                        if (name.startsWith("execute")) {
                            return executed(method, arguments);
                        }
                        break;
                }
                return LogicalConnection.delegate(statement, method, arguments);
            }

            private @Nullable Object executed(Method method, Object @Nullable [] arguments) throws Throwable {
                boolean told = arguments != null && arguments[0] instanceof String;
                String sql = told && arguments != null
                        ? (String) arguments[0]
                        : prepared == null ? batch.toString() : prepared;
                batch.setLength(0);
                use.statement(texts.of(sql, SqlText::of));
                long began = Ticker.SYSTEM.nanos();
                try {
                    return counted(LogicalConnection.delegate(statement, method, arguments));
                } catch (SQLException e) {
                    use.error();
                    throw e;
                } finally {
                    use.worked(Ticker.SYSTEM.nanos() - began);
                }
            }

            private @Nullable Object counted(@Nullable Object result) throws SQLException {
                if (result instanceof ResultSet rows) {
                    return Rows.counted(rows, proxy, use, null);
                }
                use.wrote(Rows.changed(result, statement));
                return result;
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Metering.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
