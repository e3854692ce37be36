package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of days and moments say what comes first. */
class LivesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private static <T extends Comparable<? super T>> List<Row> rows(String entity, Class<T> type, String... names) {
        EntityBuilder builder = Entity.named(entity).field("id", Long.class);
        // The last comes first in the row, so that the order is not that of the fields.
        for (int i = names.length - 1; i >= 0; i--) {
            builder.field(names[i], type);
        }
        Entity built = builder.build();
        return ScenarioSpec.of(Model.of(built), "test")
                .rows(entity, 300)
                .dataset(Seed.of(42), DAY)
                .rows(built)
                .toList();
    }

    private static <T extends Comparable<? super T>> void follow(
            List<Row> rows, Class<T> type, String first, String second) {
        assertThat(rows)
                .as("%s is not after %s", first, second)
                .allMatch(row -> row.get(first, type).compareTo(row.get(second, type)) <= 0);
        assertThat(rows.stream().filter(row -> !row.get(first, type).equals(row.get(second, type))))
                .hasSizeGreaterThan(60);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "employee, born_on, hired_on",
        "employee, birthDate, hiredAt",
        "employee, hired_on, left_on",
        "employee, hire_date, termination_date",
        "employee, joined_on, resigned_on",
        "employee, employed_on, retired_on",
        "person, born_on, died_on",
        "person, date_of_birth, date_of_death",
        "loan, loanedOn, dueOn",
        "loan, loanedOn, returnedOn",
        "loan, borrowed_at, due_at",
        "loan, checked_out_on, due_on",
        "loan, checked_out_on, checked_in_on",
        "rental, rented_on, returned_on",
        "order, orderedAt, shippedAt",
        "order, shippedAt, deliveredAt",
        "order, ordered_on, delivered_on",
        "order, placed_on, packed_on",
        "order, packed_on, shipped_on",
        "request, requested_at, approved_at",
        "ticket, opened_at, closed_at",
        "ticket, reportedOn, resolvedOn",
        "price, valid_from, valid_to",
        "price, validFrom, validUntil",
        "price, effective_from, effective_to",
        "price, from_date, to_date",
        "price, available_since, available_until",
        "stay, checked_in_at, checked_out_at",
        "stay, check_in_date, check_out_date",
        "stay, arrival_date, departure_date",
        "flight, departure_time, arrival_time",
        "flight, departs_at, arrives_at",
        "job, started_at, ended_at",
        "job, startedAt, finishedAt",
        "job, queued_at, finished_at",
        "contract, contract_start_date, contract_end_date",
        "contract, signed_on, terminated_on",
        "subscription, period_start, period_end",
        "subscription, subscribed_at, unsubscribed_at",
        "session, logged_in_at, logged_out_at",
        "session, login_time, logout_time",
        "patient, admitted_on, discharged_on",
        "student, enrolled_on, graduated_on",
        "company, founded_on, dissolved_on",
        "device, first_seen_at, last_seen_at",
        "device, activated_at, deactivated_at",
        "event, begins_at, ends_at",
        "event, registration_opens_at, registration_closes_at"
    })
    void come_one_after_the_other(String entity, String first, String second) {
        follow(rows(entity, LocalDate.class, first, second), LocalDate.class, first, second);
        follow(rows(entity, LocalDateTime.class, first, second), LocalDateTime.class, first, second);
    }

    @Test
    void come_one_after_the_other_in_a_longer_life() {
        String[] life = {"orderedAt", "paidAt", "shippedAt", "deliveredAt", "returnedAt", "refundedAt"};
        List<Row> rows = rows("order", LocalDateTime.class, life);
        for (int i = 1; i < life.length; i++) {
            follow(rows, LocalDateTime.class, life[i - 1], life[i]);
        }
        assertThat(rows)
                .allMatch(row -> !row.get("refundedAt", LocalDateTime.class).isAfter(DAY.atStartOfDay()));
    }

    @Test
    void come_one_after_the_other_on_a_day() {
        follow(rows("shift", LocalTime.class, "start_time", "end_time"), LocalTime.class, "start_time", "end_time");
        follow(rows("shop", LocalTime.class, "opens_at", "closes_at"), LocalTime.class, "opens_at", "closes_at");
    }

    private static List<Row> past(Class<?> type, Tense tense, String first, String second) {
        Entity built = Entity.named("price")
                .field("id", Long.class)
                .field(first, type)
                .field(second, type)
                .tense(tense)
                .build();
        Dataset data =
                ScenarioSpec.of(Model.of(built), "test").rows("price", 3_000).dataset(Seed.of(42), DAY);
        assertThat(data.verify().orThrow().broken()).isZero();
        return data.rows(built).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Tense.class,
            names = {"PAST", "PAST_OR_PRESENT"})
    void come_one_after_the_other_though_the_last_is_over(Tense tense) {
        follow(past(LocalDate.class, tense, "valid_from", "valid_to"), LocalDate.class, "valid_from", "valid_to");
        follow(past(LocalDateTime.class, tense, "from_time", "to_time"), LocalDateTime.class, "from_time", "to_time");
        follow(past(Instant.class, tense, "created_at", "expires_at"), Instant.class, "created_at", "expires_at");
        follow(past(LocalDate.class, tense, "issued_on", "due_on"), LocalDate.class, "issued_on", "due_on");
    }

    @Test
    void that_are_over_are_not_over_before_their_parent_began() {
        Entity customer = Entity.named("customer")
                .field("id", Long.class)
                .field("created_at", LocalDateTime.class)
                .build();
        Entity voucher = Entity.named("voucher")
                .field("id", Long.class)
                .parent("customer_id", "customer")
                .field("expires_at", LocalDateTime.class)
                .tense(Tense.PAST)
                .build();
        Dataset data = ScenarioSpec.of(Model.of(customer, voucher), "test")
                .rows("customer", 100)
                .rows("voucher", 2_000)
                .dataset(Seed.of(42), DAY);
        assertThat(data.verify().orThrow().broken()).isZero();
        assertThat(data.rows(voucher))
                .allMatch(row -> row.get("expires_at", LocalDateTime.class)
                        .isAfter(row.parent("customer_id").get("created_at", LocalDateTime.class)));
    }
}
