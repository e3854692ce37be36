package dev.assay.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Rule;
import dev.assay.data.ScenarioSpec;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyBytesTest {
    private static final int HEAD = 19;

    /** What PostgreSQL's numeric_send writes: groups of four digits, the weight of the first, sign, scale, the groups. */
    @ParameterizedTest
    @CsvSource({
        "0.00, 0 0 0 2",
        "12.34, 2 0 0 2 12 3400",
        "-12.34, 2 0 16384 2 12 3400",
        "0.05, 1 -1 0 2 500",
        "123456.7, 3 1 0 1 12 3456 7000",
        "10000, 2 1 0 0 1 0",
    })
    void a_number_is_in_groups_of_four_digits(BigDecimal number, String shorts) throws Exception {
        ByteBuffer row = row("value", BigDecimal.class, number);

        assertThat(row.getShort()).isEqualTo((short) 1);
        short[] expected = shorts(shorts);
        assertThat(row.getInt()).isEqualTo(2 * expected.length);
        for (short each : expected) {
            assertThat(row.getShort()).isEqualTo(each);
        }
        assertThat(row.getShort()).as("the end").isEqualTo((short) -1);
        assertThat(row.hasRemaining()).isFalse();
    }

    @Test
    void times_count_from_the_year_2000() throws Exception {
        ByteBuffer day = row("value", LocalDate.class, LocalDate.of(2000, 1, 3));
        ByteBuffer time = row("value", LocalDateTime.class, LocalDateTime.of(1999, 12, 31, 23, 59, 59));

        assertThat(day.getInt(6)).isEqualTo(2);
        assertThat(time.getLong(6)).isEqualTo(-1_000_000);
    }

    private static short[] shorts(String text) {
        int[] numbers =
                Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        short[] shorts = new short[numbers.length];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) numbers[i];
        }
        return shorts;
    }

    /** One row of one field, without what stands before all rows. */
    private static ByteBuffer row(String field, Class<?> type, Object value) throws Exception {
        Rule rule = (row, own) -> value;
        Model model = Model.of(Entity.named("thing").field(field, type).build()).with("thing", field, rule);
        Dataset data = ScenarioSpec.of(model, "one").rows("thing", 1).dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
        byte[] bytes = CopyBytes.of(data.rows(model.entity("thing"))).get(0);
        return ByteBuffer.wrap(bytes, HEAD, bytes.length - HEAD).slice();
    }
}
