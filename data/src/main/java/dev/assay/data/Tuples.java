package dev.assay.data;

import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Different tuples of numbers, such as a customer's and a product's, in an order that stays when more of either come.
 *
 * <p>All tuples there are have a number, and a permutation says which place has which, so that nothing is remembered. When
 * there come to be more, the places that are taken keep theirs; then come the tuples that are new, then those that were
 * left. Immutable.
 */
final class Tuples {
    private final long[] sizes;
    private final long size;
    private final @Nullable Permutation order;
    private final @Nullable Tuples before;

    /** One further back, so that what was taken long ago is found in few steps: see {@link Lineage}. */
    private final Tuples back;

    private final int depth;
    private final long taken;

    private Tuples(Seed seed, long[] sizes, @Nullable Tuples before, long taken) {
        this.sizes = sizes;
        this.size = product(sizes);
        this.before = before;
        this.taken = taken;
        this.depth = before == null ? 0 : before.depth + 1;
        boolean even = before != null
                && before.depth > 0
                && before.depth - before.back.depth == before.back.depth - before.back.back.depth;
        this.back = before == null ? this : even ? before.back.back : before;
        long fresh = size - (before == null ? 0 : before.size);
        this.order = fresh == 0 ? null : Permutation.of(before == null ? seed : seed.at(before.size), fresh);
    }

    /** Orders all tuples whose numbers are from 0 to less than each size. */
    static Tuples of(Seed seed, long... sizes) {
        return new Tuples(seed, sizes.clone(), null, 0);
    }

    /**
     * Returns an order of more tuples whose first places are as they are here.
     *
     * @param places how many places are taken
     * @param larger the sizes, each of which is as large or larger
     */
    Tuples grow(Seed seed, long places, long... larger) {
        return Arrays.equals(sizes, larger) ? this : new Tuples(seed, larger.clone(), this, places);
    }

    /** Returns how many tuples there are; 2^62 stands for that many or more. */
    long size() {
        return size;
    }

    /** Returns one number of the tuple at a place. */
    long at(long place, int dimension) {
        Tuples at = this;
        Tuples smaller = before;
        long left = place;
        while (smaller != null) {
            long more = at.size - smaller.size;
            if (left < at.taken) {
                at = left < at.back.taken ? at.back : smaller;
            } else if (left - at.taken < more) {
                return at.outside(at.number(left - at.taken), dimension, smaller.sizes);
            } else {
                left -= more;
                at = smaller;
            }
            smaller = at.before;
        }
        return digit(at.number(left), dimension, at.sizes, null, 0);
    }

    private long number(long place) {
        if (order == null) {
            throw new IndexOutOfBoundsException("place " + place + " of none");
        }
        return order.at(place);
    }

    /** Those outside of the smaller box: of each dimension what is beyond it, where the ones before are within. */
    private long outside(long number, int dimension, long[] smaller) {
        long rest = number;
        for (int beyond = 0; beyond < sizes.length; beyond++) {
            long block = 1;
            for (int i = 0; i < sizes.length; i++) {
                block *= i < beyond ? smaller[i] : i == beyond ? sizes[i] - smaller[i] : sizes[i];
            }
            if (rest < block) {
                return digit(rest, dimension, sizes, smaller, beyond);
            }
            rest -= block;
        }
        throw new IndexOutOfBoundsException("tuple " + number);
    }

    private static long digit(long number, int dimension, long[] sizes, long @Nullable [] smaller, int beyond) {
        long rest = number;
        for (int i = 0; ; i++) {
            long offset = smaller != null && i == beyond ? smaller[i] : 0;
            long size = smaller != null && i < beyond ? smaller[i] : sizes[i] - offset;
            if (i == dimension) {
                return offset + rest % size;
            }
            rest /= size;
        }
    }

    /** A product, or the largest number that can be ordered. */
    static long product(long... sizes) {
        long product = 1;
        for (long size : sizes) {
            long high = Math.multiplyHigh(product, size);
            product *= size;
            if (high != 0 || product < 0 || product > 1L << 62) {
                return 1L << 62;
            }
        }
        return product;
    }
}
