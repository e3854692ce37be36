package dev.assay.sql.internal;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What leads back to a connection, and must lead to the one that the test has.
 *
 * @param check throws where the connection is none any more
 * @param asking how the database is asked for rows
 */
record Wrapped(Connection connection, Check check, Asking asking) {
    interface Check {
        void isOpen() throws SQLException;
    }

    interface Asking {
        Optional<Object> ask(Dialect.Work<Optional<Object>> work) throws SQLException;
    }

    <T> T of(Class<T> type, T wrapped) {
        return type.cast(Proxy.newProxyInstance(
                Wrapped.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connection;
                    }
                    check.isOpen();
                    return method.getReturnType() == ResultSet.class
                            ? asking.ask(() -> LogicalConnection.called(wrapped, method, arguments))
                                    .orElse(null)
                            : LogicalConnection.delegate(wrapped, method, arguments);
                }));
    }
}
