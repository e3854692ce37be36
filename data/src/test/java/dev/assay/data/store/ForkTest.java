package dev.assay.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForkTest {
    record Person(long id, String name) {}

    private static final Dataset PEOPLE = ScenarioSpec.of(Model.of(Person.class), "people")
            .rows(Person.class, 3)
            .dataset(Seed.of(1), LocalDate.of(2026, 1, 1));

    private final Store store = Store.of(PEOPLE);

    private static long count(Store store) {
        return store.query(Person.class).count();
    }

    @Test
    void a_fork_begins_with_what_is_there_and_neither_sees_the_other() {
        store.create(Person.class, Map.of("name", "Ada"));
        Store fork = store.fork();
        fork.create(Person.class, Map.of("name", "Bob"));
        store.destroy(Person.class, 1L);
        assertThat(count(fork)).isEqualTo(5);
        assertThat(count(store)).isEqualTo(3);
        assertThat(fork.get(Person.class, 4L).name()).isEqualTo("Ada");
    }

    @Test
    void a_fork_is_reset_to_what_it_began_with() {
        store.create(Person.class, Map.of("name", "Ada"));
        Store fork = store.fork();
        fork.destroy(Person.class, 4L);
        fork.create(Person.class, Map.of("name", "Bob"));
        fork.reset();
        assertThat(fork.get(Person.class, 4L).name()).isEqualTo("Ada");
        assertThat(count(fork)).isEqualTo(4);
    }

    @Test
    void an_actor_resets_nothing() {
        store.destroy(Person.class, 1L);
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> store.as("guest").reset())
                .withMessageStartingWith("ASSAY-DATA-048");
        assertThat(count(store)).isEqualTo(2);
    }

    @Test
    void a_fork_outlives_what_it_comes_from() {
        Store fork = store.fork();
        store.close();
        assertThat(count(fork)).isEqualTo(3);
    }

    @Test
    void a_fork_of_a_view_for_reading_may_be_written_to() {
        Store fork = store.readOnly("ours").fork();
        fork.destroy(Person.class, 1L);
        assertThat(count(fork)).isEqualTo(2);
        assertThat(count(store)).isEqualTo(3);
    }

    @Test
    void a_view_for_reading_says_what_its_owner_wants_said() {
        Store view = store.readOnly(() ->
                Diagnosis.of("ASSAY-TEST-001", "on " + Thread.currentThread().getName()));
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> view.destroy(Person.class, 1L))
                .withMessage("ASSAY-TEST-001: on " + Thread.currentThread().getName());
        assertThat(count(view)).isEqualTo(3);
    }

    @Test
    void a_view_for_reading_ends_nothing() {
        store.readOnly("ours").close();
        assertThat(count(store)).isEqualTo(3);
    }
}
