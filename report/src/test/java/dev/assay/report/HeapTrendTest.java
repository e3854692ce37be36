package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTrendTest {
    private static final long MOST = 1_000;

    private final HeapTrend heap = new HeapTrend();
    private int parts;

    @Test
    void what_was_more_at_a_collection_and_all_later_ones_is_of_a_class_between() {
        run(1, "a.First", 100);
        run(1, "a.Small", 110);
        run(1, "a.Cheap", -1);
        run(1, "a.Hoarder", 300);
        run(1, "a.After", 280);
        assertThat(heap.growths())
                .containsExactly(new HeapTrend.Growth(1, List.of("a.Small", "a.Cheap", "a.Hoarder"), 170));
    }

    @Test
    void what_is_collected_again_is_no_growth() {
        run(1, "a.First", 100);
        run(1, "a.Busy", 600);
        run(1, "a.After", 105);
        assertThat(heap.growths()).isEmpty();
    }

    @Test
    void what_no_later_collection_has_seen_is_not_proven() {
        run(1, "a.First", 100);
        run(1, "a.Last", 600);
        assertThat(heap.growths()).isEmpty();
    }

    @Test
    void each_worker_has_a_heap_of_its_own() {
        run(1, "a.First", 100);
        run(2, "b.First", 500);
        run(1, "a.Second", 120);
        run(2, "b.Second", 700);
        run(1, "a.Third", 120);
        run(2, "b.Third", 700);
        assertThat(heap.points().get(1)).extracting(HeapTrend.Point::bytes).containsExactly(100L, 120L, 120L);
        assertThat(heap.growths()).containsExactly(new HeapTrend.Growth(2, List.of("b.First", "b.Second"), 200));
    }

    private void run(int worker, String type, long kept) {
        int part = ++parts;
        heap.on(new RunEvent.PartStarted(part, part, worker, "shop", type, ""));
        if (kept >= 0) {
            heap.on(new RunEvent.HeapKept(part, part, kept, MOST));
        }
        heap.on(new RunEvent.PartFinished(part, part, worker, "shop", type, 1, 1, 1, List.of()));
    }
}
