package dev.assay.spring.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;

/**
 * How a data source is configured to hand out connections, whichever connections these are.
 *
 * @param autoCommit whether they begin with autocommit
 * @param readOnly whether they begin without a right to write, as a replica's do
 * @param schema the schema that they begin in; null for the database's own
 */
record Manners(
        boolean autoCommit, boolean readOnly, @Nullable String schema) {
    /** Reads them off a pool. */
    static Manners of(DataSource source, Address address) {
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(source);
        return new Manners(
                is(properties, "autoCommit", true),
                is(properties, "readOnly", false),
                properties.isReadableProperty("schema")
                        ? Objects.toString(
                                properties.getPropertyValue("schema"),
                                address.schema().orElse(null))
                        : address.schema().orElse(null));
    }

    private static boolean is(BeanWrapper properties, String property, boolean otherwise) {
        return properties.isReadableProperty(property) && properties.getPropertyValue(property) instanceof Boolean known
                ? known
                : otherwise;
    }

    /** Takes from a pool what each of its data sources has for itself. */
    static void clear(DataSource source) {
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(source);
        set(properties, "autoCommit", true);
        set(properties, "readOnly", false);
    }

    private static void set(BeanWrapper properties, String property, boolean value) {
        if (properties.isReadableProperty(property)
                && properties.isWritableProperty(property)
                && properties.getPropertyValue(property) instanceof Boolean) {
            properties.setPropertyValue(property, value);
        }
    }

    Connection on(Connection connection, @Nullable String known) throws SQLException {
        if (schema != null && !schema.equals(known)) {
            connection.setSchema(schema);
        }
        if (readOnly) {
            connection.setReadOnly(true);
        }
        if (!autoCommit) {
            connection.setAutoCommit(false);
        }
        return connection;
    }
}
