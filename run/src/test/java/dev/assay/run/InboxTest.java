package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {
    private static final int MEGABYTE = 1 << 20;

    private final Inbox inbox = new Inbox();

    private @Nullable Object poll() throws InterruptedException {
        Inbox.Message message = inbox.poll(0);
        return message == null ? null : message.content();
    }

    private static Thread waiting(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void messages_are_taken_in_order_and_none_is_no_message() throws InterruptedException {
        inbox.put(1, List.of("first"), 1);
        inbox.put(2, List.of("second"), 1);
        assertThat(poll()).isEqualTo("first");
        assertThat(poll()).isEqualTo("second");
        assertThat(poll()).isNull();
    }

    @Test
    void what_does_not_fit_waits_until_enough_was_taken() throws InterruptedException {
        inbox.put(1, List.of("large"), 15 * MEGABYTE);
        inbox.put(1, List.of("small"), 1);
        Thread late = waiting(() -> inbox.put(2, List.of("late"), 5 * MEGABYTE));
        assertThat(poll()).isEqualTo("large");
        late.join();
        assertThat(poll()).isEqualTo("small");
        assertThat(poll()).isEqualTo("late");
    }

    @Test
    void what_is_larger_than_the_inbox_is_let_in_alone() throws InterruptedException {
        inbox.put(1, List.of("huge"), 30 * MEGABYTE);
        Thread late = waiting(() -> inbox.put(2, List.of("late"), 1));
        assertThat(poll()).isEqualTo("huge");
        late.join();
        assertThat(poll()).isEqualTo("late");
    }

    @Test
    void many_small_messages_wait_too_but_not_the_wish_to_stop() throws InterruptedException {
        for (int i = 0; i < 1_024; i++) {
            inbox.put(1, List.of(i), 10);
        }
        Thread late = waiting(() -> inbox.put(1, List.of(1_024), 10));
        inbox.putNow("stop");
        List<Object> taken = new ArrayList<>();
        for (Object next = poll(); next != null; next = poll()) {
            taken.add(next);
            if (taken.size() == 1_025) {
                late.join();
            }
        }
        assertThat(taken).hasSize(1_026).contains("stop").startsWith(0, 1, 2).endsWith(1_024);
    }
}
