package dev.assay.data.internal;

import dev.assay.data.Field;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text of a row's person is, where the row is told the person's name or a part of it.
 *
 * @param part what the text is
 * @param field the field that holds it
 * @param person whose other part of the name it has if only one is told
 * @param below what an address has before its host
 * @param firsts the fields that hold the first name
 * @param lasts those that hold the last name
 * @param fulls those that hold both
 */
record Naming(
        Part part,
        Field field,
        Person person,
        String below,
        List<String> firsts,
        List<String> lasts,
        List<String> fulls)
        implements Follower {
    private static final Pattern BETWEEN = Pattern.compile("\\s+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z0-9]+");

    /** Parts of what is said of a person that are made of the name. */
    enum Part {
        FIRST,
        LAST,
        FULL,
        INITIALS,
        ACCOUNT,
        EMAIL
    }

    /** Returns the part that a word stands for; null if it is none, or one of some entities alone. */
    static @Nullable Part part(String word) {
        return switch (word) {
            case "firstname", "givenname", "forename" -> Part.FIRST;
            case "lastname", "surname", "familyname" -> Part.LAST;
            case "fullname", "contactname", "cardholder", "accountholder", "contactperson", "displayname" -> Part.FULL;
            case "initials" -> Part.INITIALS;
            case "nickname", "username", "login", "loginname", "handle", "screenname" -> Part.ACCOUNT;
            case "email", "emailaddress", "mail" -> Part.EMAIL;
            default -> null;
        };
    }

    @Override
    public @Nullable String of(Function<String, @Nullable Optional<Object>> told, long number, String ending) {
        String full = told(told, fulls);
        String first = told(told, firsts);
        String last = told(told, lasts);
        if (full != null) {
            String[] words = BETWEEN.split(full.strip());
            String begins = String.join(" ", List.of(words).subList(0, Math.max(1, words.length - 1)));
            String ends = words.length == 1 ? "" : words[words.length - 1];
            if (person.familyFirst()) {
                begins = words[0];
                ends = String.join(" ", List.of(words).subList(1, words.length));
            }
            first = first != null ? first : person.familyFirst() ? ends : begins;
            last = last != null ? last : person.familyFirst() ? begins : ends;
        }
        String text = first == null && last == null ? null : text(full, first, last, number, ending);
        return text == null || new DomainCheck(field).problem(text) != null ? null : text;
    }

    private static @Nullable String told(Function<String, @Nullable Optional<Object>> told, List<String> fields) {
        for (String each : fields) {
            Optional<Object> value = told.apply(each);
            if (value != null && value.isPresent() && !value.get().toString().isBlank()) {
                return value.get().toString();
            }
        }
        return null;
    }

    private @Nullable String text(
            @Nullable String full, @Nullable String toldFirst, @Nullable String toldLast, long number, String ending) {
        if (part == Part.FIRST || part == Part.LAST) {
            String told = part == Part.FIRST ? toldFirst : toldLast;
            return told == null || told.isEmpty() ? null : told;
        }
        String first = toldFirst == null ? person.first(number) : toldFirst;
        String last = toldLast == null ? person.last(number) : toldLast;
        return switch (part) {
            case INITIALS -> letter(first) + letter(last);
            case ACCOUNT -> account(first, last, "_", ending);
            case EMAIL -> {
                String account = account(first, last, ".", ending);
                yield account == null ? null : account + "@" + below + Person.domain(number);
            }
            default -> {
                String name = person.familyFirst() ? last + " " + first : first + " " + last;
                yield (full == null ? name : full) + (ending.isEmpty() ? "" : " " + ending);
            }
        };
    }

    private static String letter(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
    }

    /** Returns both names' letters in ASCII; null if they have none. */
    private static @Nullable String account(String first, String last, String between, String ending) {
        String begins = letters(first);
        String ends = letters(last);
        if (begins.isEmpty() && ends.isEmpty()) {
            return null;
        }
        return begins + (begins.isEmpty() || ends.isEmpty() ? "" : between) + ends + ending;
    }

    private static String letters(String name) {
        String small = name.toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("ø", "o")
                .replace("ł", "l");
        return NO_LETTERS
                .matcher(Normalizer.normalize(small, Normalizer.Form.NFD))
                .replaceAll("");
    }
}
