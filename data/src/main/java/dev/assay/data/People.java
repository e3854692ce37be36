package dev.assay.data;

import static dev.assay.data.Aspect.Repeats.LATE;
import static dev.assay.data.Aspect.Repeats.NEVER;
import static dev.assay.data.Aspect.Repeats.SOON;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Persons, numbered by first and last name. */
final class People {
    private static final String GROUP = "person";
    private static final List<String> FIRST = tellable(Vocabulary.FIRST_NAMES);
    private static final List<String> LAST = tellable(Vocabulary.LAST_NAMES);
    private static final long ROOM = (long) FIRST.size() * LAST.size();

    /** Names that belong to nobody, and never will (RFC 2606). */
    private static final List<String> DOMAINS = List.of("example.com", "example.org", "example.net");

    private People() {}

    static Aspect firstName() {
        return new Aspect(GROUP, ROOM, SOON, (number, round) -> first(number));
    }

    static Aspect lastName() {
        return new Aspect(GROUP, ROOM, SOON, (number, round) -> last(number));
    }

    static Aspect fullName() {
        return new Aspect(GROUP, ROOM, LATE, (number, round) -> first(number) + " " + last(number));
    }

    static Aspect email() {
        return new Aspect(
                GROUP,
                ROOM,
                NEVER,
                (number, round) -> account(number, '.', round) + "@" + DOMAINS.get((int) (number % DOMAINS.size())));
    }

    static Aspect username() {
        return new Aspect(GROUP, ROOM, NEVER, (number, round) -> account(number, '_', round));
    }

    /** Leaves out names that an account could not tell from others: O'Kon beside Okon. */
    private static List<String> tellable(List<String> names) {
        Set<String> seen = new HashSet<>();
        return names.stream()
                .filter(name -> {
                    StringBuilder letters = new StringBuilder();
                    appendLetters(letters, name);
                    return seen.add(letters.toString());
                })
                .toList();
    }

    private static String account(long number, char between, long round) {
        String first = first(number);
        String last = last(number);
        StringBuilder name = new StringBuilder(first.length() + last.length() + 4);
        appendLetters(name, first);
        name.append(between);
        appendLetters(name, last);
        return round == 0 ? name.toString() : name.append(round + 1).toString();
    }

    private static void appendLetters(StringBuilder to, String name) {
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter >= 'a' && letter <= 'z') {
                to.append(letter);
            } else if (letter >= 'A' && letter <= 'Z') {
                to.append((char) (letter + ('a' - 'A')));
            }
        }
    }

    private static String first(long number) {
        return FIRST.get((int) (number % FIRST.size()));
    }

    private static String last(long number) {
        return LAST.get((int) (number / FIRST.size()));
    }
}
