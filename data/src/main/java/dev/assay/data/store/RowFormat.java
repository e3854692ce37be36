package dev.assay.data.store;

import dev.assay.data.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of rows goes into maps and JSON.
 *
 * <p>Names are those of fields and of what is loaded, at any depth; with a path, {@code "lines.notes"}, at that place
 * alone. A name that nothing in the model has is ASSAY-DATA-040 where the format is used. Immutable.
 *
 * @since 0.1
 */
public final class RowFormat {
    /** All fields, and all that is loaded. */
    public static final RowFormat ALL = new RowFormat(Set.of());

    private final Set<String> excluded;

    private RowFormat(Set<String> excluded) {
        this.excluded = excluded;
    }

    /** Returns a format that leaves some names out. */
    public static RowFormat exclude(String... names) {
        return ALL.without(names);
    }

    /** Returns this format without some names more. */
    public RowFormat without(String... names) {
        Set<String> more = new HashSet<>(excluded);
        more.addAll(List.of(names));
        return new RowFormat(more);
    }

    /** Throws ASSAY-DATA-040 if a name is none of the model, or a path none of the table. */
    void check(BaseTable table) {
        ResourceCheck.excluded(table, excluded);
    }

    Map<String, @Nullable Object> map(Loading loading) {
        return map(loading, "");
    }

    private Map<String, @Nullable Object> map(Loading loading, String path) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        List<Field> fields = loading.row().entity().fields();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (has(path, name)) {
                map.put(name, loading.row().get(i));
            }
        }
        loading.loaded().forEach((name, value) -> {
            if (has(path, name)) {
                map.put(name, nested(value, path + name + "."));
            }
        });
        return map;
    }

    private @Nullable Object nested(@Nullable Object value, String path) {
        if (value instanceof Loading one) {
            return map(one, path);
        } else if (value instanceof List<?> many) {
            List<@Nullable Object> all = new ArrayList<>();
            many.forEach(each -> all.add(nested(each, path)));
            return all;
        }
        return value;
    }

    private boolean has(String path, String name) {
        return !excluded.contains(name) && !excluded.contains(path + name);
    }
}
