package dev.assay.data.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of words. */
final class Words {
    private final String[] words;
    private final int longest;

    Words(Collection<String> words) {
        this.words = words.toArray(String[]::new);
        int most = 0;
        for (String word : words) {
            most = Math.max(most, word.length());
        }
        this.longest = most;
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

    /** Returns the letters of each word alone, in small ones, in the same order. */
    Words letters() {
        List<String> all = new ArrayList<>(words.length);
        for (String word : words) {
            all.add(letters(word));
        }
        return new Words(all);
    }

    /** Leaves out words that an account could not tell from others: O'Kon beside Okon. */
    Words tellable() {
        Set<String> seen = new HashSet<>();
        List<String> kept = new ArrayList<>(words.length);
        for (String word : words) {
            if (seen.add(letters(word))) {
                kept.add(word);
            }
        }
        return new Words(kept);
    }

    private static String letters(String word) {
        StringBuilder letters = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter >= 'a' && letter <= 'z') {
                letters.append(letter);
            } else if (letter >= 'A' && letter <= 'Z') {
                letters.append((char) (letter + ('a' - 'A')));
            }
        }
        return letters.toString();
    }
}
