package dev.assay.run;

import java.util.Comparator;

/** Parts that run in equal JVMs, and those JVMs' settings. */
final class Lane {
    final Jvm jvm;
    final PartQueue queue;
    int failedStarts;

    Lane(Jvm jvm, Comparator<Part> order) {
        this.jvm = jvm;
        this.queue = new PartQueue(order);
    }

    boolean serves(Suite suite) {
        return jvm.sameAs(Jvm.of(suite));
    }
}
