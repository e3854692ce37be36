package dev.assay.data.internal;

import java.util.Arrays;

/** A list of words. */
final class Words {
    private final String[] words;
    private final int longest;

    private Words(String[] words) {
        this.words = words;
        int most = 0;
        for (String word : words) {
            most = Math.max(most, word.length());
        }
        this.longest = most;
    }

    static Words of(String... words) {
        return new Words(words);
    }

    /** Takes what stands on lines, each of which ends with a line feed. */
    static Words lines(String text) {
        int size = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            size++;
        }
        String[] words = new String[size];
        int from = 0;
        for (int i = 0; i < size; i++) {
            int end = text.indexOf('\n', from);
            words[i] = text.substring(from, end);
            from = end + 1;
        }
        return new Words(words);
    }

    String get(long place) {
        return words[(int) place];
    }

    int size() {
        return words.length;
    }

    /** Returns how many characters the longest word has. */
    int longest() {
        return longest;
    }

    /** Returns the words that are no longer, in their order; this list if all are. */
    Words upTo(int length) {
        return length >= longest
                ? this
                : new Words(Arrays.stream(words)
                        .filter(word -> word.length() <= length)
                        .toArray(String[]::new));
    }
}
