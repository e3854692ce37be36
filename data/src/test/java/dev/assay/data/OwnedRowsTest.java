package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
