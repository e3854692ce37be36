package dev.assay.junit;

import static dev.assay.data.Catalogue.EMPTY;
import static dev.assay.data.Catalogue.LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.Catalogue;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.Rule;
import dev.assay.data.ScenarioSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.Customer;
import shop.Invoice;

@SuppressWarnings("NullAway") // the extension fills the fields
class ScenarioTest {
    @Nested
    @Scenario
    class AParameterizedTest {
        static Stream<Dataset> arguments() {
            return Stream.of(
                    ScenarioSpec.of(shop.Shop.MODEL, "argument").dataset(Seed.of(1), LocalDate.of(2026, 1, 1)));
        }

        @ParameterizedTest
        @MethodSource("arguments")
        void has_the_arguments_that_are_its_own(Dataset argument, @Scenario Dataset data) {
            assertThat(argument.scenario().name()).isEqualTo("argument");
            assertThat(data.scenario().name()).isEqualTo("small");
        }
    }

    @Nested
    class AParameter {
        @Test
        void is_the_small_scenario_if_nothing_else_is_said(@Scenario Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(25);
            assertThat(data.count(Invoice.class)).isEqualTo(75);
        }

        @Test
        void is_the_scenario_that_its_annotation_names(@Scenario(LARGE) Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(1_000);
        }

        @Test
        void begins_with_the_runs_seed_and_day(@Scenario Dataset data) {
            assertThat(data.seed()).isEqualTo(Seed.of(1));
            assertThat(data.asOf()).isEqualTo(LocalDate.of(2026, 1, 1));
        }

        @Test
        void may_begin_elsewhere(@Scenario(seed = "0x2a", asOf = "2030-02-28") Dataset data) {
            assertThat(data.seed()).isEqualTo(Seed.of(42));
            assertThat(data.asOf()).isEqualTo(LocalDate.of(2030, 2, 28));
        }

        @Test
        void may_be_the_rows_of_one_record(@Scenario List<Customer> customers, @Scenario Dataset data) {
            assertThat(customers).isEqualTo(data.stream(Customer.class).toList());
        }

        @Test
        void shares_its_dataset_with_all_that_ask_for_the_same(
                @Scenario Dataset one, @Scenario Dataset other, @Scenario(seed = "7") Dataset elsewhere) {
            assertThat(one).isSameAs(other).isNotSameAs(elsewhere);
        }

        @Test
        void may_be_of_a_catalogue_that_is_no_service(@Scenario(catalogue = Counting.class) Dataset data) {
            assertThat(data.model()).isSameAs(Counting.MODEL);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void stands_behind_those_of_a_parameterized_test(int index, @Scenario Dataset data) {
            assertThat(data.get(Customer.class, index).id()).isEqualTo(index + 1);
        }

        @RepeatedTest(2)
        void is_given_to_each_repetition(@Scenario Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(25);
        }

        @TestFactory
        Stream<DynamicTest> is_given_to_a_factory_of_dynamic_tests(@Scenario List<Customer> customers) {
            return customers.stream()
                    .limit(2)
                    .map(customer -> DynamicTest.dynamicTest(
                            customer.email(), () -> assertThat(customer.email()).contains("@")));
        }
    }

    @Nested
    class AConstructor {
        private final Dataset data;

        AConstructor(@Scenario(EMPTY) Dataset data) {
            this.data = data;
        }

