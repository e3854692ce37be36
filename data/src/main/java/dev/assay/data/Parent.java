package dev.assay.data;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a record's component holds the key of a row of another entity, its parent.
 *
 * <p>With {@link #most} each parent has from {@link #least} to {@link #most} such rows, and their number follows from the
 * parents'. Without it the scenario says how many rows there are, and each picks a parent.
 *
 * <p>Where the key may be null, as in {@code Long} or {@code @Nullable}, a tenth of the rows that pick has no parent, unless
 * {@link ScenarioSpec#absent} says otherwise. Rows whose parent is of their own kind are a tree: each picks an earlier row,
 * and a tenth are roots. A root has no parent; where the key may not be null, as in {@code long}, the first row is the
 * parent of all roots, itself included, as it is in databases whose column is {@code NOT NULL}.
 *
 * @since 0.1
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Parent {
    /** The parent's record. */
    Class<?> value();

    /** How many rows a parent has at least; 0 unless set. */
    int least() default 0;

    /** How many rows a parent has at most; -1, which is the default, if parents are picked. */
    int most() default -1;

    /**
     * How unevenly parents are picked: the exponent of Zipf's law. 0, the default, picks all equally; at 1 the most
     * popular of a thousand parents has about a seventh of all rows.
     */
    double skew() default 0;
}
