package dev.assay.data.store;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from numbers, of which each change makes another that shares all but a path with it.
 *
 * <p>A hash array mapped trie (Bagwell, <em>Ideal Hash Trees</em>, 2001) with five bits of the number a level.
 */
final class Trie<V> {
    private static final Trie<?> EMPTY = new Trie<>(0, new Object[0]);
    private static final int BITS = 5;
    private static final int MASK = 31;

    private final int present;

    /** What each present place holds, in order: a leaf, or a trie of the next level. */
    private final Object[] slots;

    private record Leaf<V>(int key, V value) {}

    private Trie(int present, Object[] slots) {
        this.present = present;
        this.slots = slots;
    }

    @SuppressWarnings("unchecked") // holds nothing
    static <V> Trie<V> empty() {
        return (Trie<V>) EMPTY;
    }

    boolean isEmpty() {
        return present == 0;
    }

    @Nullable V get(int key) {
        Trie<V> at = this;
        for (int rest = key; ; rest >>>= BITS) {
            int bit = 1 << (rest & MASK);
            if ((at.present & bit) == 0) {
                return null;
            }
            Object slot = at.slots[at.place(bit)];
            if (slot instanceof Leaf<?>) {
                Leaf<V> leaf = leaf(slot);
                return leaf.key == key ? leaf.value : null;
            }
            at = trie(slot);
        }
    }

    Trie<V> with(int key, V value) {
        return with(new Leaf<>(key, value), 0);
    }

    private Trie<V> with(Leaf<V> leaf, int shift) {
        int bit = 1 << (leaf.key >>> shift & MASK);
        int place = place(bit);
        if ((present & bit) == 0) {
            Object[] more = new Object[slots.length + 1];
            System.arraycopy(slots, 0, more, 0, place);
            more[place] = leaf;
            System.arraycopy(slots, place, more, place + 1, slots.length - place);
            return new Trie<>(present | bit, more);
        }
        Object[] changed = slots.clone();
        Object slot = slots[place];
        if (!(slot instanceof Leaf<?>)) {
            changed[place] = trie(slot).with(leaf, shift + BITS);
        } else if (leaf(slot).key == leaf.key) {
            changed[place] = leaf;
        } else {
            changed[place] = Trie.<V>empty().with(leaf(slot), shift + BITS).with(leaf, shift + BITS);
        }
        return new Trie<>(present, changed);
    }

    Trie<V> without(int key) {
        return without(key, 0);
    }

    private Trie<V> without(int key, int shift) {
        int bit = 1 << (key >>> shift & MASK);
        if ((present & bit) == 0) {
            return this;
        }
        int place = place(bit);
        Object slot = slots[place];
        if (!(slot instanceof Leaf<?>)) {
            Trie<V> inner = trie(slot);
            Trie<V> less = inner.without(key, shift + BITS);
            if (less == inner) {
                return this;
            } else if (!less.isEmpty()) {
                Object[] changed = slots.clone();
                changed[place] = less;
                return new Trie<>(present, changed);
            }
        } else if (leaf(slot).key != key) {
            return this;
        }
        Object[] fewer = new Object[slots.length - 1];
        System.arraycopy(slots, 0, fewer, 0, place);
        System.arraycopy(slots, place + 1, fewer, place, fewer.length - place);
        return fewer.length == 0 ? empty() : new Trie<>(present & ~bit, fewer);
    }

    /** Shows all values, in no order. */
    void forEach(Consumer<? super V> reader) {
        for (Object slot : slots) {
            if (slot instanceof Leaf<?>) {
                reader.accept(leaf(slot).value);
            } else {
                trie(slot).forEach(reader);
            }
        }
    }

    private int place(int bit) {
        return Integer.bitCount(present & (bit - 1));
    }

    @SuppressWarnings("unchecked") // a trie's leaves are of its kind
    private Leaf<V> leaf(Object slot) {
        return (Leaf<V>) slot;
    }

    @SuppressWarnings("unchecked") // a trie's tries are of its kind
    private Trie<V> trie(Object slot) {
        return (Trie<V>) slot;
    }
}
