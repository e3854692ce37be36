package dev.assay.data.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a word from each of some lists, one behind the other: each number another combination. There are fewer than
 * 2^31 of them, whose numbers are divided much faster than those of 64 bits.
 */
final class Joined {
    private static final int MOST_PACKED = 3;

    private final Words[] lists;
    private final Divisor[] sizes;

    /** The same words; null where they cannot be packed, or are too many to be written out here. */
    private final Packed @Nullable [] packed;

    private Joined(Words[] lists, Packed @Nullable [] packed) {
        this.lists = lists;
        this.sizes = Arrays.stream(lists).map(list -> Divisor.of(list.size())).toArray(Divisor[]::new);
        this.packed = packed;
    }

    /** Takes one list or more, the first of which changes with each number. */
    static Joined of(Words... lists) {
        return new Joined(lists, lists.length == 1 || lists.length > MOST_PACKED ? null : packed(lists));
    }

    private static Packed @Nullable [] packed(Words[] lists) {
        Packed[] packed = new Packed[lists.length];
        for (int i = 0; i < packed.length; i++) {
            Packed list = Packed.of(lists[i]);
            if (list == null) {
                return null;
            }
            packed[i] = list;
        }
        return packed;
    }

    /** Returns the text of a number. */
    String at(long number) {
        Packed[] known = packed;
        if (known == null) {
            return strings((int) number);
        }
        int rest = sizes[0].quotient((int) number);
        int first = (int) number - rest * sizes[0].by();
        return known.length == 2 ? two(known, first, rest) : three(known, first, rest);
    }

    private static String two(Packed[] lists, int first, int second) {
        byte[] text = new byte[lists[0].length(first) + lists[1].length(second)];
        lists[1].copy(second, text, lists[0].copy(first, text, 0));
        return new String(text, ISO_8859_1);
    }

    private String three(Packed[] packed, int first, int rest) {
        int third = sizes[1].quotient(rest);
        int second = rest - third * sizes[1].by();
        byte[] text = new byte[packed[0].length(first) + packed[1].length(second) + packed[2].length(third)];
        int end = packed[1].copy(second, text, packed[0].copy(first, text, 0));
        packed[2].copy(third, text, end);
        return new String(text, ISO_8859_1);
    }

    private String strings(int number) {
        String text = "";
        int rest = number;
        for (int i = 0; i < lists.length; i++) {
            int next = sizes[i].quotient(rest);
            text = text.concat(lists[i].get(rest - next * sizes[i].by()));
            rest = next;
        }
        return text;
    }
}
