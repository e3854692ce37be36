package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // the extension fills the fields
class DrawnTest {
    static class Drawing {
        static final Map<String, List<Object>> DRAWN = Collections.synchronizedMap(new TreeMap<>());

        @Drawn
        private Choices field;

        private void note(TestInfo test, Object... what) {
            DRAWN.computeIfAbsent(test.getDisplayName(), name -> new ArrayList<>())
                    .addAll(List.of(what));
        }

        @Test
        void one(@Drawn Seed seed, @Drawn Seed other, @Drawn Choices choices, @Drawn Choices others, TestInfo test) {
            note(test, seed, other, choices.below(1L << 40), others.below(1L << 40), field.below(1L << 40));
        }

        @Test
        void another(@Drawn Seed seed, TestInfo test) {
            note(test, seed);
        }

        @ParameterizedTest
        @ValueSource(ints = {7, 8})
        void each(int number, @Drawn Seed seed, TestInfo test) {
            note(test, seed);
        }

        @RepeatedTest(2)
        void again(@Drawn Seed seed, TestInfo test) {
            note(test, seed);
        }
    }

    private static Map<String, List<Object>> draw(String seed) {
        Drawing.DRAWN.clear();
        assertThat(Play.with(Map.of("assay.seed", seed), Drawing.class).passed())
                .isEqualTo(6);
        return Map.copyOf(Drawing.DRAWN);
    }

    @Test
    void a_test_draws_the_same_whenever_it_runs() {
        assertThat(draw("5")).isEqualTo(draw("5"));
    }

    @Test
    void each_test_invocation_parameter_and_field_draws_something_of_its_own() {
        assertThat(draw("5").values().stream().flatMap(List::stream).toList())
                .hasSize(10)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_test_draws_something_else_where_the_run_has_another_seed() {
        Map<String, List<Object>> five = draw("5");
        assertThat(draw("6"))
                .hasSameSizeAs(five)
                .allSatisfy((test, drawn) -> assertThat(drawn).isNotEqualTo(five.get(test)));
    }

    @Test
    void what_is_drawn_is_the_same_on_every_version_of_junit(@Drawn Seed seed, @Drawn Choices choices) {
        assertThat(seed)
                .isEqualTo(Seed.of(1)
                        .at("[engine:junit-jupiter]/[class:dev.assay.junit.DrawnTest]/[method:"
                                + "what_is_drawn_is_the_same_on_every_version_of_junit("
                                + "dev.assay.core.Seed, dev.assay.core.Choices)]")
                        .at("what_is_drawn_is_the_same_on_every_version_of_junit#0"));
        assertThat(choices.below(1_000_000)).isEqualTo(521_998);
    }

    static class Above {
        @Drawn
        Seed seed;
    }

    static class Below extends Above {
        static final List<Seed> DRAWN = new ArrayList<>();

        @Drawn
        Seed seed;

        @Test
        void draws() {
            DRAWN.add(seed);
            DRAWN.add(super.seed);
        }
    }

    @Test
    void fields_of_the_same_name_draw_something_of_their_own() {
        Below.DRAWN.clear();
        assertThat(Play.of(Below.class).failures()).isEmpty();
        assertThat(Below.DRAWN).hasSize(2).doesNotHaveDuplicates();
    }

    static final class Five implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Seed.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Seed.of(5);
        }
    }

    @Nested
    @ExtendWith({Five.class, DataExtension.class})
    class WhereNothingIsAnnotated {
        @Test
        void other_extensions_give_seeds(Seed seed) {
            assertThat(seed).isEqualTo(Seed.of(5));
        }
    }
}
