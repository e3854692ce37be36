package dev.assay.data.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Words whose letters fit into a byte each (ISO 8859-1), close together: so that what is picked at random is found in a
 * processor's nearest cache.
 */
final class Packed {
    private final byte[] letters;

    /** Where each word begins, and behind the last one its end. */
    private final int[] starts;

    private Packed(byte[] letters, int[] starts) {
        this.letters = letters;
        this.starts = starts;
    }

    /** Returns the same words; null if some have other letters. */
    static @Nullable Packed of(Words words) {
        int[] starts = new int[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            starts[i + 1] = starts[i] + words.get(i).length();
        }
        byte[] letters = new byte[starts[words.size()]];
        for (int i = 0; i < words.size(); i++) {
            byte[] word = words.get(i).getBytes(ISO_8859_1);
            System.arraycopy(word, 0, letters, starts[i], word.length);
        }
        // What has other letters was made question marks.
        return new String(letters, ISO_8859_1).equals(words.joined()) ? new Packed(letters, starts) : null;
    }

    /** Returns how long a word is. */
    int length(int place) {
        return starts[place + 1] - starts[place];
    }

    /** Writes a word into a text and returns where it ends there. */
    int copy(int place, byte[] text, int at) {
        int from = starts[place];
        int length = starts[place + 1] - from;
        System.arraycopy(letters, from, text, at, length);
        return at + length;
    }
}
