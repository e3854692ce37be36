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

    /** Takes a word of one list and of another in turn, those at some places. */
    static Words inTurn(Words one, Words other, int[] places) {
        String[] all = new String[2 * places.length];
        for (int i = 0; i < places.length; i++) {
            all[2 * i] = one.words[places[i]];
            all[2 * i + 1] = other.words[places[i]];
        }
        return new Words(all);
    }

    /** Returns where this list and another as long have words that are no longer. */
    int[] placesUpTo(Words other, int length) {
        int[] places = new int[words.length];
        int found = 0;
        for (int i = 0; i < words.length; i++) {
            if (words[i].length() <= length && other.words[i].length() <= length) {
                places[found++] = i;
            }
        }
        return Arrays.copyOf(places, found);
    }

    /** Returns the words at some places. */
    Words at(int[] places) {
        String[] some = new String[places.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = words[places[i]];
        }
        return new Words(some);
    }

    /** Returns the words, each after a text. */
    Words after(String text) {
        return text.isEmpty() ? this : each(text, "");
    }

    /** Returns the words, each before a text. */
    Words before(String text) {
        return text.isEmpty() ? this : each("", text);
    }

    /** Returns the words, each before the next of some texts. */
    Words beforeInTurn(String... texts) {
        String[] all = new String[words.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = words[i].concat(texts[i % texts.length]);
        }
        return new Words(all);
    }

    private Words each(String before, String after) {
        String[] all = new String[words.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = before.concat(words[i]).concat(after);
        }
        return new Words(all);
    }

    /** Returns all words as one text. */
    String joined() {
        StringBuilder all = new StringBuilder();
        for (String word : words) {
            all.append(word);
        }
        return all.toString();
    }

    String get(int place) {
        return words[place];
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
