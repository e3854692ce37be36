package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RowListTest {
    record Person(long id, String name) {}

    private final AtomicInteger made = new AtomicInteger();
    private final Dataset people = ScenarioSpec.of(
                    Model.of(Person.class)
                            .with(Person.class, "name", (row, choices) -> "Nr. " + made.incrementAndGet()),
                    "people")
            .rows(Person.class, 1_000_000)
            .dataset(Seed.of(1), LocalDate.of(2026, 1, 1));

    @Test
    void a_row_is_made_when_it_is_asked_for_and_once() {
        List<Person> list = people.list(Person.class);
        assertThat(list).hasSize(1_000_000);
        assertThat(list.get(999_999)).isSameAs(list.get(999_999)).isEqualTo(new Person(1_000_000, "Nr. 1"));
        assertThat(made).hasValue(1);
    }

    @Test
    void nobody_can_change_it() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> people.list(Person.class).remove(0));
    }
}
