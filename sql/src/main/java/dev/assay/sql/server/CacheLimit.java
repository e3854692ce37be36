package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much a cache may take, as a system property says it: {@code 500MB}. */
final class CacheLimit {
    static final long USUAL = 2L << 30;

    static final String PROPERTY = "assay.db.cache.limit";

    private static final String SIZE = "(\\d{1,9})\\s*(B|KB|MB|GB|TB)?";
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");

    private CacheLimit() {}

    /** Returns a configuration with the limit that the system property names, if there is one. */
    static PostgresConfig told(PostgresConfig config) {
        String told = System.getProperty(PROPERTY);
        return told == null ? config : config.cacheLimit(parse(told));
    }

    static long parse(String text) {
        Matcher parts = Pattern.compile(SIZE).matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw Diagnosis.of("ASSAY-SQL-038", "a limit is no size.")
                    .with("property", PROPERTY)
                    .with("value", text)
                    .because("the cache of PostgreSQL keeps templates up to it, and none if it is 0")
                    .toFix("-D" + PROPERTY + "=2GB, or a number with B, KB, MB, GB or TB")
                    .exception();
        }
        String unit = parts.group(2) == null ? "B" : parts.group(2);
        return Long.parseLong(parts.group(1)) << (10 * UNITS.indexOf(unit));
    }
}
