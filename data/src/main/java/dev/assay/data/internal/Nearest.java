package dev.assay.data.internal;

import dev.assay.core.Diagnosis;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name somebody meant. */
public final class Nearest {
    private Nearest() {}

    /** Returns the name that takes the fewest changes, unless that is more than half of its letters. */
    public static Optional<String> to(String wrong, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(plain(wrong), plain(name)) <= Math.max(1, name.length() / 2))
                .min(Comparator.comparingInt(name -> distance(plain(wrong), plain(name))));
    }

    /** Returns a diagnosis that names the nearest of some names, unless none is near enough. */
    public static Diagnosis named(Diagnosis diagnosis, String wrong, Collection<String> names) {
        return to(wrong, names)
                .filter(near -> !near.equals(wrong))
                .map(near -> diagnosis.with("nearest", near))
                .orElse(diagnosis);
    }

    /** Returns a name without what databases and Java write differently. */
    public static String plain(String name) {
        return name.replace("_", "").replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Counts letters to insert, remove or replace (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[b.length()];
    }
}
