package dev.assay.core;

/** The places of a seed's sequence, one after the other. */
final class CountedChoices implements Choices {
    private final long key;
    private long place;

    CountedChoices(long key) {
        this.key = key;
    }

    @Override
    public long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound (" + bound + ") must be at least 1");
        }
        return Seed.scale(Seed.bits(key, place++), bound);
    }
}
