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
        StringBuilder column = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char one = name.charAt(i);
            char before = i == 0 ? '_' : name.charAt(i - 1);
            char after = i + 1 == name.length() ? '_' : name.charAt(i + 1);
            // Regular expressions would take a fresh JVM a while.
            boolean begins = isCapital(one)
                    && (isSmall(before) || before >= '0' && before <= '9' || isCapital(before) && isSmall(after));
            if (begins) {
                column.append('_');
            }
            column.append(one);
        }
        return column.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isCapital(char one) {
        return one >= 'A' && one <= 'Z';
    }

    private static boolean isSmall(char one) {
        return one >= 'a' && one <= 'z';
    }
}
