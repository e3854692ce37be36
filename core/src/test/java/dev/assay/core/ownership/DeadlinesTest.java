package dev.assay.core.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines deadlines = Deadlines.real();

    @Test
    void what_is_due_is_done_and_what_was_cancelled_is_not() throws InterruptedException {
        AtomicInteger cancelled = new AtomicInteger();
        CountDownLatch due = new CountDownLatch(2);
        deadlines.after(Duration.ZERO, cancelled::incrementAndGet).run();
        deadlines.after(Duration.ZERO, due::countDown);
        deadlines.after(Duration.ofMillis(1), due::countDown);
        deadlines.after(Duration.ofDays(1), cancelled::incrementAndGet);

        assertThat(due.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void what_hangs_keeps_nothing_else_from_being_done() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch due = new CountDownLatch(1);
        deadlines.after(Duration.ZERO, () -> {
            hanging.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(hanging.await(1, TimeUnit.MINUTES)).isTrue();
        deadlines.after(Duration.ZERO, due::countDown);

        assertThat(due.await(1, TimeUnit.MINUTES)).isTrue();
        never.countDown();
    }
}
