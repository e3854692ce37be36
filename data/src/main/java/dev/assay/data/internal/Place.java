package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.SOON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.assay.core.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A row's place, numbered by city and a number within it: state, ZIP code, phone area, coordinates and time zone are the
 * city's.
 */
final class Place {
    private static final int CITY = 0;
    private static final int STATE = 1;
    private static final int STATE_CODE = 2;
    private static final int ZIP = 3;
    private static final int AREA = 4;
    private static final int LATITUDE = 5;
    private static final int LONGITUDE = 6;
    private static final int ZONE = 7;

    /** How many microdegrees around a city's middle things lie: some 3 km. */
    private static final long AROUND = 60_000;

    private static final int MICRO = 6;

    /** Americans write the last four digits as a group. */
    private static final int LAST_GROUP = 10_000;

    private final String group;
    private final Region region;
    private final String[][] cities;
    private final Divisor byCities;

    /** How many numbers a city has: as many as phone numbers that differ, where some cities share an area. */
    private final int numbers;

    private final int shared;
    private final int localDigits;

    private Place(String group, Region region, String[][] cities) {
        this.group = group;
        this.region = region;
        this.cities = cities;
        this.byCities = Divisor.of(cities.length);
        int most = 1;
        int longestArea = 0;
        Map<String, Integer> sharing = new HashMap<>();
        for (String[] city : cities) {
            most = Math.max(most, sharing.merge(city[AREA], 1, Integer::sum));
            longestArea = Math.max(longestArea, city[AREA].length());
        }
        this.shared = most;
        this.localDigits = region.digits() - longestArea;
        // Fewer than 2^31 in all, whose numbers are divided much faster than those of 64 bits.
        this.numbers = (int) Math.min(8 * power(localDigits - 1) / shared, Integer.MAX_VALUE / cities.length);
    }

    /**
     * A place whose city's name is no longer.
     *
     * @return null if there is no such city
     */
    static @Nullable Place of(String group, Region region, int longestCity) {
        Words lines = Objects.requireNonNull(Vocabulary.read("places/" + region.code() + ".txt"));
        String[][] cities = new String[lines.size()][];
        int found = 0;
        for (int i = 0; i < cities.length; i++) {
            String line = lines.get(i);
            if (line.indexOf(';') <= longestCity) {
                cities[found++] = split(line);
            }
        }
        return found == 0 ? null : new Place(group, region, Arrays.copyOf(cities, found));
    }

    private static String[] split(String line) {
        String[] parts = new String[ZONE + 1];
        int from = 0;
        for (int i = 0; i < parts.length && from <= line.length(); i++) {
            int end = line.indexOf(';', from);
            end = end < 0 ? line.length() : end;
            parts[i] = line.substring(from, end);
            from = end + 1;
        }
        return parts;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private String[] city(long number) {
        return cities[byCities.remainder((int) number)];
    }

    private int within(long number) {
        return byCities.quotient((int) number);
    }

    private Aspect aspect(int longest, Aspect.Values values) {
        return new Aspect(group, (long) cities.length * numbers, longest, SOON, values);
    }

    private int longest(int part) {
        int most = 0;
        for (String[] city : cities) {
            String text = city[part];
            most = Math.max(most, text == null ? 0 : text.length());
        }
        return most;
    }

    private Aspect part(int part) {
        String[] values = new String[cities.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = cities[i][part];
        }
        return aspect(longest(part), (number, round) -> values[byCities.remainder((int) number)]);
    }

    Aspect city() {
        return part(CITY);
    }

    Aspect state() {
        return part(STATE);
    }

    Aspect stateCode() {
        return part(STATE_CODE);
    }

    Aspect timeZone() {
        String zone = region.zone();
        return aspect(Math.max(longest(ZONE), zone.length()), (number, round) -> {
            String own = city(number)[ZONE];
            return own == null ? zone : own;
        });
    }

    Aspect zip() {
        byte[][] forms = new byte[cities.length][];
        int[][] digits = new int[cities.length][];
        for (int i = 0; i < forms.length; i++) {
            String form = cities[i][ZIP];
            forms[i] = form.getBytes(ISO_8859_1);
            // From the last to the first.
            digits[i] = IntStream.iterate(form.lastIndexOf('#'), at -> at >= 0, at -> form.lastIndexOf('#', at - 1))
                    .toArray();
        }
        return aspect(longest(ZIP), (number, round) -> {
            int city = byCities.remainder((int) number);
            byte[] zip = forms[city].clone();
            int rest = within(number);
            for (int digit : digits[city]) {
                int next = rest / 10;
                zip[digit] = (byte) ('0' + rest - 10 * next);
                rest = next;
            }
            return new String(zip, ISO_8859_1);
        });
    }

    /** In groups where Americans write it, else area and number. No two cities have the same numbers. */
    Aspect phone() {
        int longest = region.dial().length() + region.digits() + 4;
        int[] earlier = new int[cities.length];
        Map<String, Integer> sharing = new HashMap<>();
        byte[][] beginnings = new byte[cities.length][];
        boolean american = region.dial().equals("+1");
        for (int i = 0; i < cities.length; i++) {
            String area = cities[i][AREA];
            earlier[i] = sharing.merge(area, 1, Integer::sum) - 1;
            // What an area code is shorter by, the number is longer by.
            String more = "3".repeat(region.digits() - localDigits - area.length());
            String between = american ? "-" : " ";
            beginnings[i] = (region.dial() + between + area + between + more).getBytes(ISO_8859_1);
        }
        int least = 2 * (int) power(localDigits - 1);
        return new Aspect(group, (long) cities.length * numbers, longest, LATE, (number, round) -> {
            int city = byCities.remainder((int) number);
            byte[] beginning = beginnings[city];
            int local = least + within(number) * shared + earlier[city];
            byte[] text = Arrays.copyOf(beginning, beginning.length + localDigits + (american ? 1 : 0));
            if (american) {
                int group = local / LAST_GROUP;
                digits(local - group * LAST_GROUP, text, text.length - 4, text.length);
                text[text.length - 5] = '-';
                digits(group, text, beginning.length, text.length - 5);
            } else {
                digits(local, text, beginning.length, text.length);
            }
            return new String(text, ISO_8859_1);
        });
    }

    private static void digits(int number, byte[] text, int from, int to) {
        int rest = number;
        for (int i = to - 1; i >= from; i--) {
            int next = rest / 10;
            text[i] = (byte) ('0' + rest - 10 * next);
            rest = next;
        }
    }

    /** Returns where it is, in microdegrees, by a type's own. */
    Aspect coordinate(boolean latitude, Degrees degrees) {
        int part = latitude ? LATITUDE : LONGITUDE;
        long[] middles = new long[cities.length];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = Math.round(Double.parseDouble(cities[i][part]) * 1_000_000);
        }
        return aspect(MICRO + 5, (number, round) -> {
            long off = Seed.scale(Seed.bits(part, number), AROUND) - AROUND / 2;
            return degrees.of(middles[byCities.remainder((int) number)] + off);
        });
    }

    Aspect country(String called) {
        return aspect(called.length(), (number, round) -> called);
    }

    Region region() {
        return region;
    }

    /** Makes a value of microdegrees. */
    interface Degrees {
        Object of(long micro);
    }
}
