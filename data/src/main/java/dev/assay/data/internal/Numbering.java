package dev.assay.data.internal;

import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import org.jspecify.annotations.Nullable;

/**
 * Which number of an aspect each row has, for all fields of a group.
 *
 * @param slot where a row keeps the number once it is known
 * @param key what numbers follow from where they may repeat
 * @param room how many numbers there are
 * @param order what they follow from where no two rows may have the same; null where they may
 */
public record Numbering(
        int slot, long key, long room, @Nullable Permutation order) {
    /** Numbers rows by what follows from a seed. */
    public static Numbering of(int slot, Seed group, long room, boolean unique) {
        return new Numbering(slot, group.key(), room, unique ? Permutation.of(group, room) : null);
    }

    /** Returns a row's number. */
    public long number(long row) {
        return order == null ? Seed.scale(Seed.bits(key, row), room) : order.at(row % room);
    }

    /** Returns another number that a row could have, where numbers may repeat. */
    public long number(long row, int attempt) {
        return Seed.scale(Seed.bits(key + attempt, row), room);
    }

    /** Returns how often the numbers were used up before a row came. */
    public long round(long row) {
        return order == null ? 0 : row / room;
    }
}
