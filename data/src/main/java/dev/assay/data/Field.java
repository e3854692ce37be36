package dev.assay.data;

import java.util.Locale;

/**
 * A field of an entity.
 *
 * @param name the field's name, such as {@code firstName}: what its values follow from
 * @param column what a database calls it, such as {@code first_name}
 * @param type what its values are; of a field that holds a parent's key, the key's type
 * @param nullable whether a row may have no value
 * @param domain which values it may hold
 * @since 0.1
 */
public record Field(String name, String column, Class<?> type, boolean nullable, Domain domain) {
    /** Returns what the name says, or the domain in its place: small letters without underscores, {@code firstname}. */
    public String meaning() {
        String said = domain.meaning().isEmpty() ? name : domain.meaning();
        return said.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Returns a name with underscores, as databases have it: {@code first_name} of {@code firstName}. */
    static String underscored(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
