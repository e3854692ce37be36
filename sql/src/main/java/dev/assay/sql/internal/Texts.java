package dev.assay.sql.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Texts of SQL that were read before. Thread-safe. */
final class Texts {
    /** So many texts are remembered; a test that makes up a new one each time has them read each time. */
    private static final int MOST = 1_000;

    private final Map<String, SqlText> texts = new ConcurrentHashMap<>();

    SqlText of(String sql, Function<String, SqlText> reader) {
        SqlText read = texts.get(sql);
        if (read == null) {
            read = reader.apply(sql);
            if (texts.size() < MOST) {
                texts.put(sql, read);
            }
        }
        return read;
    }
}
