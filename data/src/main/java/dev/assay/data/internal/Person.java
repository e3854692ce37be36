package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.NEVER;
import static dev.assay.data.internal.Aspect.Repeats.SOON;

import org.jspecify.annotations.Nullable;

/**
 * A row's person, numbered by first and last name: whose email address and account follow from the name, and whose
 * gender from the first name.
 */
final class Person {
    /** What the groups of people begin with. */
    static final String GROUP = "person ";

    private static final int FEWEST = 20;
    private static final int LONGEST_NUMBER = 15;

    /** Names that belong to nobody, and never will (RFC 2606). */
    private static final String[] DOMAINS = {"example.com", "example.org", "example.net"};

    /** How many characters an address has behind the account. */
    static final int HOST = 1 + "example.com".length();

    private final String group;
    private final Region region;

    /** A man's name, a woman's, and so on. */
    private final Words first;

    private final Words last;

    /** Their letters in ASCII, in the same places; null where the language is written with others. */
    private final @Nullable Words firstLetters;

    private final @Nullable Words lastLetters;

    private Person(String group, Region region, int longestFirst, int longestLast) {
        this.group = group;
        this.region = region;
        Vocabulary vocabulary = region.vocabulary();
        Words men = vocabulary.words("people.male");
        Words women = vocabulary.words("people.female");
        Words families = vocabulary.words("people.last");
        int[] pairs = men.placesUpTo(women, longestFirst);
        int[] places = families.placesUpTo(families, longestLast);
        this.first = Words.inTurn(men, women, pairs);
        this.last = families.at(places);
        Words letters = vocabulary.own("people.last.account");
        this.lastLetters = letters == null ? null : letters.at(places);
        this.firstLetters = letters == null
                ? null
                : Words.inTurn(
                        vocabulary.words("people.male.account"), vocabulary.words("people.female.account"), pairs);
    }

    /** Whose every name is taken. */
    static Person of(String group, Region region) {
        return new Person(group, region, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Whose names are no longer, alone, together with a space between, and as an account.
     *
     * @return null if there are too few such names
     */
    static @Nullable Person of(String group, Region region, int first, int last, int full, int account) {
        Person person = of(group, region);
        int longestFirst = Math.min(first, person.first.longest());
        int longestLast = Math.min(last, person.last.longest());
        while (person.first.longest() > first
                || person.last.longest() > last
                || person.longestFull() > full
                || person.longestAccount() > account) {
            boolean alone = person.first.longest() <= first && person.last.longest() <= last;
            if (alone && longestFirst >= longestLast) {
                longestFirst--;
            } else if (alone) {
                longestLast--;
            }
            person = new Person(group, region, longestFirst, longestLast);
            if (person.first.size() < FEWEST || person.last.size() < FEWEST) {
                return null;
            }
        }
        return person;
    }

    private int longestFull() {
        return first.longest() + 1 + last.longest();
    }

    private int longestAccount() {
        return firstLetters == null || lastLetters == null
                ? LONGEST_NUMBER
                : firstLetters.longest() + 1 + lastLetters.longest();
    }

    private Aspect aspect(int longest, Aspect.Repeats repeats, Aspect.Values values) {
        return new Aspect(group, (long) first.size() * last.size(), longest, repeats, values);
    }

    /** There are fewer than 2^31 persons, whose numbers are divided much faster than those of 64 bits. */
    private int firstPlace(long number) {
        return (int) number % first.size();
    }

    private int lastPlace(long number) {
        return (int) number / first.size();
    }

    /** Tells whether the last name comes first. */
    boolean familyFirst() {
        return region.familyFirst();
    }

    /** Returns the first name of any number from 0. */
    String first(long number) {
        return first.get(firstPlace(number % ((long) first.size() * last.size())));
    }

    /** Returns the last name of any number from 0. */
    String last(long number) {
        return last.get(lastPlace(number % ((long) first.size() * last.size())));
    }

    /** Returns a host that is an example's. */
    static String domain(long number) {
        return DOMAINS[(int) (number % DOMAINS.length)];
    }

    Aspect firstName() {
        return aspect(first.longest(), SOON, (number, round) -> first.get(firstPlace(number)));
    }

    Aspect lastName() {
        return aspect(last.longest(), SOON, (number, round) -> last.get(lastPlace(number)));
    }

    Aspect fullName() {
        if (region.familyFirst()) {
            Words second = first.after(" ");
            return aspect(
                    longestFull(),
                    LATE,
                    (number, round) -> last.get(lastPlace(number)).concat(second.get(firstPlace(number))));
        }
        Joined names = Joined.of(first, last.after(" "));
        return aspect(longestFull(), LATE, (number, round) -> names.at(number));
    }

    /** Another first name of the same gender. */
    Aspect middleName() {
        return aspect(
                first.longest(),
                SOON,
                (number, round) -> first.get((lastPlace(number) * 2 + (firstPlace(number) & 1)) % first.size()));
    }

    Aspect initials() {
        return aspect(
                2,
                SOON,
                (number, round) -> first.get(firstPlace(number)).substring(0, 1)
                        + last.get(lastPlace(number)).charAt(0));
    }

    /** Returns the gender as one of two words. */
    Aspect gender(Object man, Object woman) {
        return aspect(
                Math.max(man.toString().length(), woman.toString().length()),
                SOON,
                (number, round) -> (firstPlace(number) & 1) == 0 ? man : woman);
    }

    /** Returns addresses at hosts that are examples', or below a name there. */
    Aspect email(String below) {
        String host = below.isEmpty() ? "" : below + ".";
        return account('.', "@" + host + DOMAINS[0], "@" + host + DOMAINS[1], "@" + host + DOMAINS[2]);
    }

    Aspect username(char between) {
        return account(between, "");
    }

    /** Returns the name's letters, or a number where it has none in ASCII, each with one of some endings. */
    private Aspect account(char between, String... endings) {
        int longest = longestAccount() + endings[0].length() + Aspect.ROUND;
        Words firsts = firstLetters;
        if (firsts == null || lastLetters == null) {
            return aspect(
                    longest,
                    NEVER,
                    (number, round) -> "user" + (number + 1)
                            + (round == 0 ? "" : String.valueOf(between) + (round + 1))
                            + endings[(int) (number % endings.length)]);
        }
        Words lasts = lastLetters.after(String.valueOf(between));
        Joined accounts = Joined.of(firsts, lasts.beforeInTurn(endings));
        return aspect(longest, NEVER, (number, round) -> {
            if (round == 0) {
                return accounts.at(number);
            }
            int family = lastPlace(number);
            return firsts.get(firstPlace(number)) + lasts.get(family) + (round + 1) + endings[family % endings.length];
        });
    }
}
