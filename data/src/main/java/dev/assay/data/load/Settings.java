package dev.assay.data.load;

import dev.assay.core.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a load goes.
 *
 * @param limit how long it may take; null for as long as it takes
 * @param ticker what tells the time
 * @param listener who hears of progress
 * @param pause nanoseconds between two calls of the listener
 * @param only the entities to load, by name; empty for all
 * @param shard which of the parts, from 1
 * @param shards how many parts the rows are divided into
 * @param threads how many threads compute rows
 * @param append whether tables may have rows
 */
record Settings(
        @Nullable Duration limit,
        Ticker ticker,
        @Nullable Consumer<Progress> listener,
        long pause,
        @Nullable Cancellation cancellation,
        List<String> only,
        int shard,
        int shards,
        int threads,
        boolean append) {
    static final long SECOND = 1_000_000_000L;

    static Settings usual() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        return new Settings(null, Ticker.SYSTEM, null, SECOND / 10, null, List.of(), 1, 1, threads, false);
    }

    Settings limit(Duration longest) {
        return new Settings(longest, ticker, listener, pause, cancellation, only, shard, shards, threads, append);
    }

    Settings ticker(Ticker other) {
        return new Settings(limit, other, listener, pause, cancellation, only, shard, shards, threads, append);
    }

    Settings listener(Consumer<Progress> hears, long every) {
        return new Settings(limit, ticker, hears, every, cancellation, only, shard, shards, threads, append);
    }

    Settings cancellation(Cancellation by) {
        return new Settings(limit, ticker, listener, pause, by, only, shard, shards, threads, append);
    }

    Settings only(List<String> entities) {
        return new Settings(limit, ticker, listener, pause, cancellation, entities, shard, shards, threads, append);
    }

    Settings shard(int which, int of) {
        return new Settings(limit, ticker, listener, pause, cancellation, only, which, of, threads, append);
    }

    Settings threads(int count) {
        return new Settings(limit, ticker, listener, pause, cancellation, only, shard, shards, count, append);
    }

    Settings append(boolean may) {
        return new Settings(limit, ticker, listener, pause, cancellation, only, shard, shards, threads, may);
    }
}
