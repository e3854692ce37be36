package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.run.fixture.Shapes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassScannerTest {
    private static TestClass scan(Class<?> type) {
        try (ClassFiles files = ClassFiles.in(List.of(Sample.testClasses()))) {
            TestClass scanned =
                    new ClassScanner(files, ClassScannerTest.class.getClassLoader(), true).scan(type.getName());
            if (scanned == null) {
                throw new AssertionError(type + " is taken for a class that no engine runs");
            }
            return scanned;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Shapes.Plain.class,
                Shapes.Constants.class,
                Shapes.OwnConstant.class,
                Shapes.Nests.class,
                Shapes.ImplementsContract.class
            })
    void a_class_without_shared_state_can_be_split(Class<?> type) {
        assertThat(scan(type).splittable()).isTrue();
        assertThat(scan(type).looksLikeTest()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Shapes.WithBeforeAll.class,
                Shapes.WithOneInstance.class,
                Shapes.WithOrder.class,
                Shapes.WithExtension.class,
                Shapes.Composed.class,
                Shapes.MutableField.class,
                Shapes.ChangedArray.class,
                Shapes.ChangedList.class,
                Shapes.MutableType.class,
                Shapes.NestsState.class,
                Shapes.Inherits.class,
                Shapes.NestsHeir.class,
                Shapes.NestsChange.class,
                Shapes.ChangedListOfConstants.class,
                Shapes.ChangesInherited.class,
                Shapes.ImplementsOneInstance.class,
                Shapes.ImplementsFixture.class,
                Shapes.ImplementsOrder.class
            })
    void a_class_whose_tests_may_share_something_stays_whole(Class<?> type) {
        assertThat(scan(type).splittable()).isFalse();
        assertThat(scan(type).looksLikeTest()).isTrue();
    }

    @Test
    void static_fields_that_are_state_are_named() {
        assertThat(scan(Shapes.MutableField.class).state()).hasSize(1);
        assertThat(scan(Shapes.WithBeforeAll.class).state()).isEmpty();
        assertThat(scan(Shapes.Constants.class).state()).isEmpty();
    }

    @Test
    void waiting_and_registering_are_seen_also_in_nested_classes() {
        assertThat(scan(Shapes.Plain.class).waits()).isFalse();
        assertThat(scan(Shapes.Waits.class).waits()).isTrue();
        assertThat(scan(Shapes.Plain.class).registers()).isFalse();
        assertThat(scan(Shapes.Nests.class).registers()).isTrue();
    }

    @Test
    void a_class_without_tests_does_not_look_like_one() {
        assertThat(scan(Shapes.class).looksLikeTest()).isTrue(); // its nested classes have tests
        assertThat(scan(Shapes.NoTest.class).looksLikeTest()).isFalse();
    }

    @Test
    void an_abstract_class_and_an_interface_are_left_out() throws IOException {
        try (ClassFiles files = ClassFiles.in(List.of(Sample.testClasses()))) {
            ClassScanner scanner = new ClassScanner(files, ClassScannerTest.class.getClassLoader(), true);
            assertThat(scanner.scan(Shapes.Base.class.getName())).isNull();
            assertThat(scanner.scan(Shapes.Contract.class.getName())).isNull();
            assertThat(scanner.scan("no.such.Type")).isNull();
        }
    }
}
