package dev.assay.data.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Texts of words from lists, written as {@code "{house} {last} {way}"}: each number another combination.
 */
final class Phrase {
    private final Words[] lists;

    /** What stands before each word, and behind the last. */
    private final String[] between;

    private final long room;
    private final int longest;

    private Phrase(List<Words> lists, List<String> between) {
        this.lists = lists.toArray(Words[]::new);
        this.between = between.toArray(String[]::new);
        long product = 1;
        int length = 0;
        for (Words list : lists) {
            product *= list.size();
            length += list.longest();
        }
        for (String text : between) {
            length += text.length();
        }
        this.room = product;
        this.longest = length;
    }

    /** Reads a pattern, whose names between braces stand for lists. */
    static Phrase of(String pattern, Function<String, Words> lists) {
        List<Words> found = new ArrayList<>();
        List<String> between = new ArrayList<>();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int close = pattern.indexOf('}', open);
            between.add(pattern.substring(from, open));
            found.add(lists.apply(pattern.substring(open + 1, close)));
            from = close + 1;
        }
        between.add(pattern.substring(from));
        return new Phrase(found, between);
    }

    /** Returns this phrase without words that make it too long; one without room if none are short enough. */
    Phrase upTo(int length) {
        Phrase shorter = this;
        for (int cap = longestWord(); shorter.longest > length && cap > 0; cap--) {
            List<Words> cut = new ArrayList<>();
            for (Words list : shorter.lists) {
                Words some = list.upTo(cap);
                cut.add(some.size() == 0 ? list : some);
            }
            shorter = new Phrase(cut, List.of(between));
        }
        return shorter;
    }

    private int longestWord() {
        int most = 0;
        for (Words list : lists) {
            most = Math.max(most, list.longest());
        }
        return most;
    }

    long room() {
        return room;
    }

    int longest() {
        return longest;
    }

    String at(long number) {
        StringBuilder text = new StringBuilder(longest);
        long rest = number;
        for (int i = 0; i < lists.length; i++) {
            Words list = lists[i];
            text.append(between[i]).append(list.get((int) (rest % list.size())));
            rest /= list.size();
        }
        return text.append(between[lists.length]).toString();
    }

    /** Returns the texts, what stands between the words having been joined to them once for all. */
    private LongFunction<String> joined() {
        if (room > Integer.MAX_VALUE) {
            return this::at;
        }
        Words[] words = new Words[lists.length];
        for (int i = 0; i < lists.length; i++) {
            words[i] = lists[i].after(between[i]);
        }
        int last = lists.length - 1;
        words[last] = words[last].before(between[last + 1]);
        return Joined.of(words)::at;
    }

    /** Numbers the texts; where each must differ, later rounds end with their number if nothing else tells them apart. */
    Aspect aspect(String group, Aspect.Repeats repeats) {
        int ending = repeats == Aspect.Repeats.NEVER || repeats == Aspect.Repeats.COUNTED ? Aspect.ROUND : 0;
        LongFunction<String> texts = lists.length == 0 ? this::at : joined();
        return new Aspect(
                group,
                room,
                longest + ending,
                repeats,
                (number, round) -> round == 0 ? texts.apply(number) : texts.apply(number) + " " + (round + 1));
    }
}
