package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Calculation;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.internal.Nearest;
import dev.assay.data.store.BaseTable.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a name means, seen from an entity: a field, a calculation, a parent, or children.
 *
 * <p>A parent goes by its relation's name, with or without {@code Id} at its end, or by its entity's; children by their
 * entity's or table's name, also in the plural, also without the parent's name at its beginning. Capital letters and
 * underscores make no difference.
 */
final class Relations {
    private Relations() {}

    /** What a name means. */
    sealed interface Meant {}

    record OfField(int place) implements Meant {}

    record OfCalculation(Calculation calculation) implements Meant {}

    record Up(Link link) implements Meant {}

    record Down(Link link) implements Meant {}

    static Meant of(BaseTable table, String name) {
        Integer place = table.places.get(name);
        if (place != null) {
            return new OfField(place);
        }
        for (Calculation calculation : table.entity.calculations()) {
            if (calculation.name().equals(name)) {
                return new OfCalculation(calculation);
            }
        }
        Meant related = related(table, name);
        if (related == null) {
            throw none(table, name);
        }
        return related;
    }

    /** Tells whether a name means something. */
    static boolean has(BaseTable table, String name) {
        return table.places.containsKey(name)
                || table.entity.calculations().stream()
                        .anyMatch(calculation -> calculation.name().equals(name))
                || related(table, name) != null;
    }

    /** Finds a relation, also one that shares its name with the field that holds its key. */
    static Meant toLoad(BaseTable table, String name) {
        Meant related = related(table, name);
        return related == null ? of(table, name) : related;
    }

    private static @Nullable Meant related(BaseTable table, String name) {
        String plain = plain(name);
        for (Link link : table.parents) {
            if (plain(link.relation().name()).equals(plain)) {
                return new Up(link);
            }
        }
        for (Link link : table.parents) {
            if (parentNames(link).contains(plain)) {
                return new Up(link);
            }
        }
        for (Link link : table.children) {
            if (childrenNames(table.entity, link).contains(plain)) {
                return new Down(link);
            }
        }
        return null;
    }

    private static List<String> parentNames(Link link) {
        List<String> names = new ArrayList<>();
        for (String name : link.relation().fields()) {
            String plain = plain(name);
            names.add(plain);
            if (plain.endsWith("id") && plain.length() > 2) {
                names.add(plain.substring(0, plain.length() - 2));
            }
        }
        names.add(plain(link.parents().entity.name()));
        return names;
    }

    private static List<String> childrenNames(Entity parent, Link link) {
        List<String> names = new ArrayList<>();
        String above = plain(parent.name());
        for (String name : List.of(link.of().entity.name(), link.of().entity.table())) {
            String plain = plain(name);
            names.add(plain);
            names.add(plural(plain));
            if (plain.startsWith(above) && plain.length() > above.length()) {
                names.add(plain.substring(above.length()));
                names.add(plural(plain.substring(above.length())));
            }
        }
        return names;
    }

    private static String plural(String noun) {
        if (noun.endsWith("y") && noun.length() > 1 && "aeiou".indexOf(noun.charAt(noun.length() - 2)) < 0) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        boolean hissing = noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("ch") || noun.endsWith("sh");
        return noun + (hissing ? "es" : "s");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    static DiagnosisException none(BaseTable table, String name) {
        List<String> fields = table.entity.fields().stream().map(Field::name).toList();
        List<String> calculations =
                table.entity.calculations().stream().map(Calculation::name).toList();
        List<String> parents =
                table.parents.stream().map(link -> link.parents().entity.name()).toList();
        List<String> children =
                table.children.stream().map(link -> link.of().entity.name()).toList();
        List<String> all = new ArrayList<>(fields);
        all.addAll(calculations);
        all.addAll(parents);
        all.addAll(children);
        Diagnosis diagnosis = Diagnosis.of("ASSAY-DATA-040", "an entity has nothing of that name.")
                .with("entity", table.entity.name())
                .with("name", name)
                .with("fields", fields)
                .with("calculations", calculations)
                .with("parents", parents)
                .with("children", children);
        return Nearest.named(diagnosis, name, all)
                .because("what is loaded, sorted by or asked for is one of these")
                .toFix("name one of those above")
                .exception();
    }
}
