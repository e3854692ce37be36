package dev.assay.data.internal;

import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a field's name says: the words of it that have a meaning, and those before, which tell one such thing of a row
 * from another, as in {@code billing_city} and {@code shippingCity}.
 *
 * @param prefix small letters; empty if there is nothing before
 * @param word small letters without anything between: {@code postalcode}
 */
record FieldName(String prefix, String word) {
    /** Returns how a name can be understood, the longest meaning first. */
    static List<FieldName> of(Entity entity, Field field) {
        String said = field.domain().meaning().isEmpty()
                ? field.name()
                : field.domain().meaning();
        List<String> words = words(said);
        List<String> owner = words(entity.name());
        List<FieldName> names = new ArrayList<>(words.size());
        // A customer's customer_name is its name.
        int own = words.size() > owner.size() && words.subList(0, owner.size()).equals(owner) ? owner.size() : 0;
        for (int from = 0; from < words.size(); from++) {
            names.add(new FieldName(
                    String.join("", words.subList(Math.min(own, from), from)),
                    String.join("", words.subList(from, words.size()))));
        }
        return names;
    }

    /** Returns the last word of a name, such as an entity's. */
    static String last(String name) {
        List<String> words = words(name);
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    /** Takes a name apart where it has other than letters and digits, and where capitals begin. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean end = i == name.length();
            boolean between = !end && !Character.isLetterOrDigit(name.charAt(i));
            boolean begins = !end
                    && i > 0
                    && Character.isUpperCase(name.charAt(i))
                    && (Character.isLowerCase(name.charAt(i - 1))
                            || i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
            if (end || between || begins) {
                if (i > from) {
                    words.add(name.substring(from, i).toLowerCase(Locale.ROOT));
                }
                from = between ? i + 1 : i;
            }
        }
        return words;
    }
}
