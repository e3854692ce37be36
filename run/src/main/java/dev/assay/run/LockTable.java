package dev.assay.run;

import dev.assay.event.Signal.Lock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds which of the resources that JUnit's {@code @ResourceLock} and {@code @Isolated} name, across workers.
 *
 * <p>The key of {@code @Isolated} is held in shared mode by every part without it, as in JUnit itself.
 */
final class LockTable {
    /** Parts that hold a key: a positive number share it, minus one has it alone. */
    private final Map<String, Integer> holders = new HashMap<>();

    private int running;
    private boolean isolated;

    boolean canAcquire(List<Lock> locks) {
        if (isolated) {
            return false;
        }
        for (Lock lock : locks) {
            if (lock.key().equals(Lock.GLOBAL)) {
                if (lock.exclusive() && running > 0) {
                    return false;
                }
                continue;
            }
            int held = holders.getOrDefault(lock.key(), 0);
            if (held < 0 || lock.exclusive() && held > 0) {
                return false;
            }
        }
        return true;
    }

    void acquire(List<Lock> locks) {
        running++;
        for (Lock lock : locks) {
            if (lock.key().equals(Lock.GLOBAL)) {
                isolated |= lock.exclusive();
            } else {
                holders.merge(lock.key(), lock.exclusive() ? -1 : 1, Integer::sum);
            }
        }
    }

    void release(List<Lock> locks) {
        running--;
        for (Lock lock : locks) {
            if (lock.key().equals(Lock.GLOBAL)) {
                isolated &= !lock.exclusive();
            } else {
                holders.merge(lock.key(), lock.exclusive() ? 1 : -1, Integer::sum);
            }
        }
    }
}
