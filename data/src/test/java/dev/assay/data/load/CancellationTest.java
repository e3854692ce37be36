package dev.assay.data.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CancellationTest {
    @Test
    void what_runs_has_ended_once_it_is_taken_back() throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean endedBefore = new AtomicBoolean();
        Cancellation.Waiting waiting = cancellation.onCancel(() -> {
            runs.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.set(true);
        });
        Thread cancelling = new Thread(cancellation::cancel);
        cancelling.start();
        runs.await();
        Thread closing = new Thread(() -> {
            waiting.close();
            endedBefore.set(ended.get());
        });
        closing.start();
        while (closing.isAlive() && closing.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        closing.join();
        cancelling.join();
        assertThat(endedBefore).isTrue();
    }

    @Test
    void what_is_taken_back_does_not_run() {
        Cancellation cancellation = new Cancellation();
        AtomicBoolean ran = new AtomicBoolean();
        cancellation.onCancel(() -> ran.set(true)).close();
        cancellation.cancel();
        assertThat(ran).isFalse();
        assertThat(cancellation.isCancelled()).isTrue();
    }
}
