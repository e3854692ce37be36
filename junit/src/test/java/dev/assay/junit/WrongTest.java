package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.DocumentedErrors;
import dev.assay.data.Catalogue;
import dev.assay.data.Dataset;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.store.Store;
import dev.assay.junit.internal.OtherLoaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import shop.Customer;
import shop.Invoice;

/** What a test may ask for wrongly, each said as docs/errors.md has it. */
@SuppressWarnings("NullAway") // the extension fills the fields
class WrongTest {
    static class Misspelt {
        @Test
        void test(@Scenario("smal") Dataset data) {}
    }

    static final class Unmakeable implements Catalogue {
        Unmakeable(int parts) {}

        @Override
        public List<ScenarioSpec> scenarios() {
            return List.of();
        }
    }

    static class WithoutConstructor {
        @Test
        void test(@Scenario(catalogue = Unmakeable.class) Dataset data) {}
    }

    static class NoData {
        @Test
        void test(@Scenario String data) {}
    }

    static class NoChance {
        @Test
        void test(@Drawn int number) {}
    }

    static class NoTestYet {
        NoTestYet(@Scenario Store store) {}

        @Test
        void test() {}
    }

    static class ReadOnly {
        @Test
        void writes(@Scenario(scope = Scope.CLASS) Store store) {
            store.destroy(Invoice.class, 1L);
        }
    }

    static class NoFile {
        @Test
        void test(@Load("custmers.csv") Store store) {}
    }

    static class NoKind {
        @Test
        void test(@Load("pom.xml") Store store) {}
    }

    static class NoDay {
        @Test
        void test(@Scenario(asOf = "24.12.2026") Dataset data) {}
    }

    static class Final {
        @Scenario
        private final List<Customer> data = List.of();

        @Test
        void test() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnce {
        @Drawn
        private dev.assay.core.Choices choices;

        @Test
        void test() {}
    }

    static class NothingToLoad {
        @Test
        void test(@Load({}) Store store) {}
    }

    static class ScenarioOfAList {
        @Test
        void test(@Load("customers.csv") @Scenario("nosuch") List<Customer> customers) {}
    }

    @Scenario("nosuch")
    static class UnaskedClass {
        @Test
        void test() {}
    }

    static class UnaskedMethod {
        @Test
        @Scenario("nosuch")
        void test() {}
    }

    @Test
    void annotations_that_nobody_could_mean_are_said() {
        assertThat(Play.of(NothingToLoad.class).failure())
                .hasMessageContaining("ASSAY-JUNIT-005")
                .hasMessageContaining("it names no file");
        assertThat(Play.of(ScenarioOfAList.class).failure())
                .hasMessageContaining("ASSAY-JUNIT-005")
                .hasMessageContaining("leave out @Scenario");
        assertThat(Play.of(UnaskedClass.class).failure()).hasMessageContaining("ASSAY-JUNIT-003");
        assertThat(Play.of(UnaskedMethod.class).failure()).hasMessageContaining("ASSAY-JUNIT-003");
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class AroundAtOnce {
        @Drawn
        private dev.assay.core.Choices choices;

        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_METHOD)
        @Execution(ExecutionMode.CONCURRENT)
        class Inside {
            @Test
            void test() {}
        }
    }

    @Test
    void only_an_instance_that_tests_share_while_they_run_at_once_is_wrong() {
        Map<String, String> parallel = Map.of("junit.jupiter.execution.parallel.enabled", "true");
        assertThat(Play.with(parallel, AroundAtOnce.class).failure()).hasMessageContaining("ASSAY-JUNIT-009");
        assertThat(Play.of(AroundAtOnce.class).failures()).isEmpty();
        assertThat(Play.of(AtOnce.class).failures()).isEmpty();
    }

    private static DynamicTest wrong(String code, Class<?> type) {
        return wrong(code, type, Map.of());
    }

    private static DynamicTest wrong(String code, Class<?> type, Map<String, String> settings) {
        return DynamicTest.dynamicTest(code + " " + type.getSimpleName(), () -> {
            Throwable failure = Play.with(settings, type).failure();
            while (!(failure instanceof DiagnosisException) && failure.getCause() != null) {
                failure = failure.getCause();
            }
            assertThat(failure).hasMessage(DocumentedErrors.message(code));
        });
    }

    @TestFactory
    Stream<DynamicTest> what_is_wrong_is_said() {
        return Stream.of(
                wrong("ASSAY-JUNIT-003", Misspelt.class),
                wrong("ASSAY-JUNIT-004", WithoutConstructor.class),
                wrong("ASSAY-JUNIT-005", NoData.class),
                wrong("ASSAY-JUNIT-006", NoDay.class),
                wrong("ASSAY-JUNIT-007", NoTestYet.class),
                wrong("ASSAY-JUNIT-010", ReadOnly.class),
                wrong("ASSAY-JUNIT-011", NoFile.class),
                wrong("ASSAY-JUNIT-012", NoKind.class),
                wrong("ASSAY-JUNIT-008", Final.class),
                wrong("ASSAY-JUNIT-009", AtOnce.class, Map.of("junit.jupiter.execution.parallel.enabled", "true")));
    }

    @Test
    void chance_is_given_as_seed_or_choices_alone() {
        assertThat(Play.of(NoChance.class).failure())
                .hasMessageContaining("ASSAY-JUNIT-005")
                .hasMessageContaining("To fix:     @Drawn Choices choices");
    }

    @Test
    void a_runs_day_that_is_none_is_said_where_it_was_set() {
        assertThat(Play.with(Map.of("assay.asOf", "soon"), Misspelt.class).failure())
                .hasMessageContaining("ASSAY-JUNIT-006")
                .hasMessageContaining("said by  assay.asOf")
                .hasMessageContaining("To fix:  -Dassay.asOf=2026-01-01");
    }

    @Test
    void a_runs_seed_that_is_none_is_said() {
        assertThat(Play.with(Map.of("assay.seed", "4 2"), Misspelt.class).failure())
                .hasMessageContaining("ASSAY-CORE-001");
    }

    @TempDir
    private Path folder;

    @Test
    void no_catalogue_is_said() {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> OtherLoaders.catalogue(OtherLoaders.none()))
                .withMessage(DocumentedErrors.message("ASSAY-JUNIT-001"));
    }

    @Test
    void several_catalogues_are_said() {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> OtherLoaders.catalogue(OtherLoaders.with(folder, "dev.assay.junit.internal.Library")))
                .withMessage(DocumentedErrors.message("ASSAY-JUNIT-002"));
    }

    @Test
    void a_service_that_is_no_catalogue_is_said() {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> OtherLoaders.catalogue(OtherLoaders.with(folder, "dev.assay.Nobody")))
                .withMessageContaining("ASSAY-JUNIT-004")
                .withMessageContaining("dev.assay.Nobody not found");
    }
}
