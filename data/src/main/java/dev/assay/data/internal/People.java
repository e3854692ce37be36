package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.NEVER;
import static dev.assay.data.internal.Aspect.Repeats.SOON;

/** Persons, numbered by first and last name. */
final class People {
    private static final String GROUP = "person";
    private static final Words FIRST = Vocabulary.FIRST_NAMES.tellable();
    private static final Words LAST = Vocabulary.LAST_NAMES.tellable();
    private static final Words FIRST_LETTERS = FIRST.letters();
    private static final Words LAST_LETTERS = LAST.letters();
    private static final long ROOM = (long) FIRST.size() * LAST.size();
    private static final int LONGEST = FIRST.longest() + 1 + LAST.longest();

    /** Names that belong to nobody, and never will (RFC 2606). */
    private static final String[] DOMAINS = {"@example.com", "@example.org", "@example.net"};

    private People() {}

    static Aspect firstName() {
        return new Aspect(GROUP, ROOM, FIRST.longest(), SOON, (number, round) -> first(number));
    }

    static Aspect lastName() {
        return new Aspect(GROUP, ROOM, LAST.longest(), SOON, (number, round) -> last(number));
    }

    static Aspect fullName() {
        return new Aspect(
                GROUP,
                ROOM,
                LONGEST,
                LATE,
                (number, round) -> first(number).concat(" ").concat(last(number)));
    }

    static Aspect email() {
        int longest = LONGEST + DOMAINS[0].length();
        return new Aspect(GROUP, ROOM, longest, NEVER, (number, round) -> {
            StringBuilder email = account(number, '.', round);
            return email.append(DOMAINS[(int) (number % DOMAINS.length)]).toString();
        });
    }

    static Aspect username() {
        return new Aspect(
                GROUP,
                ROOM,
                LONGEST,
                NEVER,
                (number, round) -> account(number, '_', round).toString());
    }

    private static StringBuilder account(long number, char between, long round) {
        StringBuilder name = new StringBuilder(48)
                .append(FIRST_LETTERS.get(number % FIRST.size()))
                .append(between)
                .append(LAST_LETTERS.get(number / FIRST.size()));
        return round == 0 ? name : name.append(round + 1);
    }

    private static String first(long number) {
        return FIRST.get(number % FIRST.size());
    }

    private static String last(long number) {
        return LAST.get(number / FIRST.size());
    }
}
