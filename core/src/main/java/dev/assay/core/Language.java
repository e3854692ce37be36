package dev.assay.core;

import java.util.List;

/**
 * The strings that a part of a regular expression matches, counted by length, so that the n-th of a length can be
 * written without the others.
 *
 * <p>Counts stop at {@link Regex#MOST}. Counted once, before anybody else sees it; immutable from then on.
 */
sealed interface Language {
    /** Returns the length of the shortest string. */
    int shortest();

    /** Counts the strings of each length up to a longest one. */
    void count(int longest);

    /** Returns how many strings have a length, which is no more than the longest that was counted. */
    long size(int length);

    /** Writes a string of a length. */
    void write(int length, long number, StringBuilder into);

    /** One of some characters. */
    record Chars(char[] all) implements Language {
        @Override
        public int shortest() {
            return 1;
        }

        @Override
        public void count(int longest) {}

        @Override
        public long size(int length) {
            return length == 1 ? all.length : 0;
        }

        @Override
        public void write(int length, long number, StringBuilder into) {
            into.append(all[(int) number]);
        }
    }

    /** One of several languages. */
    record Choice(List<Language> parts) implements Language {
        @Override
        public int shortest() {
            int least = Integer.MAX_VALUE;
            for (Language part : parts) {
                least = Math.min(least, part.shortest());
            }
            return least;
        }

        @Override
        public void count(int longest) {
            parts.forEach(part -> part.count(longest));
        }

        @Override
        public long size(int length) {
            long sum = 0;
            for (Language part : parts) {
                sum = Regex.sum(sum, part.size(length));
            }
            return sum;
        }

        @Override
        public void write(int length, long number, StringBuilder into) {
            long left = number;
            for (Language part : parts) {
                long count = part.size(length);
                if (left < count) {
                    part.write(length, left, into);
                    return;
                }
                left -= count;
            }
            throw new IndexOutOfBoundsException("number " + number);
        }
    }

    /** One part after the other, from least to most of them: a sequence, or a repetition. */
    final class Parts implements Language {
        private final List<Language> parts;
        private final int least;
        private final int most;

        /** Of the last so many parts, how many strings have a length: {@code tails[parts][length]}. */
        private long[][] tails = {};

        private final boolean repetition;

        private Parts(List<Language> parts, boolean repetition, int least, int most) {
            this.parts = parts;
            this.repetition = repetition;
            this.least = least;
            this.most = most;
        }

        static Language sequence(List<Language> parts) {
            return parts.size() == 1 ? parts.get(0) : new Parts(List.copyOf(parts), false, parts.size(), parts.size());
        }

        /** Repeats a part; {@link Integer#MAX_VALUE} is without end. */
        static Language repeated(Language part, int least, int most) {
            return new Parts(List.of(part), true, least, most);
        }

        private boolean isRepetition() {
            return repetition;
        }

        private Language part(int fromBehind) {
            return isRepetition() ? parts.get(0) : parts.get(parts.size() - fromBehind);
        }

        @Override
        public int shortest() {
            long sum = 0;
            for (Language part : parts) {
                sum += part.shortest();
            }
            return (int) Math.min(Integer.MAX_VALUE, isRepetition() ? sum * least : sum);
        }

        @Override
        public void count(int longest) {
            parts.forEach(part -> part.count(longest));
            // What is longer than the longest is never asked for.
            int top = isRepetition() ? (int) Math.max(least, Math.min(most, (long) longest)) : most;
            tails = new long[top + 1][longest + 1];
            tails[0][0] = 1;
            for (int behind = 1; behind <= top; behind++) {
                for (int own = 0; own <= longest; own++) {
                    long count = part(behind).size(own);
                    for (int rest = 0; count > 0 && own + rest <= longest; rest++) {
                        tails[behind][own + rest] =
                                Regex.sum(tails[behind][own + rest], Regex.product(count, tails[behind - 1][rest]));
                    }
                }
            }
        }

        @Override
        public long size(int length) {
            long sum = 0;
            for (int times = least; times < tails.length; times++) {
                sum = Regex.sum(sum, tails[times][length]);
            }
            return sum;
        }

        @Override
        public void write(int length, long number, StringBuilder into) {
            long left = number;
            int times = least;
            while (left >= tails[times][length]) {
                left -= tails[times++][length];
            }
            int rest = length;
            for (int behind = times; behind > 0; behind--) {
                Language part = part(behind);
                int own = 0;
                long after = tails[behind - 1][rest];
                long block = Regex.product(part.size(0), after);
                while (left >= block) {
                    left -= block;
                    own++;
                    after = tails[behind - 1][rest - own];
                    block = Regex.product(part.size(own), after);
                }
                part.write(own, left / after, into);
                left %= after;
                rest -= own;
            }
        }
    }
}
