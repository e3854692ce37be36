package dev.assay.data;

import org.jspecify.annotations.Nullable;

/**
 * What a value is at least and at most; an end that is null is open.
 *
 * @param least the smallest value, included
 * @param most the largest value, included
 * @since 0.1
 */
public record Bounds<T extends Comparable<? super T>>(
        @Nullable T least, @Nullable T most) {
    /** Returns bounds that allow everything. */
    public static <T extends Comparable<? super T>> Bounds<T> open() {
        return new Bounds<>(null, null);
    }

    /** Returns what both allow. */
    public Bounds<T> and(Bounds<T> other) {
        T least = this.least == null || other.least != null && other.least.compareTo(this.least) > 0
                ? other.least
                : this.least;
        T most =
                this.most == null || other.most != null && other.most.compareTo(this.most) < 0 ? other.most : this.most;
        return new Bounds<>(least, most);
    }

    /** Tells whether a value is within. */
    public boolean allow(T value) {
        return (least == null || least.compareTo(value) <= 0) && (most == null || most.compareTo(value) >= 0);
    }

    /** Tells whether both ends are open. */
    public boolean isOpen() {
        return least == null && most == null;
    }

    /** Tells whether no value can be within. */
    public boolean contradict() {
        return least != null && most != null && least.compareTo(most) > 0;
    }

    @Override
    public String toString() {
        return (least == null ? "any" : least) + " to " + (most == null ? "any" : most);
    }
}
