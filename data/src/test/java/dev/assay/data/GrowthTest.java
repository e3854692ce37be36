package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final int TIMES = 10_000;

    private static final Entity GUEST = Entity.named("guest")
            .field("id", Long.class)
            .field("email", String.class)
            .unique()
            .build();
    private static final Entity ROOM = Entity.named("room")
            .field("id", Long.class)
            .parent("first_guest_id", "guest")
            .unique()
            .parent("last_guest_id", "guest")
            .build();
    private static final Entity STAY = Entity.named("stay")
            .parent("guest_id", "guest")
            .parent("room_id", "room")
            .key("guest_id", "room_id")
            .build();
    private static final Model MODEL = Model.of(GUEST, ROOM, STAY);

    private static ScenarioSpec hotel(int guests, int rooms, int stays) {
        return ScenarioSpec.of(MODEL, "hotel")
                .rows("guest", guests)
                .rows("room", rooms)
                .rows("stay", stays);
    }

    /** Of each kind in turn. */
    private static ScenarioSpec hotel(int step) {
        return hotel(20 + (step + 2) / 3, 10 + (step + 1) / 3, 30 + step / 3);
    }

    private static Dataset dataset(ScenarioSpec scenario) {
        return scenario.dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
    }

    private static List<String> rows(Dataset data, Entity entity, long to) {
        return data.rows(entity, 0, to).map(Row::toString).toList();
    }

    @Test
    void changes_no_row_however_often_it_happens() {
        Dataset data = dataset(hotel(0));
        Dataset halfway = data;
        for (int step = 1; step <= TIMES; step++) {
            data = data.grow(hotel(step));
            halfway = step == TIMES / 2 ? data : halfway;
        }
        assertThat(data.verify().broken()).isZero();
        for (Entity entity : MODEL.entities()) {
            assertThat(rows(data, entity, halfway.count(entity)))
                    .isEqualTo(rows(halfway, entity, halfway.count(entity)));
        }
    }

    @Test
    void in_several_directions_leaves_each_its_own() {
        Dataset common = dataset(hotel(12));
        Dataset left = common.grow(hotel(20)).grow(hotel(40));
        Dataset right = common.grow(hotel(30)).grow(hotel(31));
        for (Entity entity : MODEL.entities()) {
            assertThat(rows(left, entity, common.count(entity)))
                    .isEqualTo(rows(right, entity, common.count(entity)))
                    .isEqualTo(rows(common, entity, common.count(entity)));
        }
        assertThat(left.verify().broken() + right.verify().broken()).isZero();
    }
}
