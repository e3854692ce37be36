package dev.assay.data.store;

import dev.assay.data.Constraint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows have which values in some fields: those of a key, of a unique constraint, or of a relation.
 *
 * @param number its place among its table's
 * @param places the fields
 * @param where which rows it is for; null for all
 */
record Index(int number, int[] places, Constraint.@Nullable Check where) {
    private static final int[] NONE = {};

    /** How many digits a long has at most. */
    private static final int LONG_DIGITS = 19;

    /** Returns what rows with the same values have in common; null if a value is missing, which equals nothing. */
    @Nullable Object key(@Nullable Object[] values) {
        if (places.length == 1) {
            Object value = values[places[0]];
            return value == null ? null : asKey(value);
        }
        Object[] key = new Object[places.length];
        for (int i = 0; i < key.length; i++) {
            Object value = values[places[i]];
            if (value == null) {
                return null;
            }
            key[i] = asKey(value);
        }
        return Arrays.asList(key);
    }

    /** Numbers of different types are equal here if they are the same number. */
    static Object asKey(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof BigDecimal decimal) {
            return canonical(decimal);
        } else if (value instanceof BigInteger whole) {
            return canonical(new BigDecimal(whole));
        } else if (value instanceof Double || value instanceof Float) {
            boolean finite = Double.isFinite(((Number) value).doubleValue());
            return finite ? canonical(new BigDecimal(value.toString())) : value;
        }
        return value.getClass().isArray() ? new Content(value) : value;
    }

    /** Returns a whole number that fits as a Long, any other without zeros at its end. */
    private static Object canonical(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        boolean fits = plain.scale() <= 0 && (long) plain.precision() - plain.scale() <= LONG_DIGITS;
        if (fits && plain.toBigInteger().bitLength() < Long.SIZE) {
            return plain.longValueExact();
        }
        return plain;
    }

    /** An array, which is as another of the same content. */
    private record Content(Object array) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Content content && Objects.deepEquals(array, content.array);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {array});
        }
    }

    /** Tells whether a row is one of those that this is for. */
    boolean holds(StoreRow row) {
        return where == null || where.holds().test(row);
    }

    boolean covers(List<Integer> fields) {
        return where == null && Arrays.stream(places).allMatch(fields::contains);
    }

    /** Reads the rows of a base: each key's, in order. */
    static final class Built {
        private final Map<Object, int[]> rows = new HashMap<>();

        /** How many of a key's places are in use while it has more of them, so that many rows are added in linear time. */
        private final Map<Object, Integer> used = new HashMap<>();

        void add(Object key, int row) {
            int[] known = rows.putIfAbsent(key, new int[] {row});
            if (known == null) {
                return;
            }
            int count = used.getOrDefault(key, known.length);
            int[] room = count < known.length ? known : Arrays.copyOf(known, count * 2);
            room[count] = row;
            rows.put(key, room);
            used.put(key, count + 1);
        }

        /** Ends adding. */
        Built built() {
            used.forEach((key, count) -> rows.computeIfPresent(key, (k, all) -> Arrays.copyOf(all, count)));
            used.clear();
            return this;
        }

        int[] get(Object key) {
            return rows.getOrDefault(key, NONE);
        }
    }

    /** The rows of a changed table with one key, and those whose keys have the same hash. */
    record Postings(Object key, int[] rows, @Nullable Postings next) {
        static Trie<Postings> add(Trie<Postings> all, Object key, int row) {
            int hash = hash(key);
            int[] rows = get(all, key);
            int[] more = Arrays.copyOf(rows, rows.length + 1);
            int place = rows.length;
            // New rows come last; others find their place among those that are in order.
            for (; place > 0 && more[place - 1] > row; place--) {
                more[place] = more[place - 1];
            }
            more[place] = row;
            return all.with(hash, new Postings(key, more, without(all.get(hash), key)));
        }

        static Trie<Postings> remove(Trie<Postings> all, Object key, int row) {
            int hash = hash(key);
            int[] fewer =
                    Arrays.stream(get(all, key)).filter(each -> each != row).toArray();
            Postings others = without(all.get(hash), key);
            Postings left = fewer.length == 0 ? others : new Postings(key, fewer, others);
            return left == null ? all.without(hash) : all.with(hash, left);
        }

        static int[] get(Trie<Postings> all, Object key) {
            for (Postings at = all.get(hash(key)); at != null; at = at.next) {
                if (at.key.equals(key)) {
                    return at.rows;
                }
            }
            return NONE;
        }

        private static @Nullable Postings without(@Nullable Postings from, Object key) {
            if (from == null || from.key.equals(key)) {
                return from == null ? null : from.next;
            }
            return new Postings(from.key, from.rows, without(from.next, key));
        }

        private static int hash(Object key) {
            int hash = key.hashCode() * 0x9E3779B9;
            return hash ^ hash >>> 16;
        }
    }
}
