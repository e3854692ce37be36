package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabasesOfTestTest {
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable failing(Throwable thrown) {
        return () -> {
            closed.add(thrown.getMessage());
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        };
    }

    @Test
    void one_that_cannot_be_closed_leaves_no_other_open() {
        Exception first = new IllegalStateException("first");
        Error second = new AssertionError("second");
        List<AutoCloseable> all = List.of(failing(first), () -> closed.add("fine"), failing(second));
        assertThatThrownBy(() -> DatabasesOfTest.closeAll(all)).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second);
        assertThat(closed).containsExactly("first", "fine", "second");
    }
}
