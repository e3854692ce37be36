package dev.assay.junit;

import static dev.assay.data.Catalogue.EMPTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Catalogue;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.store.Args;
import dev.assay.data.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.Customer;
import shop.Invoice;

@SuppressWarnings("NullAway") // the extension fills the fields
class StoreTest {
    private static final Map<String, String> AT_ONCE = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

    private static long customers(Store store) {
        return Objects.requireNonNull(store.stats().get("Customer"));
    }

    private static void marry(Store store, long customer) {
        store.update(Customer.class, customer, "marry", Args.of("name", "Lovelace"));
    }

    @Nested
    class ATestsOwn {
        @Scenario
        private Store field;

        private Store before;

        @BeforeEach
        void is_the_same_before_the_test(@Scenario Store store) {
            assertThat(store).isSameAs(field);
            before = store;
        }

        @Test
        void begins_with_the_scenarios_rows(@Scenario Store store, @Scenario Dataset data) {
            assertThat(store.get(Customer.class, 7L)).isEqualTo(data.get(Customer.class, 6));
            assertThat(store.stats()).containsEntry("Customer", 25L).containsEntry("Invoice", 75L);
        }

        @Test
        void is_one_however_often_it_is_asked_for(@Scenario Store one, @Scenario Store other) {
            assertThat(one).isSameAs(other).isSameAs(before).isSameAs(field);
        }

        @Test
        void is_another_for_another_scenario(@Scenario(EMPTY) Store empty) {
            assertThat(empty.stats()).containsEntry("Customer", 0L);
            assertThat(customers(field)).isEqualTo(25);
        }

        @RepeatedTest(3)
        void is_seen_by_no_other_test(@Scenario Store store) {
            assertThat(customers(store)).isEqualTo(25);
            store.create(Customer.class, customer -> customer.with("email", "ada@example.com"));
            assertThat(customers(store)).isEqualTo(26);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2})
        void is_each_invocations_own(long customer, @Scenario Store store) {
            assertThat(store.query(Customer.class).where("lastName", "Lovelace").count())
                    .isZero();
            marry(store, customer);
        }

        @TestFactory
        Stream<DynamicTest> is_one_for_the_dynamic_tests_of_a_factory(@Scenario Store store) {
            return IntStream.of(26, 27)
                    .mapToObj(count -> DynamicTest.dynamicTest("" + count, () -> {
                        store.create(Customer.class, customer -> customer.with("email", count + "@example.com"));
                        assertThat(customers(store)).isEqualTo(count);
                    }));
        }

        @Test
        void behaves_as_its_catalogue_says(@Scenario Store store) {
            marry(store, 3);
            assertThat(store.get(Customer.class, 3L).lastName()).isEqualTo("Lovelace");
        }

        @Test
        @Scenario(EMPTY)
        void is_of_the_scenario_of_its_method_if_it_says_nothing(Store store) {
            assertThat(customers(store)).isZero();
        }

        @AfterEach
        void is_the_same_after_the_test(@Scenario Store store) {
            assertThat(store).isSameAs(before);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class AFieldOfTheOneInstance {
        @Scenario
        private Store store;

        @RepeatedTest(2)
        void is_each_tests_own() {
            assertThat(customers(store)).isEqualTo(25);
            store.create(Customer.class, customer -> customer.with("email", "ada@example.com"));
        }
    }

    static class Kept {
        static final List<Store> STORES = new CopyOnWriteArrayList<>();

        @Test
        void keeps_it(@Scenario Store store) {
            STORES.add(store);
        }
    }

    @Test
    void a_tests_store_is_closed_with_it() {
        Kept.STORES.clear();
        assertThat(Play.of(Kept.class).passed()).isEqualTo(1);
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Kept.STORES.get(0).stats())
                .withMessageContaining("ASSAY-DATA-053");
    }

    static class Crowd {
        static final CyclicBarrier TOGETHER = new CyclicBarrier(4);

        private void meet(Store store) throws Exception {
            marry(store, 1);
            TOGETHER.await(30, TimeUnit.SECONDS);
            assertThat(store.query(Customer.class).where("lastName", "Lovelace").count())
                    .isEqualTo(1);
            store.destroy(Invoice.class, 1L);
            TOGETHER.await(30, TimeUnit.SECONDS);
            assertThat(store.stats()).containsEntry("Invoice", 74L);
        }

        @Test
        void one(@Scenario Store store) throws Exception {
            meet(store);
        }

        @Test
        void another(@Scenario Store store) throws Exception {
            meet(store);
        }
    }

    static class OtherCrowd extends Crowd {}

