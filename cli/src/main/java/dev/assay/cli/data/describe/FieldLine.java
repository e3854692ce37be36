package dev.assay.cli.data.describe;

import dev.assay.data.Bounds;
import dev.assay.data.Domain;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Relation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field in words.
 *
 * @param name what the model calls it
 * @param column what a database calls it
 * @param type what its values are, without the package
 * @param nullable whether a row may have no value
 * @param key whether it is the key, or a part of it
 * @param parent the entity whose key it holds; empty if it holds none
 * @param unique whether no two rows have the same value, the key left out
 * @param holds which values it may hold; empty if its type says all
 * @param sample its value of the first row; empty if there is none
 * @since 0.1
 */
public record FieldLine(
        String name,
        String column,
        String type,
        boolean nullable,
        boolean key,
        String parent,
        boolean unique,
        String holds,
        String sample) {
    private static final int FEW = 8;

    static FieldLine of(Entity entity, Field field, String sample) {
        boolean key = entity.key().contains(field.name());
        return new FieldLine(
                field.name(),
                field.column(),
                field.type().getSimpleName(),
                field.nullable(),
                key,
                entity.relation(field.name()).map(Relation::parent).orElse(""),
                entity.unique(field.name()) && !key,
                holds(field),
                sample);
    }

    /** Returns what is said of it in words: {@code unique, 3 to 255 characters}. */
    String said() {
        List<String> said = new ArrayList<>();
        if (key) {
            said.add("key");
        }
        if (unique) {
            said.add("unique");
        }
        if (!parent.isEmpty()) {
            said.add("-> " + parent);
        }
        if (!holds.isEmpty()) {
            said.add(holds);
        }
        return String.join(", ", said);
    }

    /** Returns its type, with a question mark where there may be no value. */
    String typed() {
        return nullable ? type + "?" : type;
    }

    private static String holds(Field field) {
        Domain domain = field.domain();
        List<String> holds = new ArrayList<>();
        if (!domain.values().isEmpty()) {
            holds.add(listed(domain.values().stream(), domain.values().size()));
        } else if (field.type().isEnum()) {
            Object[] constants = field.type().getEnumConstants();
            holds.add(listed(Stream.of(constants), constants.length));
        }
        range(domain.numbers(), "", holds);
        range(domain.times(), "", holds);
        range(atMost(domain.lengths()), " characters", holds);
        if (domain.scale() >= 0) {
            holds.add(domain.scale() == 1 ? "1 decimal" : domain.scale() + " decimals");
        }
        if (domain.pattern() != null) {
            holds.add("/" + domain.pattern() + "/");
        }
        if (!domain.meaning().isEmpty()) {
            holds.add("as " + domain.meaning());
        }
        return String.join(", ", holds);
    }

    private static String listed(Stream<?> values, int count) {
        String listed = values.limit(FEW).map(String::valueOf).collect(Collectors.joining(" | "));
        return count > FEW ? listed + " | " + (count - FEW) + " more" : listed;
    }

    /** No text is shorter than 0. */
    private static Bounds<Integer> atMost(Bounds<Integer> lengths) {
        Integer least = lengths.least();
        return least != null && least == 0 ? new Bounds<>(null, lengths.most()) : lengths;
    }

    private static void range(Bounds<?> bounds, String unit, List<String> holds) {
        if (bounds.isOpen()) {
            return;
        }
        Object least = plain(bounds.least());
        Object most = plain(bounds.most());
        String range = least == null
                ? "at most " + most
                : most == null ? "at least " + least : least.equals(most) ? "" + least : least + " to " + most;
        holds.add(range + unit);
    }

    /** A database says 500.00 where a person says 500. */
    private static @Nullable Object plain(@Nullable Object bound) {
        return bound instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : bound;
    }
}
