package dev.assay.worker;

import dev.assay.event.Signal.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource.LockMode;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Collects the locks that tests declare. A filter, since locks stand in descriptors and a test plan does not show
 * those; it excludes nothing.
 */
final class Locks implements PostDiscoveryFilter {
    /** Keys of what each JVM has for itself: one test at a time in a worker is all that they ask for. */
    private static final Set<String> LOCAL_TO_JVM = Set.of(
            "java.lang.System.properties",
            "java.lang.System.out",
            "java.lang.System.err",
            "java.util.Locale.default",
            "java.util.TimeZone.default");

    private final LockAnnotations annotations;
    private final Map<String, Boolean> exclusiveByKey = new TreeMap<>();

    Locks(LockAnnotations annotations) {
        this.annotations = annotations;
    }

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        if (descriptor instanceof Node<?> node && annotations.mayLock(descriptor)) {
            for (ExclusiveResource resource : node.getExclusiveResources()) {
                if (!LOCAL_TO_JVM.contains(resource.getKey())) {
                    exclusiveByKey.merge(
                            resource.getKey(), resource.getLockMode() == LockMode.READ_WRITE, Boolean::logicalOr);
                }
            }
        }
        return FilterResult.included("locks exclude nothing");
    }

    List<Lock> found() {
        List<Lock> locks = new ArrayList<>();
        exclusiveByKey.forEach((key, exclusive) -> locks.add(new Lock(key, exclusive)));
        return locks;
    }
}
