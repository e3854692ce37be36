package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeasonsTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2025, 12, 31);
    private static final Seasons EVEN = Seasons.between(FIRST, LAST);

    private static List<LocalDateTime> many(Seasons seasons) {
        Gen<LocalDateTime> times = seasons.times();
        Choices choices = Choices.of(Seed.of(3));
        return IntStream.range(0, 20_000).mapToObj(i -> times.draw(choices)).toList();
    }

    private static double share(Seasons seasons, Predicate<LocalDateTime> kind) {
        return many(seasons).stream().filter(kind).count() / 20_000.0;
    }

    @Test
    void days_are_equally_likely_unless_said_otherwise() {
        assertThat(share(EVEN, time -> time.getYear() == 2024)).isBetween(0.49, 0.51);
        assertThat(share(EVEN, time -> time.getDayOfWeek() == DayOfWeek.SUNDAY)).isBetween(0.135, 0.15);
        assertThat(many(EVEN))
                .allMatch(time -> !time.toLocalDate().isBefore(FIRST)
                        && !time.toLocalDate().isAfter(LAST));
    }

    @Test
    void people_work_by_day() {
        assertThat(share(EVEN, time -> time.getHour() >= 8 && time.getHour() < 18))
                .isBetween(0.74, 0.82);
        assertThat(share(EVEN, time -> time.getHour() < 6)).isBetween(0.01, 0.03);
    }

    @Test
    void a_business_grows() {
        Seasons doubling = EVEN.growth(1);
        assertThat(share(doubling, time -> time.getYear() == 2025)).isBetween(0.655, 0.68);
        assertThat(share(EVEN.growth(-0.5), time -> time.getYear() == 2025)).isBetween(0.32, 0.345);
    }

    @Test
    void months_and_weekdays_differ() {
        Seasons december = EVEN.months(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(share(december, time -> time.getMonth() == Month.DECEMBER)).isEqualTo(1);
        Seasons weekdays = EVEN.weekdays(1, 1, 1, 1, 1, 0, 0);
        assertThat(share(weekdays, time -> time.getDayOfWeek().getValue() > 5)).isZero();
        double[] noon = new double[24];
        noon[12] = 1;
        assertThat(share(EVEN.hours(noon), time -> time.getHour() == 12)).isEqualTo(1);
    }

    @Test
    void the_curve_rises_from_the_first_second_to_the_last() {
        Seasons.Curve curve = EVEN.growth(0.4).weekdays(1, 1, 1, 1, 1, 0, 0).curve();
        assertThat(curve.at(0)).isEqualTo(FIRST.atStartOfDay());
        assertThat(curve.at(-1)).isEqualTo(curve.at(0));
        assertThat(curve.at(1)).isEqualTo(LAST.atTime(23, 59, 59));
        LocalDateTime before = curve.at(0);
        for (int i = 1; i <= 10_000; i++) {
            LocalDateTime next = curve.at(i / 10_000.0);
            assertThat(next).isAfterOrEqualTo(before);
            before = next;
        }
    }

    @Test
    void one_day_is_a_range() {
        assertThat(many(Seasons.between(FIRST, FIRST)))
                .allMatch(time -> time.toLocalDate().equals(FIRST));
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Seasons.between(LAST, FIRST));
        assertThatIllegalArgumentException().isThrownBy(() -> EVEN.growth(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> EVEN.months(1, 2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> EVEN.weekdays(1, 1, 1, 1, 1, 1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> EVEN.weekdays(0, 0, 0, 0, 0, 0, 0));
        Seasons summer = Seasons.between(FIRST, FIRST).months(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(summer::times);
    }
}
