package dev.assay.bench.data;

import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The hash of all rows of a scenario as text, made on some threads and in some shards. */
public final class SameBytes {
    private static final long CHUNK = 500;

    private SameBytes() {}

    /** Takes the scenario, the number of threads and that of shards, each of which is made by a dataset of its own. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        int shards = Integer.parseInt(arguments[2]);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long bytes = 0;
            for (byte[] chunk : all(() -> World.dataset(arguments[0]), shards, pool)) {
                digest.update(chunk);
                bytes += chunk.length;
            }
            Facts.say("sha256", HexFormat.of().formatHex(digest.digest()));
            Facts.say("bytes", bytes);
            Facts.done();
        } finally {
            pool.shutdown();
        }
    }

    private static List<byte[]> all(Supplier<Dataset> world, int shards, ExecutorService pool)
            throws ExecutionException, InterruptedException {
        List<Future<byte[]>> chunks = new ArrayList<>();
        for (Entity entity : world.get().model().entities()) {
            for (int shard = 0; shard < shards; shard++) {
                // As on another machine: nothing that an earlier shard computed is there.
                Dataset data = world.get();
                long rows = data.count(entity);
                long end = rows * (shard + 1) / shards;
                for (long from = rows * shard / shards; from < end; from += CHUNK) {
                    long first = from;
                    chunks.add(pool.submit(() -> text(data, entity, first, Math.min(end, first + CHUNK))));
                }
            }
        }
        List<byte[]> made = new ArrayList<>();
        for (Future<byte[]> chunk : chunks) {
            made.add(chunk.get());
        }
        return made;
    }

    private static byte[] text(Dataset data, Entity entity, long from, long to) {
        StringBuilder text = new StringBuilder();
        for (Row row : (Iterable<Row>) data.rows(entity, from, to)::iterator) {
            for (int i = 0; i < entity.fields().size(); i++) {
                text.append(row.get(i)).append('\t');
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
