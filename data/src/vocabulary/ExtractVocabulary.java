import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * Takes the lists of words that Assay needs out of Datafaker's artifact: a folder for each language, a file for each list,
 * a line for each word. What would take time while tests run is done here: names are told apart by gender, and cut down
 * to as many for either; each has its letters in ASCII beside it, which no two names share.
 */
public final class ExtractVocabulary {
    private static final int MOST_FIRST_NAMES = 1_200;
    private static final int MOST_LAST_NAMES = 2_000;

    /** What each language has, beside names. */
    private static final Map<String, List<String>> WANTED = Map.of(
            "en",
                    List.of(
                            "address.street_suffix",
                            "company.suffix",
                            "company.industry",
                            "commerce.department",
                            "commerce.product_name.adjective",
                            "commerce.product_name.material",
                            "commerce.product_name.product",
                            "country.code2",
                            "country.name",
                            "currency.code",
                            "job.field",
                            "job.seniority",
                            "job.position",
                            "color.name"),
            "de",
                    List.of(
                            "address.street_root",
                            "commerce.department",
                            "commerce.product_name.adjective",
                            "commerce.product_name.material",
                            "commerce.product_name.product",
                            "color.name"),
            "fr", List.of("address.street_suffix", "company.suffix", "color.name"),
            "es", List.of("company.suffix"),
            "it", List.of("company.suffix"),
            "nl", List.of("address.street_suffix", "company.suffix"),
            "pl", List.of("company.suffix"),
            "pt-BR", List.of("company.suffix", "color.name"),
            "sv",
                    List.of(
                            "address.street_root",
                            "address.street_suffix",
                            "company.suffix",
                            "commerce.department",
                            "commerce.product_name.adjective",
                            "commerce.product_name.material",
                            "commerce.product_name.product",
                            "color.name"),
            "ja", List.of("company.suffix", "color.name"));

    /** Where the names of women begin, in lists that have those of men before. */
    private static final Map<String, String> FIRST_WOMAN = Map.of("fr", "Léa", "it", "Artemide");

    private static final Map<Character, String> FOLDED = Map.ofEntries(
            Map.entry('ß', "ss"),
            Map.entry('ł', "l"),
            Map.entry('ø', "o"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('đ', "d"),
            Map.entry('þ', "th"),
            Map.entry('ð', "d"));

    private final Path folder;
    private final Map<String, Object> read = new LinkedHashMap<>();
    private final Set<String> men = new HashSet<>();
    private final Set<String> women = new HashSet<>();

    private ExtractVocabulary(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new ExtractVocabulary(Path.of(arguments[0])).extract();
    }

    private void extract() throws IOException {
        for (String language : WANTED.keySet()) {
            men.addAll(words(language, "name.male_first_name"));
            women.addAll(words(language, "name.female_first_name"));
        }
        for (Map.Entry<String, List<String>> language : WANTED.entrySet()) {
            for (String list : language.getValue()) {
                write(language.getKey(), list, needed(language.getKey(), list));
            }
            names(language.getKey());
        }
        // GmbH and its like belong to a country, not to a language.
        write("de", "company.suffix", List.copyOf(flat(at(root("/_DE.yml"), "_DE.faker.company.suffix".split("\\.")))));
    }

    private void names(String language) throws IOException {
        List<String> male = new ArrayList<>(words(language, "name.male_first_name"));
        List<String> female = new ArrayList<>(words(language, "name.female_first_name"));
        if (male.isEmpty()) {
            List<String> all = needed(language, "name.first_name");
            String first = FIRST_WOMAN.get(language);
            int from = first == null ? all.size() : all.indexOf(first);
            if (from < 0) {
                throw new IllegalStateException("Datafaker's list of first names of " + language + " has no " + first);
            }
            for (int i = 0; i < all.size(); i++) {
                boolean woman = first == null ? isWoman(language, all.get(i)) : i >= from;
                (woman ? female : male).add(all.get(i));
            }
        }
        Set<String> told = new HashSet<>();
        male = tellable(male, told);
        female = tellable(female, told);
        int size = Math.min(MOST_FIRST_NAMES, Math.min(male.size(), female.size()));
        named(language, "people.male", picked(male, size));
        named(language, "people.female", picked(female, size));
        List<String> last = tellable(needed(language, "name.last_name"), new HashSet<>());
        named(language, "people.last", picked(last, Math.min(MOST_LAST_NAMES, last.size())));
    }

    /** Where a language does not say it, by what others say, or by how the name ends. */
    private boolean isWoman(String language, String name) {
        if (language.equals("ja")) {
            return "子美香代江恵菜奈絵里織花".indexOf(name.charAt(name.length() - 1)) >= 0;
        } else if (language.equals("pl")) {
            return name.endsWith("a");
        } else if (women.contains(name) != men.contains(name)) {
            return women.contains(name);
        }
        return name.endsWith("a") || name.endsWith("e");
    }

    /** Leaves out names whose letters others have: O'Kon beside Okon. */
    private static List<String> tellable(Collection<String> names, Set<String> told) {
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            String letters = letters(name);
            if (told.add(letters.isEmpty() ? name : letters) && !name.isBlank()) {
                kept.add(name);
            }
        }
        return kept;
    }

