package dev.assay.data.load;

import dev.assay.data.Entity;

/** Some rows of an entity. */
record Span(Entity entity, long from, long to) {
    long rows() {
        return to - from;
    }
}
