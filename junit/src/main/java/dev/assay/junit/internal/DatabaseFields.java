package dev.assay.junit.internal;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields of a test class, inherited ones included, that ask for a database. */
final class DatabaseFields {
    private static final ClassValue<DatabaseFields> KNOWN = new ClassValue<>() {
        @Override
        protected DatabaseFields computeValue(Class<?> type) {
            return new DatabaseFields(type);
        }
    };

    private final List<Asking> fields = new ArrayList<>();

    record Asking(Field field, DatabaseRequest request) {}

    /** Gives a place what it asks for. */
    @FunctionalInterface
    interface Giver {
        Object give(DatabaseRequest request);
    }

    private DatabaseFields(Class<?> type) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                DatabaseRequest.of(field).ifPresent(request -> fields.add(new Asking(field, request)));
            }
        }
    }

    static DatabaseFields of(Class<?> type) {
        return KNOWN.get(type);
    }

    void fill(@Nullable Object instance, Predicate<DatabaseRequest> which, Giver giver) {
        for (Asking each : fields) {
            if (which.test(each.request())) {
                AskingFields.refuseFinal(each.field(), each.request().place());
                AskingFields.set(each.field(), instance, giver.give(each.request()));
            }
        }
    }
}
