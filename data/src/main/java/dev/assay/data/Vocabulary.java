package dev.assay.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Datafaker's lists of English words, as they were taken out of its artifact when Assay was built. */
final class Vocabulary {
    static final List<String> FIRST_NAMES = Stream.of("name.female_first_name", "name.male_first_name")
            .map(Vocabulary::lines)
            .flatMap(List::stream)
            .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), List::copyOf));

    static final List<String> LAST_NAMES = lines("name.last_name");
    static final List<String> CITY_PREFIXES = lines("address.city_prefix");
    static final List<String> CITY_SUFFIXES = lines("address.city_suffix");
    static final List<String> STREET_SUFFIXES = lines("address.street_suffix");

    /** Abbreviations of states, such as TX; the same places as {@link #STATE_NAMES}. */
    static final List<String> STATES = lines("address.state_abbr");

    static final List<String> STATE_NAMES = lines("address.state");

    /** What ZIP codes begin with, by the abbreviation of their state. */
    static final Map<String, String> ZIP_PREFIXES = lines("address.postcode_by_state").stream()
            .map(line -> line.split("="))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1].replace("#", "")));

    static final List<String> COMPANY_SUFFIXES = lines("company.suffix");
    static final List<String> DEPARTMENTS = lines("commerce.department");
    static final List<String> PRODUCT_ADJECTIVES = lines("commerce.product_name.adjective");
    static final List<String> PRODUCT_MATERIALS = lines("commerce.product_name.material");
    static final List<String> PRODUCTS = lines("commerce.product_name.product");
    static final List<String> WORDS = lines("lorem.words");

    private Vocabulary() {}

    private static List<String> lines(String list) {
        try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary/en/" + list + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the artifact lacks its list " + list);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
