package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.NEVER;
import static dev.assay.data.internal.Aspect.Repeats.SOON;

import dev.assay.core.Seed;

/** What is sold, by whom, and what is written about it, in a region. */
record Goods(Region region) {
    private static final int LONGEST_ITEM = 24;

    private Words words(String list) {
        return switch (list) {
            case "adjective", "material", "product" -> words("commerce.product_name." + list);
            case "last" -> words("people.last");
            case "first" -> words("people.female");
            case "way" -> region.ways();
            case "house" -> numbers(199);
            case "number" -> numbers(1_999);
            default -> region.vocabulary().words(list);
        };
    }

    private static Words numbers(int most) {
        String[] numbers = new String[most];
        for (int i = 0; i < most; i++) {
            numbers[i] = Integer.toString(i + 1);
        }
        return Words.of(numbers);
    }

    Phrase phrase(String pattern) {
        return Phrase.of(pattern, this::words);
    }

    Phrase street() {
        return phrase(region.street());
    }

    Phrase product() {
        return phrase("{adjective} {material} {product}");
    }

    Phrase department() {
        return phrase("{commerce.department}");
    }

    Phrase company() {
        return phrase("{last}-{last} {company.suffix}");
    }

    /** Pages of a company, whose number its name has. */
    Aspect website(Phrase company, String group) {
        Words letters = region.vocabulary().own("people.last.account");
        if (letters == null) {
            return new Aspect(
                    group, company.room(), 40, LATE, (number, round) -> "https://www" + number + ".example.com");
        }
        int longest = "https://-.example.com".length() + 2 * letters.longest();
        return new Aspect(group, company.room(), longest + Aspect.ROUND, NEVER, (number, round) -> {
            StringBuilder page = new StringBuilder(longest + 8)
                    .append("https://")
                    .append(letters.get((int) (number % letters.size())))
                    .append('-')
                    .append(letters.get((int) (number / letters.size() % letters.size())))
                    .append(
                            number / letters.size() / letters.size() == 0
                                    ? ""
                                    : number / letters.size() / letters.size() + 1);
            return (round == 0 ? page : page.append('-').append(round + 1))
                    .append(".example.com")
                    .toString();
        });
    }

    /** A name as addresses of pages have it: small letters and digits, all else a hyphen. */
    static Aspect slug(Aspect name) {
        return new Aspect(
                name.group(),
                name.room(),
                Math.max(2 * name.longest(), LONGEST_ITEM),
                name.repeats(),
                (number, round) -> slug(String.valueOf(name.values().at(number, round)), number));
    }

    private static String slug(String name, long number) {
        StringBuilder slug = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char one = Character.toLowerCase(name.charAt(i));
            String folded = switch (one) {
                case 'ä' -> "ae";
                case 'ö' -> "oe";
                case 'ü' -> "ue";
                case 'ß' -> "ss";
                case 'å' -> "a";
                case 'é', 'è', 'ê', 'ë' -> "e";
                default -> one >= 'a' && one <= 'z' || one >= '0' && one <= '9' ? String.valueOf(one) : "";
            };
            if (!folded.isEmpty()) {
                slug.append(folded);
            } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        int end = slug.length();
        if (end > 0 && slug.charAt(end - 1) == '-') {
            slug.setLength(end - 1);
        }
        // What is written without letters of ASCII has nothing else.
        return end == 0 ? "item-" + number : slug.toString();
    }

    /** Some words, the first of which most rows have. */
    static Aspect mostly(String group, Words words) {
        return new Aspect(group, 1L << 16, words.longest(), SOON, (number, round) -> {
            int chosen = 0;
            for (long rest = Seed.bits(7, number); chosen < words.size() - 1 && (rest & 0xFF) >= 150; rest >>>= 8) {
                chosen++;
            }
            return words.get(chosen);
        });
    }

    /** Some words, all as often. */
    static Aspect any(String group, Words words) {
        return new Aspect(group, words.size(), words.longest(), LATE, (number, round) -> words.get((int) number));
    }
}
