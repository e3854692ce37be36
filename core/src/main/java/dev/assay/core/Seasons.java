package dev.assay.core;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;

/**
 * When things happen in a business that grows, has good and bad months, and sleeps at night and on Sundays: points in
 * time over a range of days, of which some days and hours are likelier than others.
 *
 * <p>Immutable; every method returns a new value. A weight is any number that is not negative: only its share of the
 * others counts.
 *
 * <pre>{@code
 * Seasons orders = Seasons.between(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 12, 31))
 *         .growth(0.3)
 *         .months(8, 7, 8, 8, 8, 7, 6, 6, 8, 9, 12, 13)
 *         .weekdays(10, 11, 11, 11, 12, 6, 3);
 * LocalDateTime one = orders.times().draw(Choices.of(Seed.of(42)));
 * }</pre>
 *
 * @since 0.1
 */
public final class Seasons {
    private static final double DAYS_A_YEAR = 365.2425;
    private static final int SECONDS_AN_HOUR = 3_600;
    private static final double[] WORKING_HOURS = {
        0.5, 0.3, 0.2, 0.2, 0.3, 0.6, 1.5, 3, 6, 9, 10, 10, 8, 9, 10, 10, 9, 7, 5, 4, 3.5, 3, 2, 1
    };

    private final LocalDate first;
    private final LocalDate last;
    private final double growth;
    private final double[] months;
    private final double[] weekdays;
    private final double[] hours;

    private Seasons(
            LocalDate first, LocalDate last, double growth, double[] months, double[] weekdays, double[] hours) {
        this.first = first;
        this.last = last;
        this.growth = growth;
        this.months = months;
        this.weekdays = weekdays;
        this.hours = hours;
    }

    /**
     * Returns evenly spread days, both included, with the hours of an office.
     *
     * @throws IllegalArgumentException if the last day is before the first
     */
    public static Seasons between(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the range cannot be from " + first + " to " + last);
        }
        return new Seasons(first, last, 0, even(12), even(7), WORKING_HOURS);
    }

    /**
     * Lets each year have more than the one before, day by day.
     *
     * @param yearly how much more: 0.3 is 30 percent, -0.5 is half; more than -1
     */
    public Seasons growth(double yearly) {
        if (!(yearly > -1) || !Double.isFinite(yearly)) {
            throw new IllegalArgumentException("growth (" + yearly + ") must be more than -1");
        }
        return new Seasons(first, last, yearly, months, weekdays, hours);
    }

    /** Gives each month a weight, January first. */
    public Seasons months(double... weights) {
        return new Seasons(first, last, growth, weights("months", 12, weights), weekdays, hours);
    }

    /** Gives each day of the week a weight, Monday first. */
    public Seasons weekdays(double... weights) {
        return new Seasons(first, last, growth, months, weights("weekdays", 7, weights), hours);
    }

    /** Gives each hour of the day a weight, the one after midnight first. */
    public Seasons hours(double... weights) {
        return new Seasons(first, last, growth, months, weekdays, weights("hours", 24, weights));
    }

    /**
     * Returns a generator of these points in time, to the second.
     *
     * @throws IllegalArgumentException if no day of the range has any weight
     */
    public Gen<LocalDateTime> times() {
        Curve curve = curve();
        return from -> curve.at(from.unit());
    }

    /**
     * Returns the points in time in their order: of each share, from 0 to 1, the point before which that share of all
     * lies. Rows that are numbered in the order in which they were made take row / rows.
     *
     * @throws IllegalArgumentException if no day of the range has any weight
     */
    public Curve curve() {
        int days = Math.toIntExact(last.toEpochDay() - first.toEpochDay() + 1);
        LocalDate[] dates = new LocalDate[days];
        double[] upTo = new double[days];
        double sum = 0;
        for (int i = 0; i < days; i++) {
            LocalDate day = first.plusDays(i);
            dates[i] = day;
            double grown = growth == 0 ? 1 : StrictMath.pow(1 + growth, i / DAYS_A_YEAR);
            sum += grown
                    * months[day.getMonthValue() - 1]
                    * weekdays[day.getDayOfWeek().getValue() - 1];
            upTo[i] = sum;
        }
        if (!(sum > 0) || !Double.isFinite(sum)) {
            throw new IllegalArgumentException("no day from " + first + " to " + last + " has a weight");
        }
        return new Curve(dates, upTo, cumulated(hours));
    }

    /** Points in time in their order. Immutable. */
    public static final class Curve {
        private final LocalDate[] dates;
        private final Steps days;
        private final Steps hours;

        private Curve(LocalDate[] dates, double[] days, double[] hours) {
            this.dates = dates;
            this.days = new Steps(days);
            this.hours = new Steps(hours);
        }

        /**
         * Returns the point in time before which a share of all lies.
         *
         * @param share from 0 to 1; what is beyond counts as 0 or 1
         */
        public LocalDateTime at(double share) {
            double within = days.scaled(share);
            int day = days.above(within);
            double inDay = hours.scaled(days.part(day, within));
            int hour = hours.above(inDay);
            int second = (int) (hours.part(hour, inDay) * SECONDS_AN_HOUR);
            return LocalDateTime.of(dates[day], LocalTime.ofSecondOfDay(hour * SECONDS_AN_HOUR + second));
        }

        /**
         * Returns the day before which a share of all lies: the one of {@link #at}, sooner.
         *
         * @param share from 0 to 1; what is beyond counts as 0 or 1
         */
        public LocalDate dayAt(double share) {
            return dates[days.above(days.scaled(share))];
        }
    }

    /** Sums of weights, with a guide that says for each part of the whole where a search begins (Chen and Asau, 1974). */
    private static final class Steps {
        private final double[] sums;
        private final int[] guide;
        private final double parts;

        Steps(double[] sums) {
            this.sums = sums;
            this.guide = new int[2 * sums.length];
            this.parts = guide.length / sums[sums.length - 1];
            int place = 0;
            for (int i = 0; i < guide.length; i++) {
                while (place < sums.length - 1 && sums[place] * parts < i) {
                    place++;
                }
                // One earlier, for the product may have been rounded up.
                guide[i] = Math.max(0, place - 1);
            }
        }

        double scaled(double share) {
            return clamp(share) * sums[sums.length - 1];
        }

        /** Returns the first place whose sum is above a value. */
        int above(double value) {
            int place = guide[Math.min(guide.length - 1, (int) (value * parts))];
            while (place < sums.length - 1 && sums[place] <= value) {
                place++;
            }
            return place;
        }

        /** Returns how far into a place a value is, from 0 to less than 1. */
        double part(int place, double value) {
            double before = place == 0 ? 0 : sums[place - 1];
            return clamp((value - before) / (sums[place] - before));
        }

        private static double clamp(double share) {
            return share > 0 ? Math.min(share, Math.nextDown(1.0)) : 0;
        }
    }

    private static double[] even(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return weights;
    }

    private static double[] cumulated(double[] weights) {
        double[] sums = weights.clone();
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        return sums;
    }

    private static double[] weights(String what, int count, double[] given) {
        if (given.length != count) {
            throw new IllegalArgumentException(what + " need " + count + " weights, not " + given.length);
        }
        double sum = 0;
        for (double weight : given) {
            if (!(weight >= 0) || !Double.isFinite(weight)) {
                throw new IllegalArgumentException("a weight of " + what + " cannot be " + weight);
            }
            sum += weight;
        }
        if (sum == 0) {
            throw new IllegalArgumentException(what + " cannot all have the weight 0");
        }
        return given.clone();
    }
}
