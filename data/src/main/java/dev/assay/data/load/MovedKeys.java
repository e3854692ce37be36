package dev.assay.data.load;

import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the counted keys of new rows go, so that they lie behind those of a table.
 *
 * @param first the first new row's key before it moves
 * @param count how many new rows there are
 * @param by how far keys move
 * @param gaps whether there may be no row for a key below the first
 */
record MovedKeys(long first, long count, long by, boolean gaps) {
    /** Returns how the keys of an entity move; null if they are not counted one by one. */
    static @Nullable MovedKeys of(Dataset rows, Entity entity, long start, long count, LiveKeys live) {
        if (!live.counted() || count == 0) {
            return null;
        }
        try {
            return counted(rows, entity, start, count, live);
        } catch (ArithmeticException e) {
            throw Refused.row(
                    entity.name() + "." + entity.key().get(0),
                    start,
                    String.valueOf(live.most()),
                    "it is the highest key that is there, behind which there is no room for " + count + " more",
                    e);
        }
    }

    private static @Nullable MovedKeys counted(Dataset rows, Entity entity, long start, long count, LiveKeys live) {
        int key = entity.indexOf(entity.key().get(0));
        Row firstRow = rows.row(entity, start);
        Row lastRow = rows.row(entity, start + count - 1);
        long first = number(firstRow.get(key));
        if (number(lastRow.get(key)) - first != count - 1) {
            return null;
        }
        long by = live.rows() == 0 ? 0 : Math.max(0, live.most() + 1 - first);
        long zeroth = start == 0 ? first : number(rows.row(entity, 0).get(key));
        MovedKeys keys = new MovedKeys(first, count, by, start > 0 && !live.hasAll(zeroth, first - 1));
        keys.moved((Number) Objects.requireNonNull(lastRow.get(key)));
        return keys;
    }

    private static long number(@Nullable Object key) {
        return key instanceof Number number ? number.longValue() : -1;
    }

    /** Tells whether a key of an earlier row always stays one of an earlier row. */
    boolean keepsOrder() {
        return !gaps;
    }

    /** Returns where a key has moved to. */
    Number moved(Number key) {
        long number = key.longValue();
        long moved = number;
        if (number >= first) {
            moved = Math.addExact(number, by);
        } else if (gaps) {
            moved = Math.addExact(first + Math.floorMod(number, count), by);
        }
        return moved == number ? key : as(key, moved);
    }

    private static Number as(Number key, long moved) {
        if (key instanceof Integer) {
            return Math.toIntExact(moved);
        } else if (key instanceof Short) {
            if (moved > Short.MAX_VALUE) {
                throw new ArithmeticException("short overflow");
            }
            return (short) moved;
        }
        if (key instanceof BigDecimal) {
            return BigDecimal.valueOf(moved);
        }
        return moved;
    }
}
