package dev.assay.data.store;

import dev.assay.data.store.BaseTable.Link;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way from a row to a value: a field or a calculation, perhaps of a parent's parent.
 *
 * @param up the parents on the way
 * @param last what is asked of the last
 */
record Paths(List<Link> up, String last) {
    /** Finds the way, or throws ASSAY-DATA-040. */
    static Paths of(BaseTable from, String path) {
        List<Link> up = new ArrayList<>();
        BaseTable at = from;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            if (!(Relations.toLoad(at, names[i]) instanceof Relations.Up above)) {
                throw Relations.none(at, names[i]);
            }
            up.add(above.link());
            at = above.link().parents();
        }
        String last = names[names.length - 1];
        Relations.Meant meant = Relations.of(at, last);
        if (meant instanceof Relations.Up || meant instanceof Relations.Down) {
            throw Relations.none(at, last);
        }
        return new Paths(up, last);
    }

    /** Returns the table at the way's end. */
    BaseTable table(BaseTable from) {
        return up.isEmpty() ? from : up.get(up.size() - 1).parents();
    }

    /** Returns the value; null also where a parent is missing. */
    @Nullable Object value(StoreRow row) {
        StoreRow at = row;
        for (Link link : up) {
            at = at.parent(link);
            if (at == null) {
                return null;
            }
        }
        return at.get(last);
    }
}
