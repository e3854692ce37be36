package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.SOON;

import dev.assay.core.Seed;

/**
 * Addresses in the United States, numbered by city and the end of its ZIP code: a city has one state, and its ZIP codes
 * are that state's.
 */
final class Places {
    private static final String GROUP = "place";
    private static final int CITIES = 20_000;
    private static final int ZIPS_A_CITY = 100;
    private static final long ROOM = (long) CITIES * ZIPS_A_CITY;

    /** Cities are the same in every dataset. */
    private static final long KEY = Seed.of(1).at("cities").key();

    private static final int HOUSES = 9_999;

    private Places() {}

    static Aspect city() {
        int longest = Vocabulary.FIRST_NAMES.longest()
                + Vocabulary.LAST_NAMES.longest()
                + Vocabulary.CITY_PREFIXES.longest()
                + Vocabulary.CITY_SUFFIXES.longest();
        return new Aspect(GROUP, ROOM, longest, SOON, (number, round) -> cityName(number / ZIPS_A_CITY));
    }

    static Aspect state() {
        return new Aspect(GROUP, ROOM, 2, SOON, (number, round) -> Vocabulary.STATES.get(state(number / ZIPS_A_CITY)));
    }

    static Aspect stateName() {
        return new Aspect(
                GROUP,
                ROOM,
                Vocabulary.STATE_NAMES.longest(),
                SOON,
                (number, round) -> Vocabulary.STATE_NAMES.get(state(number / ZIPS_A_CITY)));
    }

    static Aspect zip() {
        return new Aspect(GROUP, ROOM, 5, SOON, (number, round) -> {
            String prefix = Vocabulary.ZIP_PREFIXES.get(state(number / ZIPS_A_CITY));
            long end = number % ZIPS_A_CITY;
            return new StringBuilder(5)
                    .append(prefix)
                    .append((char) ('0' + end / 10))
                    .append((char) ('0' + end % 10))
                    .toString();
        });
    }

    static Aspect country() {
        return new Aspect(GROUP, ROOM, 2, SOON, (number, round) -> "US");
    }

    static Aspect street() {
        Words names = Vocabulary.LAST_NAMES;
        Words kinds = Vocabulary.STREET_SUFFIXES;
        int longest = 4 + 1 + names.longest() + 1 + kinds.longest();
        return new Aspect("street", (long) HOUSES * names.size() * kinds.size(), longest, LATE, (number, round) -> {
            long street = number / HOUSES;
            return new StringBuilder(32)
                    .append(number % HOUSES + 1)
                    .append(' ')
                    .append(names.get(street % names.size()))
                    .append(' ')
                    .append(kinds.get(street / names.size()))
                    .toString();
        });
    }

    private static int state(long city) {
        return (int) Seed.scale(Seed.bits(KEY, city * 4), Vocabulary.STATES.size());
    }

    private static String cityName(long city) {
        long style = Seed.bits(KEY, city * 4 + 1) >>> 62;
        String first = pick(Vocabulary.FIRST_NAMES, city * 4 + 2);
        if (style == 0) {
            return pick(Vocabulary.CITY_PREFIXES, city * 4 + 3).concat(" ").concat(first);
        }
        String stem = style == 1 ? first : pick(Vocabulary.LAST_NAMES, city * 4 + 2);
        return stem.concat(pick(Vocabulary.CITY_SUFFIXES, city * 4 + 3));
    }

    private static String pick(Words words, long place) {
        return words.get(Seed.scale(Seed.bits(KEY, place), words.size()));
    }
}
