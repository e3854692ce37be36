package dev.assay.cli.data.describe;

import dev.assay.data.Dataset;
import dev.assay.data.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model in words, for whatever shows it.
 *
 * @param title what the model is of
 * @param facts what the sample values are of, by name; empty without any
 * @param entities its entities, parents before their children
 * @param links how they hang together
 * @since 0.1
 */
public record Description(String title, Map<String, String> facts, List<EntityCard> entities, List<Link> links) {
    /** Copies the collections. */
    public Description {
        facts = new LinkedHashMap<>(facts);
        entities = List.copyOf(entities);
        links = List.copyOf(links);
    }

    /**
     * Puts a model into words.
     *
     * @param data gives numbers of rows and sample values, where there are any
     * @param seed the data's seed as the user wrote it
     */
    public static Description of(String title, Model model, Optional<Dataset> data, String seed) {
        Map<String, String> facts = new LinkedHashMap<>();
        data.ifPresent(dataset -> {
            facts.put("scenario", dataset.scenario().name());
            facts.put("seed", seed);
            facts.put("as of", dataset.asOf().toString());
        });
        List<Link> links = model.entities().stream()
                .flatMap(entity -> entity.relations().stream().map(relation -> Link.of(entity, relation)))
                .toList();
        List<EntityCard> entities = model.entities().stream()
                .map(entity -> EntityCard.of(entity, data))
                .toList();
        return new Description(title, facts, entities, links);
    }

    /** Returns an entity's children, or rather what it has of them. */
    List<Link> children(EntityCard entity) {
        return links.stream()
                .filter(link -> link.parent().equals(entity.name()))
                .toList();
    }

    /** Returns what it is in one line: {@code 8 entities, 83 fields, 9 relations}. */
    String size() {
        long fields = entities.stream().mapToLong(each -> each.fields().size()).sum();
        return count(entities.size(), "entity", "entities") + ", " + count(fields, "field", "fields") + ", "
                + count(links.size(), "relation", "relations");
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
