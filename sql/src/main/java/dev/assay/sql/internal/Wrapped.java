package dev.assay.sql.internal;

import java.lang.reflect.Proxy;
import java.sql.Connection;

/** What leads back to a connection, and must lead to the one that the test has. */
record Wrapped(Connection connection) {
    <T> T of(Class<T> type, T wrapped) {
        return type.cast(Proxy.newProxyInstance(
                Wrapped.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getName().equals("getConnection")
                        ? connection
                        : LogicalConnection.delegate(wrapped, method, arguments)));
    }
}
