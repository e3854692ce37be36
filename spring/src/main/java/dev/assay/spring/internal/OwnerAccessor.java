package dev.assay.spring.internal;

import dev.assay.core.ownership.OwnerContext;
import io.micrometer.context.ThreadLocalAccessor;

/** Has Micrometer's context propagation take a thread's owner along, and with it Reactor, wherever it goes on. */
public final class OwnerAccessor implements ThreadLocalAccessor<OwnerContext> {
    /** What Reactor's context knows it by. */
    static final String KEY = "assay.owner";

    /** Creates what the service loader asks for. */
    public OwnerAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public OwnerContext getValue() {
        return OwnerContext.capture();
    }

    /** Enters without end: Micrometer says itself what there was before. */
    @Override
    @SuppressWarnings("MustBeClosed")
    public void setValue(OwnerContext value) {
        value.enter();
    }

    @Override
    public void setValue() {
        setValue(OwnerContext.nobody());
    }
}
