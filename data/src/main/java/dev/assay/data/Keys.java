package dev.assay.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A number for each key: in an array where keys are small whole numbers, as most are, and in a map for all others. */
final class Keys {
    /** What is smaller than this has a place in the array, which grows as it is used. */
    private static final int SMALL = 1 << 22;

    /** Numbers plus one; 0 where there is none. */
    private int[] small = new int[64];

    private final Map<Object, Integer> others = new LinkedHashMap<>();

    /** Reads a key and its number. */
    @FunctionalInterface
    interface Reader {
        void read(Object key, int number);
    }

    /** Returns the number of a key; -1 if it has none. */
    int get(Object key) {
        int place = place(key);
        if (place >= 0) {
            return place < small.length ? small[place] - 1 : -1;
        }
        Integer known = others.get(key);
        return known == null ? -1 : known;
    }

    /** Gives a key a number if it has none, and returns the one that it had before; -1 if none. */
    int putIfAbsent(Object key, int number) {
        int before = get(key);
        if (before < 0) {
            put(key, number);
        }
        return before;
    }

    /** Counts a key once more. */
    void count(Object key) {
        put(key, Math.max(0, get(key)) + 1);
    }

    void put(Object key, int number) {
        int place = place(key);
        if (place < 0) {
            others.put(key, number);
            return;
        }
        if (place >= small.length) {
            small = Arrays.copyOf(small, Math.max(place + 1, small.length * 2));
        }
        small[place] = number + 1;
    }

    /** Shows all keys, small ones first. */
    void forEach(Reader reader) {
        for (int place = 0; place < small.length; place++) {
            if (small[place] > 0) {
                reader.read((long) place, small[place] - 1);
            }
        }
        others.forEach(reader::read);
    }

    private static int place(Object key) {
        if (key instanceof Long number) {
            return number >= 0 && number < SMALL ? number.intValue() : -1;
        }
        boolean whole = key instanceof Integer || key instanceof Short;
        int number = whole ? ((Number) key).intValue() : -1;
        return number < SMALL ? number : -1;
    }
}
