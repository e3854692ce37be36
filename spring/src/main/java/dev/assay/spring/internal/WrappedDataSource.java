package dev.assay.spring.internal;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source in a field of one that puts itself around it, such as one that logs.
 *
 * @param around whose field it is
 * @param source what is in it
 */
record WrappedDataSource(DataSource around, Field field, DataSource source) {
    /** Returns those in the fields of a data source. */
    static List<WrappedDataSource> in(DataSource around) {
        List<WrappedDataSource> found = new ArrayList<>();
        for (@Nullable Class<?> type = around.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && value(field, around) instanceof DataSource source
                        && source != around) {
                    found.add(new WrappedDataSource(around, field, source));
                }
            }
        }
        return found;
    }

    private static @Nullable Object value(Field field, DataSource of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            // The JDK's own fields hold none of an application's.
            return null;
        }
    }

    /** Tells whether one puts itself around a test's own already. */
    static boolean isAroundOwned(DataSource source) {
        try {
            return source.isWrapperFor(OwnedDataSource.class);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Puts another one into the field; tells whether that can be done. */
    boolean replace(DataSource other) {
        if (!field.getType().isInstance(other)) {
            return false;
        }
        try {
            field.set(around, other);
            return true;
        } catch (IllegalAccessException e) {
            // It is a record's.
            return false;
        }
    }
}
