package dev.assay.junit.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What running tests and classes were given.
 *
 * <p>It hangs on the root of a run, for what hangs on a test itself is gone when JUnit says that the test failed.
 * Thread-safe.
 */
final class Given {
    private final Map<String, Set<Gift>> byId = new ConcurrentHashMap<>();

    void note(ExtensionContext context, Gift gift) {
        byId.computeIfAbsent(context.getUniqueId(), id -> Collections.synchronizedSet(new LinkedHashSet<>()))
                .add(gift);
    }

    /** Returns what a test or class was given, and those around it, outermost first. */
    List<Gift> to(ExtensionContext context) {
        List<ExtensionContext> path = new ArrayList<>();
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            path.add(0, each.get());
        }
        Set<Gift> gifts = new LinkedHashSet<>();
        for (ExtensionContext each : path) {
            Set<Gift> own = byId.get(each.getUniqueId());
            if (own != null) {
                synchronized (own) {
                    gifts.addAll(own);
                }
            }
        }
        return List.copyOf(gifts);
    }

    void forget(ExtensionContext context) {
        byId.remove(context.getUniqueId());
    }
}