    @Test
    void tests_that_run_at_once_do_not_see_each_other() {
        Play play = Play.with(AT_ONCE, Crowd.class, OtherCrowd.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(4);
    }

    @Nested
    class AClasss {
        private static Store written;

        @Scenario(scope = Scope.CLASS)
        private Store field;

        @BeforeAll
        static void is_written_to_before_all(@Scenario(scope = Scope.CLASS) Store store) {
            store.create(Customer.class, customer -> customer.with("email", "ada@example.com"));
            written = store;
        }

        @RepeatedTest(2)
        void is_read_by_all_its_tests(@Scenario(scope = Scope.CLASS) Store store) {
            assertThat(customers(store)).isEqualTo(26);
            assertThat(customers(field)).isEqualTo(26);
        }

        @RepeatedTest(2)
        void is_what_a_tests_own_begins_with(@Scenario Store store) {
            assertThat(customers(store)).isEqualTo(26);
            store.create(Customer.class, customer -> customer.with("email", "bob@example.com"));
            assertThat(customers(field)).isEqualTo(26);
        }

        @Test
        void outlives_a_test_that_closes_it(@Scenario(scope = Scope.CLASS) Store store) {
            store.close();
            assertThat(customers(written)).isEqualTo(26);
        }
    }

    static class Outer {
        @BeforeAll
        static void fill(@Scenario Store store) {
            store.create(Customer.class, customer -> customer.with("email", "ada@example.com"));
        }

        @Nested
        class Inner {
            @BeforeAll
            static void fill(@Scenario Store store) {
                assertThat(customers(store)).isEqualTo(26);
                store.create(Customer.class, customer -> customer.with("email", "bob@example.com"));
            }

            @Test
            void reads(@Scenario(scope = Scope.CLASS) Store store, @Scenario Store own) {
                assertThat(customers(store)).isEqualTo(27);
                assertThat(customers(own)).isEqualTo(27);
            }
        }

        @Nested
        class InnerWithoutItsOwn {
            @Test
            void reads(@Scenario(scope = Scope.CLASS) Store store, @Scenario Store own) {
                assertThat(customers(store)).isEqualTo(26);
                assertThat(customers(own)).isEqualTo(26);
            }
        }

        @Test
        void reads(@Scenario(scope = Scope.CLASS) Store store) {
            assertThat(customers(store)).isEqualTo(26);
        }

        @AfterAll
        static void see(@Scenario Store store) {
            assertThat(customers(store)).isEqualTo(26);
            store.reset();
        }
    }

    static class Elsewhere {
        @Test
        void reads(@Scenario(scope = Scope.CLASS) Store store) {
            assertThat(customers(store)).isEqualTo(25);
        }
    }

    @Test
    void a_nested_classs_begins_with_that_of_the_class_around_and_no_other_class_sees_it() {
        Play play = Play.with(AT_ONCE, Outer.class, Elsewhere.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(4);
    }

    @Nested
    class AStaticFields {
        @Scenario
        private static Store ofTheClass;

        @Scenario(scope = Scope.SESSION)
        private static Store ofAll;

        @BeforeAll
        static void is_there_before_all(@Scenario(scope = Scope.CLASS) Store store) {
            store.create(Customer.class, customer -> customer.with("email", "ada@example.com"));
            assertThat(customers(ofTheClass)).isEqualTo(26);
        }

        @Test
        void is_read() {
            assertThat(customers(ofTheClass)).isEqualTo(26);
            assertThat(customers(ofAll)).isEqualTo(25);
        }

        @Test
        void names_the_test_that_writes() {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> ofTheClass.reset())
                    .withMessageContaining("ASSAY-JUNIT-010")
                    .withMessageContaining("test     AStaticFields.names_the_test_that_writes\n")
                    .withMessageContaining("store    field AStaticFields.ofTheClass\n")
                    .withMessageContaining("scope    CLASS\n");
        }

        @Test
        void names_the_thread_that_writes() {
            assertThat(CompletableFuture.runAsync(
                            ofTheClass::reset, command -> new Thread(command, "writer-1").start()))
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableOfType(Exception.class)
                    .withMessageContaining("test     one of AStaticFields, on the thread writer-1\n");
        }
    }

    @Nested
    class AllTests {
        @Test
        void is_read_only(@Scenario(scope = Scope.SESSION) Store store) {
            assertThat(customers(store)).isEqualTo(25);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> marry(store, 1))
                    .withMessageContaining("ASSAY-JUNIT-010")
                    .withMessageContaining("test     AllTests.is_read_only\n")
                    .withMessageContaining("scope    SESSION\n")
                    .withMessageNotContaining("before-all");
        }
    }

    /** Counts the rows that it makes. */
    static final class Counting implements Catalogue {
        static final AtomicInteger ROWS = new AtomicInteger();
        private static final Model MODEL = Model.of(Customer.class)
                .with(Customer.class, "firstName", (row, choices) -> "Nr. " + ROWS.incrementAndGet());

        @Override
        public List<ScenarioSpec> scenarios() {
            return List.of(ScenarioSpec.of(MODEL, SMALL).rows(Customer.class, 25));
        }
    }

    static class Idle {
        @Scenario(catalogue = Counting.class)
        private Store field;

        @Scenario(catalogue = Counting.class, scope = Scope.SESSION)
        private static Store shared;

        @Test
        void does_nothing_with_it(@Scenario(catalogue = Counting.class) Store store) {
            assertThat(store).isSameAs(field);
        }
    }

    static class Busy {
        @RepeatedTest(3)
        void reads(@Scenario(catalogue = Counting.class) Store store) {
            assertThat(store.query(Customer.class).list()).hasSize(25);
        }
    }

    @Test
    void rows_are_made_when_the_first_is_asked_for_and_once_for_all_tests() {
        assertThat(Play.of(Idle.class).passed()).isEqualTo(1);
        assertThat(Counting.ROWS).hasValue(0);
        assertThat(Play.of(Busy.class).passed()).isEqualTo(3);
        assertThat(Play.of(Busy.class).passed()).isEqualTo(3);
        assertThat(Counting.ROWS).hasValue(25);
    }
}
