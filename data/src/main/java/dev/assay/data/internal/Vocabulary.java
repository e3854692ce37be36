package dev.assay.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Datafaker's lists of English words, as they were taken out of its artifact when Assay was built. */
final class Vocabulary {
    static final Words FIRST_NAMES = firstNames();
    static final Words LAST_NAMES = words("name.last_name");
    static final Words CITY_PREFIXES = words("address.city_prefix");
    static final Words CITY_SUFFIXES = words("address.city_suffix");
    static final Words STREET_SUFFIXES = words("address.street_suffix");

    /** Abbreviations of states, such as TX; the same places as {@link #STATE_NAMES}. */
    static final Words STATES = words("address.state_abbr");

    static final Words STATE_NAMES = words("address.state");

    /** What ZIP codes begin with, by the state's place in {@link #STATES}. */
    static final Words ZIP_PREFIXES = zipPrefixes();

    static final Words COMPANY_SUFFIXES = words("company.suffix");
    static final Words DEPARTMENTS = words("commerce.department");
    static final Words PRODUCT_ADJECTIVES = words("commerce.product_name.adjective");
    static final Words PRODUCT_MATERIALS = words("commerce.product_name.material");
    static final Words PRODUCTS = words("commerce.product_name.product");
    static final Words LOREM = words("lorem.words");

    private Vocabulary() {}

    private static Words firstNames() {
        TreeSet<String> names = new TreeSet<>(lines("name.female_first_name"));
        names.addAll(lines("name.male_first_name"));
        return new Words(names);
    }

    private static Words zipPrefixes() {
        Map<String, String> prefixes = new HashMap<>();
        for (String line : lines("address.postcode_by_state")) {
            int equals = line.indexOf('=');
            prefixes.put(line.substring(0, equals), line.substring(equals + 1).replace("#", ""));
        }
        String[] inOrder = new String[STATES.size()];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = prefixes.getOrDefault(STATES.get(i), "000");
        }
        return new Words(List.of(inOrder));
    }

    private static Words words(String list) {
        return new Words(lines(list));
    }

    private static List<String> lines(String list) {
        try (InputStream in = Vocabulary.class.getResourceAsStream("/dev/assay/data/vocabulary/en/" + list + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the artifact lacks its list " + list);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
