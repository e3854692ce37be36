package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartQueueTest {
    private final PartQueue queue = new PartQueue(Comparator.comparingInt(part -> part.attempt));

    private static Part attempt(int id, int attempt) {
        return Part.of(Sample.task("a.T", 1, null)).attempt(attempt).build(id);
    }

    @Test
    void equals_stay_in_the_order_in_which_they_came() {
        queue.addAll(List.of(attempt(1, 2), attempt(2, 1), attempt(3, 1)));
        queue.add(attempt(4, 1));
        assertThat(queue).extracting(part -> part.id).containsExactly(2, 3, 4, 1);
    }

    @Test
    void the_first_part_that_may_run_is_taken_and_the_others_keep_their_places() {
        queue.addAll(List.of(attempt(1, 1), attempt(2, 1), attempt(3, 1)));
        assertThat(queue.poll(part -> part.id == 2)).isNotNull();
        assertThat(queue.poll(part -> part.id == 1)).isNotNull();
        assertThat(queue.poll(part -> false)).isNull();
        queue.add(attempt(4, 1));
        assertThat(queue).extracting(part -> part.id).containsExactly(3, 4);
        assertThat(queue.size()).isEqualTo(2);
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
    }
}
