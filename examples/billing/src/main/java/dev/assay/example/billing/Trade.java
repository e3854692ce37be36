package dev.assay.example.billing;

import dev.assay.core.Choices;
import dev.assay.data.Row;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * When things happen here: the business opened three years ago, with its whole catalogue, and grows by a third each year;
 * it is busy before Christmas, slow in summer, and nearly closed on Sundays.
 */
final class Trade {
    /** For how many years there have been customers. */
    static final int YEARS = 3;

    private static final int[] MONTHS = {8, 7, 8, 8, 8, 7, 6, 6, 8, 9, 12, 13};
    private static final int BEST_MONTH = 13;
    private static final int[] WEEKDAYS = {10, 11, 11, 11, 12, 6, 3};
    private static final int BEST_WEEKDAY = 12;
    private static final int TRIES = 16;

    /** How much there was each quarter, counted back from the last one, in 100ths of that: 0.93^n. */
    private static final int[] GROWTH = {100, 93, 86, 80, 75, 70, 65, 60, 56, 52, 48, 45};

    private Trade() {}

    /** Returns when something is done that is done now: the day up to which things have happened is about to begin. */
    static LocalDateTime now(Row row) {
        return row.asOf().atStartOfDay();
    }

    /** Returns the morning on which the business opened. */
    static LocalDateTime opening(LocalDate asOf) {
        return asOf.minusYears(YEARS).atTime(8, 0);
    }

    /** Draws a day from a first one up to yesterday; the first one if that is today. */
    static LocalDate day(Choices own, LocalDate first, LocalDate asOf) {
        long yesterday = asOf.toEpochDay() - 1;
        long days = Math.max(1, yesterday - first.toEpochDay() + 1);
        LocalDate day = asOf.minusDays(1);
        for (int tries = 0; tries < TRIES; tries++) {
            long ago = own.below(days);
            day = LocalDate.ofEpochDay(yesterday - ago);
            int weight = MONTHS[day.getMonthValue() - 1]
                    * WEEKDAYS[day.getDayOfWeek().getValue() - 1]
                    * GROWTH[(int) Math.min(GROWTH.length - 1, ago / 91)];
            if (own.below(BEST_MONTH * BEST_WEEKDAY * GROWTH[0]) < weight) {
                break;
            }
        }
        return day.isBefore(first) ? first : day;
    }

    /** Draws a time within office hours, or until midnight where the day begins later. */
    static LocalDateTime time(Choices own, LocalDate day, LocalDateTime earliest) {
        LocalDateTime time = day.atTime(8 + (int) own.below(10), (int) own.below(60), (int) own.below(60));
        if (!time.isBefore(earliest)) {
            return time;
        }
        int left = 86_400 - earliest.toLocalTime().toSecondOfDay();
        return earliest.plusSeconds(own.below(left));
    }

    /** Draws a time from an earliest one up to yesterday's end, and not more than some days ago if that is later. */
    static LocalDateTime recently(Choices own, LocalDateTime earliest, LocalDate asOf, int days) {
        LocalDate first = asOf.minusDays(1 + own.below(days));
        LocalDate day = first.isBefore(earliest.toLocalDate()) ? earliest.toLocalDate() : first;
        return time(own, day, earliest);
    }
}
