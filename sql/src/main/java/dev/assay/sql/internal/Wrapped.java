package dev.assay.sql.internal;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What leads back to a connection, and must lead to the one that the test has.
 *
 * @param check throws where the connection is none any more
 */
record Wrapped(Connection connection, Check check) {
    interface Check {
        void isOpen() throws SQLException;
    }

    <T> T of(Class<T> type, T wrapped) {
        return type.cast(Proxy.newProxyInstance(
                Wrapped.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connection;
                    }
                    check.isOpen();
                    return LogicalConnection.delegate(wrapped, method, arguments);
                }));
    }
}