    /** Picks so many evenly. */
    private static List<String> picked(List<String> names, int size) {
        List<String> picked = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            picked.add(names.get((int) ((long) i * names.size() / size)));
        }
        return picked;
    }

    private void named(String language, String list, List<String> names) throws IOException {
        write(language, list, names);
        List<String> accounts = names.stream().map(ExtractVocabulary::letters).toList();
        if (!accounts.contains("")) {
            write(language, list + ".account", accounts);
        }
    }

    private static String letters(String name) {
        StringBuilder letters = new StringBuilder();
        String small = name.toLowerCase(Locale.ROOT).replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
        for (char one : Normalizer.normalize(small, Normalizer.Form.NFD).toCharArray()) {
            String folded = FOLDED.getOrDefault(one, String.valueOf(one));
            for (char letter : folded.toCharArray()) {
                if (letter >= 'a' && letter <= 'z') {
                    letters.append(letter);
                }
            }
        }
        return letters.toString();
    }

    private void write(String language, String list, List<String> lines) throws IOException {
        Files.write(Files.createDirectories(folder.resolve(language)).resolve(list + ".txt"), lines);
    }

    private List<String> needed(String language, String list) throws IOException {
        List<String> words = words(language, list);
        if (words.isEmpty()) {
            throw new IllegalStateException("Datafaker has no list " + list + " of " + language + " any more");
        }
        return words;
    }

    /** A list's words, each once; none of a list that is made of others. */
    private List<String> words(String language, String list) throws IOException {
        boolean english = language.equals("en");
        String resource = english ? "/en/" + list.substring(0, list.indexOf('.')) + ".yml" : "/" + language + ".yml";
        return flat(at(root(resource), (language + ".faker." + list).split("\\.")));
    }

    private Object root(String resource) throws IOException {
        Object known = read.get(resource);
        if (known == null) {
            try (InputStream in = ExtractVocabulary.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("Datafaker has no " + resource + " any more");
                }
                known = new Yaml().load(in);
                read.put(resource, known);
            }
        }
        return known;
    }

    private static Object at(Object root, String[] path) {
        Object at = root;
        for (String key : path) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at;
    }

    private static List<String> flat(Object found) {
        Set<String> words = new LinkedHashSet<>();
        flatten(found, words);
        return List.copyOf(words);
    }

    private static void flatten(Object found, Set<String> into) {
        if (found instanceof List<?> list) {
            list.forEach(each -> flatten(each, into));
        } else if (found != null && !found.toString().contains("#{")) {
            into.add(found.toString().strip());
        }
    }
}
