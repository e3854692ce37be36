package dev.assay.data.internal;

import org.jspecify.annotations.Nullable;

/**
 * Words whose letters fit into a byte each (ISO 8859-1), close together: so that what is picked at random is found in a
 * processor's nearest cache.
 */
final class Packed {
    private static final int LARGEST_LETTER = 0xFF;

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
            String word = words.get(i);
            for (int j = 0; j < word.length(); j++) {
                char letter = word.charAt(j);
                if (letter > LARGEST_LETTER) {
                    return null;
                }
                letters[starts[i] + j] = (byte) letter;
            }
        }
        return new Packed(letters, starts);
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
