package dev.assay.data;

import org.jspecify.annotations.Nullable;

/** Numbers of names, few and asked for often: mostly by the very string that they were put in with. */
final class Places {
    private final @Nullable String[] names;
    private final int[] places;

    /** Makes room for so many names. */
    Places(int size) {
        // Never more than half full, so that a name that is not there is soon known not to be.
        int room = Integer.highestOneBit(Math.max(1, size)) * 4;
        this.names = new String[room];
        this.places = new int[room];
    }

    /** Gives a name a number in place of the one that it has. */
    void put(String name, int place) {
        int slot = slot(name);
        names[slot] = name;
        places[slot] = place;
    }

    /** Returns a name's number; -1 if it has none. */
    int of(String name) {
        int slot = slot(name);
        return names[slot] == null ? -1 : places[slot];
    }

    @SuppressWarnings("ReferenceEquality") // equal names are most often the same
    private int slot(String name) {
        int hash = name.hashCode();
        int slot = hash ^ hash >>> 16;
        while (true) {
            slot &= names.length - 1;
            String known = names[slot];
            if (known == name || known == null || known.equals(name)) {
                return slot;
            }
            slot++;
        }
    }
}
