package dev.assay.data;

import static dev.assay.data.Aspect.Repeats.LATE;
import static dev.assay.data.Aspect.Repeats.SOON;

import dev.assay.core.Seed;
import java.util.List;

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
        return new Aspect(GROUP, ROOM, SOON, (number, round) -> cityName(number / ZIPS_A_CITY));
    }

    static Aspect state() {
        return new Aspect(GROUP, ROOM, SOON, (number, round) -> Vocabulary.STATES.get(state(number / ZIPS_A_CITY)));
    }

    static Aspect stateName() {
        return new Aspect(
                GROUP, ROOM, SOON, (number, round) -> Vocabulary.STATE_NAMES.get(state(number / ZIPS_A_CITY)));
    }

    static Aspect zip() {
        return new Aspect(GROUP, ROOM, SOON, (number, round) -> {
            String state = Vocabulary.STATES.get(state(number / ZIPS_A_CITY));
            long end = number % ZIPS_A_CITY;
            return Vocabulary.ZIP_PREFIXES.get(state) + (char) ('0' + end / 10) + (char) ('0' + end % 10);
        });
    }

    static Aspect country() {
        return new Aspect(GROUP, ROOM, SOON, (number, round) -> "US");
    }

    static Aspect street() {
        int names = Vocabulary.LAST_NAMES.size();
        int kinds = Vocabulary.STREET_SUFFIXES.size();
        return new Aspect("street", (long) HOUSES * names * kinds, LATE, (number, round) -> {
            long street = number / HOUSES;
            return number % HOUSES + 1 + " " + Vocabulary.LAST_NAMES.get((int) (street % names)) + " "
                    + Vocabulary.STREET_SUFFIXES.get((int) (street / names));
        });
    }

    private static int state(long city) {
        return (int) Seed.scale(Seed.bits(KEY, city * 4), Vocabulary.STATES.size());
    }

    private static String cityName(long city) {
        long style = Seed.bits(KEY, city * 4 + 1);
        String first = pick(Vocabulary.FIRST_NAMES, city * 4 + 2);
        if (style >>> 62 == 0) {
            return pick(Vocabulary.CITY_PREFIXES, city * 4 + 3) + " " + first;
        }
        String stem = style >>> 62 == 1 ? first : pick(Vocabulary.LAST_NAMES, city * 4 + 2);
        return stem + pick(Vocabulary.CITY_SUFFIXES, city * 4 + 3);
    }

    private static String pick(List<String> words, long place) {
        return words.get((int) Seed.scale(Seed.bits(KEY, place), words.size()));
    }
}