        @Test
        void may_ask_for_a_dataset() {
            assertThat(data.count(Customer.class)).isZero();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class MethodsAroundTests {
        private Dataset all;
        private Dataset each;

        @BeforeAll
        void beforeAll(@Scenario Dataset data) {
            all = data;
        }

        @BeforeEach
        void beforeEach(@Scenario Dataset data) {
            each = data;
        }

        @Test
        void are_given_what_tests_are_given(@Scenario Dataset data) {
            assertThat(data).isSameAs(all).isSameAs(each);
        }

        @AfterEach
        void afterEach(@Scenario Dataset data) {
            assertThat(data).isSameAs(each);
        }

        @AfterAll
        void afterAll(@Scenario Dataset data) {
            assertThat(data).isSameAs(all);
        }
    }

    @Nested
    class AField {
        @Scenario
        static Dataset ofTheClass;

        @Scenario(LARGE)
        private Dataset ofTheTest;

        @Scenario
        private List<Customer> customers;

        @BeforeAll
        static void is_there_before_all_if_it_is_static() {
            assertThat(ofTheClass.count(Customer.class)).isEqualTo(25);
        }

        @Test
        void is_filled() {
            assertThat(ofTheTest.count(Customer.class)).isEqualTo(1_000);
            assertThat(customers).hasSize(25);
        }

        @Nested
        class OfTheClassAround {
            @Test
            void is_filled_too() {
                assertThat(ofTheTest.count(Customer.class)).isEqualTo(1_000);
            }
        }
    }

    static class Above {
        @Scenario
        Dataset inherited;
    }

    @Nested
    class AFieldOfTheSuperclass extends Above {
        @Test
        void is_filled() {
            assertThat(inherited.count(Customer.class)).isEqualTo(25);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class AFieldOfTheOneInstance {
        @Scenario
        private Dataset data;

        @BeforeAll
        void is_there_before_all() {
            assertThat(data.count(Customer.class)).isEqualTo(25);
        }

        @Test
        void is_filled() {
            assertThat(data.count(Customer.class)).isEqualTo(25);
        }
    }

    @Nested
    @Scenario(LARGE)
    class OnAClass {
        @Test
        void it_is_meant_by_all_parameters_that_say_nothing(Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(1_000);
        }

        @Test
        void it_is_not_meant_by_a_parameter_that_says_something(@Scenario Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(25);
        }

        @Test
        @Scenario(EMPTY)
        void it_is_not_meant_where_the_method_says_something(Dataset data) {
            assertThat(data.count(Customer.class)).isZero();
        }

        @Nested
        class ThatIsNested {
            @Test
            void it_is_that_of_the_class_around(Dataset data) {
                assertThat(data.count(Customer.class)).isEqualTo(1_000);
            }
        }
    }

    @Scenario(LARGE)
    static class AboveWithScenario {}

    @Nested
    class OnASuperclass extends AboveWithScenario {
        @Test
        void it_is_inherited(Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(1_000);
        }
    }

    @Nested
    class OnAMethod {
        @Test
        @Scenario(LARGE)
        void it_is_meant_by_its_parameters(Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(1_000);
        }
    }

    @Scenario(LARGE)
    @Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface ManyCustomers {}

    @Nested
    class AnAnnotationOfOnesOwn {
        @ManyCustomers
        private Dataset field;

        @Test
        void means_the_scenario_that_it_carries(@ManyCustomers Dataset data) {
            assertThat(data.count(Customer.class)).isEqualTo(1_000);
            assertThat(field).isSameAs(data);
        }
    }

    static final class Elsewhere implements ParameterResolver {
        static final Dataset DATA =
                ScenarioSpec.of(shop.Shop.MODEL, "elsewhere").dataset(Seed.of(9), LocalDate.of(2001, 1, 1));

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Dataset.class
                    && parameter.findAnnotation(Scenario.class).isEmpty();
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return DATA;
        }
    }

    @Nested
    @ExtendWith({Elsewhere.class, DataExtension.class})
    class WhereNothingIsAnnotated {
        private Dataset field;

        @Test
        void other_extensions_give_such_parameters(Dataset data) {
            assertThat(data).isSameAs(Elsewhere.DATA);
            assertThat(field).isNull();
        }

        @Test
        void other_extensions_give_those_beside_annotated_ones(Dataset data, @Scenario Dataset own) {
            assertThat(data).isSameAs(Elsewhere.DATA);
            assertThat(own.count(Customer.class)).isEqualTo(25);
        }
    }

    /** Counts the rows that it makes. */
    static final class Counting implements Catalogue {
        static final AtomicInteger CATALOGUES = new AtomicInteger();
        static final AtomicInteger ROWS = new AtomicInteger();
        static final Model MODEL = Model.of(Customer.class).with(Customer.class, "firstName", counted());

        Counting() {
            CATALOGUES.incrementAndGet();
        }

        private static Rule counted() {
            return (row, choices) -> "Nr. " + ROWS.incrementAndGet();
        }

        @Override
        public List<ScenarioSpec> scenarios() {
            return List.of(ScenarioSpec.of(MODEL, SMALL).rows(Customer.class, 25));
        }
    }

    static class Lazy {
        @Scenario(catalogue = Counting.class)
        static Dataset unused;

        @Test
        void asks_for_nothing(@Scenario(catalogue = Counting.class) List<Customer> customers) {
            assertThat(customers).hasSize(25);
            assertThat(Counting.ROWS).hasValue(0);
        }

        @Test
        void asks_for_two(@Scenario(catalogue = Counting.class, seed = "2") List<Customer> customers) {
            Counting.ROWS.set(0);
            assertThat(customers.get(17)).isSameAs(customers.get(17));
            assertThat(customers.get(3).firstName()).isEqualTo("Nr. 2");
            assertThat(Counting.ROWS).hasValue(2);
            Counting.ROWS.set(0);
        }
    }

    @Test
    void no_row_is_made_before_it_is_asked_for_and_no_catalogue_twice() {
        Counting.ROWS.set(0);
        assertThat(Play.of(Lazy.class, Lazy.class).passed()).isEqualTo(2);
        assertThat(Play.of(Lazy.class).passed()).isEqualTo(2);
        assertThat(Counting.CATALOGUES).hasValue(1);
    }

    static class Seeded {
        static final Set<Dataset> SEEN = ConcurrentHashMap.newKeySet();

        @Test
        void has_data(@Scenario Dataset data, @Scenario(seed = "3") Dataset own) {
            SEEN.add(data);
            assertThat(own.seed()).isEqualTo(Seed.of(3));
        }

        @Test
        void has_the_same_data(@Scenario Dataset data) {
            SEEN.add(data);
        }
    }

    @Test
    void a_runs_seed_and_day_come_from_its_settings() {
        Seeded.SEEN.clear();
        Play play = Play.with(Map.of("assay.seed", "seed:1f", "assay.asOf", "2027-12-24"), Seeded.class);
        assertThat(play.passed()).isEqualTo(2);
        assertThat(Seeded.SEEN).singleElement().satisfies(data -> {
            assertThat(data.seed()).isEqualTo(Seed.parse("seed:1f"));
            assertThat(data.asOf()).isEqualTo(LocalDate.of(2027, 12, 24));
        });
    }

    @Test
    void classes_that_run_at_once_share_one_dataset() {
        Seeded.SEEN.clear();
        Play play = Play.with(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4",
                        "assay.seed", "77"),
                Seeded.class,
                Seeded2.class,
                Seeded3.class);
        assertThat(play.passed()).isEqualTo(6);
        assertThat(Seeded.SEEN).hasSize(1);
    }

    static class Seeded2 extends Seeded {}

    static class Seeded3 extends Seeded {}
}
