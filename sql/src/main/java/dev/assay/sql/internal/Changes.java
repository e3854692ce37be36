package dev.assay.sql.internal;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a test has set on its logical connection and the owner's one connection keeps: put back when the logical one is
 * closed, so that the next one begins as it would with any pool.
 */
final class Changes {
    private interface Back {
        void put() throws SQLException;
    }

    private final Map<String, Back> backs = new LinkedHashMap<>(0);

    /** Is told before something is set. */
    void before(Connection connection, Method setter, Object @Nullable [] arguments) throws SQLException {
        String what = setter.getName();
        Back back = arguments == null || backs.containsKey(what) ? null : back(connection, what, arguments);
        if (back != null) {
            backs.put(what, back);
        }
    }

    private static @Nullable Back back(Connection connection, String setter, Object[] arguments) throws SQLException {
        switch (setter) {
            case "setCatalog": {
                String before = connection.getCatalog();
                return () -> connection.setCatalog(before);
            }
            case "setHoldability": {
                int before = connection.getHoldability();
                return () -> connection.setHoldability(before);
            }
            case "setNetworkTimeout": {
                int before = connection.getNetworkTimeout();
                return () -> connection.setNetworkTimeout(Runnable::run, before);
            }
            case "setTypeMap": {
                Map<String, Class<?>> before = connection.getTypeMap();
                return () -> connection.setTypeMap(before);
            }
            case "setClientInfo":
                return clientInfo(connection, arguments);
            default:
                return null;
        }
    }

    private static @Nullable Back clientInfo(Connection connection, Object[] arguments) throws SQLException {
        if (arguments.length == 2) {
            String name = (String) arguments[0];
            String before = connection.getClientInfo(name);
            return () -> connection.setClientInfo(name, before);
        }
        Properties before = new Properties();
        before.putAll(connection.getClientInfo());
        return () -> connection.setClientInfo(before);
    }

    boolean any() {
        return !backs.isEmpty();
    }

    /** Puts back what was there before. */
    void undo() {
        for (Back each : backs.values()) {
            try {
                each.put();
            } catch (SQLException e) {
                // Around it is a transaction that has failed, and is rolled back to where it was not set.
            }
        }
        backs.clear();
    }
}
