package dev.assay.data;

import org.jspecify.annotations.Nullable;

/** What the rows of a table were in the dataset that theirs has grown from, so that they stay that. */
final class Grown {
    private final Table table;
    private final @Nullable Table smaller;

    Grown(Table table) {
        this.table = table;
        Dataset before = table.dataset.before();
        this.smaller = before == null ? null : before.table(table.entity);
    }

    /** Returns how many rows there were in the dataset with which it began, so that what was decided then still is. */
    long firstRows() {
        return table.lineage.first().rows;
    }

    /** Returns a link that leads the rows that were there to the parents that they had. */
    Table.Link link(int link, Table.Link others) {
        if (smaller == null) {
            return others;
        }
        long rows = smaller.rows;
        return row ->
                row.index() < rows ? table.lineage.of(row.index()).links[link].parent(row) : others.parent(row);
    }

    /** Returns the keys of a field, with those that were made before there were more rows. */
    Keyed keys(String field, Class<?> type, long rows) {
        Keyed known = smaller == null ? null : smaller.keyed.get(field);
        Keyed keys = known != null && known.isFor(rows) ? known : new Keyed(type, rows);
        table.keyed.put(field, keys);
        return keys;
    }

    /** Orders tuples for all rows, those that rows had first. */
    Tuples tuples(String name, long... sizes) {
        return ordered(name, smaller == null ? 0 : smaller.rows, sizes);
    }

    private Tuples ordered(String name, long taken, long... sizes) {
        Tuples known = smaller == null ? null : smaller.tuples.get(name);
        Tuples tuples = known == null
                ? Tuples.of(table.seed.at(name), sizes)
                : known.grow(table.seed.at(name), Math.min(taken, known.size()), sizes);
        table.tuples.put(name, tuples);
        return tuples;
    }

    /**
     * Gives each parent to one row at most: to the first rows, and, of those that have come since, to the first too.
     *
     * @return the parent's index, by the row's; -1 for rows that get none
     */
    Table.Seats seats(String name, Table parents) {
        Dataset before = table.dataset.before();
        long all = parents.rows;
        long rowsBefore = smaller == null ? 0 : smaller.rows;
        long taken = before == null ? 0 : Math.min(rowsBefore, before.table(parents.entity).rows);
        Tuples order = all == 0 ? null : ordered(name, taken, all);
        Table.Seats seats = row -> {
            if (row < rowsBefore) {
                Table.Seats earlier = table.lineage.of(row).seats.get(name);
                return earlier == null ? -1 : earlier.parent(row);
            } else if (order == null) {
                return -1;
            }
            long seat = taken + row - rowsBefore;
            return seat < all ? order.at(seat, 0) : -1;
        };
        table.seats.put(name, seats);
        return seats;
    }
}
