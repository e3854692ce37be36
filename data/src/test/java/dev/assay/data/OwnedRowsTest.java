package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedRowsTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 3", "1, 0, 0", "1, 5, 5", "63, 0, 2", "64, 0, 2", "65, 0, 2", "1000, 0, 1", "1000, 1, 12"})
    void knows_the_parent_of_each_row_and_the_rows_of_each_parent(int parents, int least, int most) {
        OwnedRows owned = new OwnedRows(17, parents, new Relation.Owned(least, most), new int[0]);
        long row = 0;
        for (long parent = 0; parent < parents; parent++) {
            assertThat(owned.count(parent)).isBetween((long) least, (long) most);
            assertThat(owned.first(parent)).isEqualTo(row);
            for (long child = 0; child < owned.count(parent); child++) {
                assertThat(owned.parent(row++)).isEqualTo(parent);
            }
        }
        assertThat(owned.rows()).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 40})
    void knows_the_parent_of_rows_that_one_alone_is_told(int parent) {
        int[] told = new int[parent + 1];
        Arrays.fill(told, -1);
        told[parent] = 3;
        OwnedRows owned = new OwnedRows(17, 50, new Relation.Owned(0, 0), told);
        assertThat(owned.rows()).isEqualTo(3);
        for (long row = 0; row < 3; row++) {
            OwnedRows asked = new OwnedRows(17, 50, new Relation.Owned(0, 0), told);
            assertThat(asked.parent(row)).isEqualTo(parent);
            assertThat(owned.parent(row)).isEqualTo(parent);
        }
        assertThat(owned.first(parent)).isZero();
    }

    @Test
    void children_that_a_single_parent_is_told_hold_its_key() {
        Entity order = Entity.named("order")
                .field("id", Long.class)
                .parent("tenant_id", "tenant")
                .children(0, 0)
                .build();
        Model model = Model.of(Entity.named("tenant").field("id", Long.class).build(), order);
        Dataset data = ScenarioSpec.of(model, "test")
                .rows("tenant", 3)
                .with(RowSpec.of("tenant"), RowSpec.of("tenant").children(2, RowSpec.of("order")))
                .dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
        assertThat(data.rows(order).map(row -> row.get("tenant_id"))).containsExactly(2L, 2L);
        assertThat(data.row(order, 1).get("tenant_id")).isEqualTo(2L);
    }
}
