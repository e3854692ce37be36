package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.NEVER;
import static dev.assay.data.internal.Aspect.Repeats.SOON;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row's person, numbered by first and last name: whose email address and account follow from the name, and whose
 * gender from the first name.
 */
final class Person {
    private static final int FEWEST = 20;
    private static final int LONGEST_NUMBER = 15;

    /** Names that belong to nobody, and never will (RFC 2606). */
    private static final String[] DOMAINS = {"example.com", "example.org", "example.net"};

    private static final String DOMAIN = DOMAINS[0];

    private final String group;
    private final boolean familyFirst;
    private final Vocabulary vocabulary;

    /** Which names are short enough, by their place in the lists. */
    private final int[] firsts;

    private final int[] lasts;

    private final Words men;
    private final Words women;
    private final Words families;

    private Person(String group, Region region, int longestFirst, int longestLast) {
        this.group = group;
        this.familyFirst = region.familyFirst();
        this.vocabulary = region.vocabulary();
        this.men = vocabulary.words("people.male");
        this.women = vocabulary.words("people.female");
        this.families = vocabulary.words("people.last");
        this.firsts = places(2 * men.size(), longestFirst, true);
        this.lasts = places(families.size(), longestLast, false);
    }

    /** Whose every name is taken. */
    static Person of(String group, Region region) {
        return new Person(group, region, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Whose names are no longer.
     *
     * @return null if there are too few such names
     */
    static @Nullable Person of(String group, Region region, int longestFirst, int longestLast) {
        Person person = new Person(group, region, longestFirst, longestLast);
        return person.firsts.length < FEWEST || person.lasts.length < FEWEST ? null : person;
    }

    /** An even number of places, so that men and women take turns. */
    private int[] places(int size, int longest, boolean first) {
        int[] places = new int[size];
        int found = 0;
        for (int i = 0; i < size; i++) {
            boolean pair = first && (i & 1) == 0;
            int length = first
                    ? Math.max(men.get(i / 2).length(), women.get(i / 2).length())
                    : families.get(i).length();
            if (length <= longest) {
                places[found++] = i;
            } else if (pair) {
                i++;
            }
        }
        return found == size ? places : Arrays.copyOf(places, found);
    }

    /** Returns how long names are, at most. */
    int longestFirst() {
        return Math.max(men.longest(), women.longest());
    }

    int longestLast() {
        return families.longest();
    }

    private long room() {
        return (long) firsts.length * lasts.length;
    }

    private int firstPlace(long number) {
        return firsts[(int) (number % firsts.length)];
    }

    private int lastPlace(long number) {
        return lasts[(int) (number / firsts.length)];
    }

    private String first(long number) {
        int place = firstPlace(number);
        return ((place & 1) == 0 ? men : women).get(place >> 1);
    }

    private boolean isWoman(long number) {
        return (firstPlace(number) & 1) == 1;
    }

    private Aspect aspect(int longest, Aspect.Repeats repeats, Aspect.Values values) {
        return new Aspect(group, room(), longest, repeats, values);
    }

    private int longestOf(boolean first) {
        int most = 0;
        for (int place : first ? firsts : lasts) {
            String name = first ? ((place & 1) == 0 ? men : women).get(place >> 1) : families.get(place);
            most = Math.max(most, name.length());
        }
        return most;
    }

    Aspect firstName() {
        return aspect(longestOf(true), SOON, (number, round) -> first(number));
    }

    Aspect lastName() {
        return aspect(longestOf(false), SOON, (number, round) -> families.get(lastPlace(number)));
    }

    Aspect fullName() {
        int longest = longestOf(true) + 1 + longestOf(false);
        if (familyFirst) {
            return aspect(longest, LATE, (number, round) -> families.get(lastPlace(number)) + " " + first(number));
        }
        return aspect(longest, LATE, (number, round) -> {
            String first = first(number);
            String last = families.get(lastPlace(number));
            return new StringBuilder(first.length() + 1 + last.length())
                    .append(first)
                    .append(' ')
                    .append(last)
                    .toString();
        });
    }

    Aspect middleName() {
        return aspect(longestOf(true), SOON, (number, round) -> first((number / firsts.length) * 2 + (number & 1)));
    }

    Aspect initials() {
        return aspect(
                2,
                SOON,
                (number, round) -> first(number).substring(0, 1)
                        + families.get(lastPlace(number)).charAt(0));
    }

    /** Returns the gender as one of two words. */
    Aspect gender(Object man, Object woman) {
        return aspect(
                Math.max(man.toString().length(), woman.toString().length()),
                SOON,
                (number, round) -> isWoman(number) ? woman : man);
    }

    Aspect email(String prefix) {
        String host = prefix.isEmpty() ? "" : prefix + ".";
        String[] domains = new String[DOMAINS.length];
        for (int i = 0; i < domains.length; i++) {
            domains[i] = "@" + host + DOMAINS[i];
        }
        Account account = account('.');
        int longest = account.longest + 1 + host.length() + DOMAIN.length() + Aspect.ROUND;
        return aspect(
                longest,
                NEVER,
                (number, round) -> account.write(number, round, 16)
                        .append(domains[(int) (number % domains.length)])
                        .toString());
    }

    Aspect username(char between) {
        Account account = account(between);
        return aspect(
                account.longest + Aspect.ROUND,
                NEVER,
                (number, round) -> account.write(number, round, 4).toString());
    }

    /** Returns how long an account's name is, at most. */
    int longestAccount() {
        return account('.').longest;
    }

    private Account account(char between) {
        Words own = vocabulary.own("people.last.account");
        return own == null
                ? new Account(between, null, null, null)
                : new Account(
                        between,
                        vocabulary.words("people.male.account"),
                        vocabulary.words("people.female.account"),
                        own);
    }

    /** A person's name in letters of ASCII; a number where the language is written with others. */
    private final class Account {
        private final char between;
        private final @Nullable Words menLetters;
        private final @Nullable Words womenLetters;
        private final @Nullable Words familyLetters;
        private final int longest;

        Account(char between, @Nullable Words menLetters, @Nullable Words womenLetters, @Nullable Words familyLetters) {
            this.between = between;
            this.menLetters = menLetters;
            this.womenLetters = womenLetters;
            this.familyLetters = familyLetters;
            this.longest = longest();
        }

        private int longest() {
            Words m = menLetters;
            Words w = womenLetters;
            Words f = familyLetters;
            if (m == null || w == null || f == null) {
                return LONGEST_NUMBER;
            }
            int first = 0;
            for (int place : firsts) {
                first = Math.max(
                        first, ((place & 1) == 0 ? m : w).get(place >> 1).length());
            }
            int last = 0;
            for (int place : lasts) {
                last = Math.max(last, f.get(place).length());
            }
            return first + 1 + last;
        }

        StringBuilder write(long number, long round, int more) {
            Words m = menLetters;
            Words w = womenLetters;
            Words f = familyLetters;
            StringBuilder name = new StringBuilder(longest + more);
            if (m == null || w == null || f == null) {
                name.append("user").append(number + 1);
                return round == 0 ? name : name.append(between).append(round + 1);
            }
            int place = firstPlace(number);
            name.append(((place & 1) == 0 ? m : w).get(place >> 1))
                    .append(between)
                    .append(f.get(lastPlace(number)));
            return round == 0 ? name : name.append(round + 1);
        }
    }
}
