package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Signal.Lock;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockTableTest {
    private static final List<Lock> NONE = List.of();
    private static final List<Lock> READS = List.of(new Lock("shop", false));
    private static final List<Lock> WRITES = List.of(new Lock("shop", true));
    private static final List<Lock> ISOLATED = List.of(new Lock(Lock.GLOBAL, true));

    private final LockTable locks = new LockTable();

    @Test
    void readers_share_and_keep_a_writer_out() {
        locks.acquire(READS);
        assertThat(locks.canAcquire(READS)).isTrue();
        locks.acquire(READS);
        assertThat(locks.canAcquire(WRITES)).isFalse();
        locks.release(READS);
        assertThat(locks.canAcquire(WRITES)).isFalse();
        locks.release(READS);
        assertThat(locks.canAcquire(WRITES)).isTrue();
    }

    @Test
    void a_writer_keeps_all_others_of_its_key_out_and_nobody_else() {
        locks.acquire(WRITES);
        assertThat(locks.canAcquire(READS)).isFalse();
        assertThat(locks.canAcquire(WRITES)).isFalse();
        assertThat(locks.canAcquire(NONE)).isTrue();
        assertThat(locks.canAcquire(List.of(new Lock("other", true)))).isTrue();
        locks.release(WRITES);
        assertThat(locks.canAcquire(READS)).isTrue();
    }

    @Test
    void what_is_isolated_waits_for_all_and_keeps_all_out() {
        locks.acquire(NONE);
        assertThat(locks.canAcquire(ISOLATED)).isFalse();
        locks.release(NONE);
        assertThat(locks.canAcquire(ISOLATED)).isTrue();
        locks.acquire(ISOLATED);
        assertThat(locks.canAcquire(NONE)).isFalse();
        locks.release(ISOLATED);
        assertThat(locks.canAcquire(NONE)).isTrue();
    }
}
