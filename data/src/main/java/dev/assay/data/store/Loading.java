package dev.assay.data.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row with what was loaded with it.
 *
 * @param row the row
 * @param loaded by the names that were asked for: another of these, a list of them, a calculation's value, or null
 */
record Loading(Store store, StoreRow row, Map<String, @Nullable Object> loaded) {
    /** Loads what names ask for. */
    static Loading of(Store store, StoreRow row, List<String> names) {
        Map<String, List<String>> below = new LinkedHashMap<>();
        for (String name : names) {
            int dot = name.indexOf('.');
            List<String> rest = below.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), n -> new ArrayList<>());
            if (dot >= 0) {
                rest.add(name.substring(dot + 1));
            }
        }
        Map<String, @Nullable Object> loaded = new LinkedHashMap<>();
        below.forEach((name, rest) -> loaded.put(name, value(store, row, name, rest)));
        return new Loading(store, row, loaded);
    }

    private static @Nullable Object value(Store store, StoreRow row, String name, List<String> rest) {
        Relations.Meant meant = Relations.toLoad(row.table(), name);
        if (meant instanceof Relations.Up up) {
            StoreRow parent = row.parent(up.link());
            return parent == null || !store.access().shows(parent) ? null : of(store, parent, rest);
        } else if (meant instanceof Relations.Down down) {
            return row.children(down.link())
                    .filter(store.access()::shows)
                    .map(child -> of(store, child, rest))
                    .toList();
        }
        return row.get(name);
    }

    <T> Loaded<T> as(Class<T> type) {
        return new Loaded<>(type.cast(row.table().instance(row)), this);
    }

    /** Throws ASSAY-DATA-040 if there is nothing of a name. */
    static void check(BaseTable table, String path) {
        BaseTable at = table;
        for (String name : path.split("\\.", -1)) {
            Relations.Meant meant = Relations.toLoad(at, name);
            if (meant instanceof Relations.Up up) {
                at = up.link().parents();
            } else if (meant instanceof Relations.Down down) {
                at = down.link().of();
            }
        }
    }
}
