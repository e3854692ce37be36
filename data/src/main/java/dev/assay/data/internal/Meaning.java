package dev.assay.data.internal;

import dev.assay.core.Seed;
import dev.assay.data.Domain;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a field holds, by its name, type and domain: an {@link Aspect} where the values can be numbered, so that they can
 * also be unique, else a {@link Column}.
 *
 * <p>Thread-safe; what was found of a field is kept, for it is asked for several times, and takes a while.
 */
public final class Meaning {
    private static final long MANY = 1_000_000;
    private static final long LARGEST = 1L << 40;
    private static final int MICRO = 6;
    private static final String CODE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LONGEST_CODE = 11;

    /** How many texts of a list there may be for names to take turns: more hardly ever repeat. */
    private static final int FEW = 1 << 14;

    private static final int FEW_PEOPLE = 1 << 18;

    private static final double USUALLY_ABSENT = 0.1;

    /** What says that something is in use, and what says that it was paid. */
    private static final Set<String> IN_USE = Set.of("active", "enabled", "open", "published", "live");

    private static final Set<String> PAID = Set.of("paid", "refunded", "completed", "settled");

    private final Texts texts;
    private final Times times;
    private final BiPredicate<Entity, Field> free;

    private final Map<Key, Optional<Aspect>> aspects = new ConcurrentHashMap<>();
    private final Map<Key, Boolean> shared = new ConcurrentHashMap<>();
    private final Map<Key, Optional<Column>> columns = new ConcurrentHashMap<>();
    private final Map<Key, Optional<Follower>> followers = new ConcurrentHashMap<>();
    private final Map<Key, Double> absences = new ConcurrentHashMap<>();

    /** Knows the day up to which things have happened; people and places are Americans'. */
    public Meaning(LocalDate asOf) {
        this(asOf, Locale.US, (entity, field) -> true);
    }

    /**
     * Knows the day up to which things have happened, whose people and places there are, and of which fields nothing but
     * their meaning says what they hold.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-024 if nothing is known of the locale
     */
    public Meaning(LocalDate asOf, Locale locale, BiPredicate<Entity, Field> free) {
        this.texts = new Texts(asOf, Region.of(locale));
        this.times = new Times(asOf);
        this.free = free;
    }

    /**
     * Checks that names, places and phone numbers of a locale are known.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-024 if they are not
     */
    public static Locale known(Locale locale) {
        return Locale.forLanguageTag(Region.of(locale).tag());
    }

    /** Returns what a field's values are numbered by, if its meaning is known and they can be. */
    public Optional<Aspect> aspect(Entity entity, Field field) {
        return kept(aspects, entity, field, this::find);
    }

    /** What is known by names; compared here, for a fresh JVM takes long to make what compares records. */
    private record Key(String entity, String field) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.field.equals(field) && key.entity.equals(entity);
        }

        @Override
        public int hashCode() {
            return 31 * entity.hashCode() + field.hashCode();
        }
    }

    /** Two threads may both find it; either will do. */
    private static <T> T kept(Map<Key, T> known, Entity entity, Field field, BiFunction<Entity, Field, T> find) {
        Key key = new Key(entity.name(), field.name());
        T found = known.get(key);
        if (found == null) {
            found = find.apply(entity, field);
            known.put(key, found);
        }
        return found;
    }

    private Optional<Aspect> find(Entity entity, Field field) {
        Class<?> type = field.type();
        Domain domain = field.domain();
        if (!domain.values().isEmpty()) {
            List<Object> values = domain.values();
            return Optional.of(aspect(field, values.size(), number -> values.get((int) number)));
        } else if (type == String.class) {
            return Optional.ofNullable(Fitting.fit(texts.of(entity, field), domain, field.name()));
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            Aspect gender = entity.unique(field.name()) ? null : texts.gender(entity, field, constants);
            return Optional.of(
                    gender == null ? aspect(field, constants.length, number -> constants[(int) number]) : gender);
        } else if (type == UUID.class) {
            return Optional.of(aspect(field, 1L << 62, Meaning::uuid));
        } else if (type == Boolean.class || type == boolean.class) {
            return Optional.of(aspect(field, 2, number -> number == 0));
        } else if (Times.NUMBERED.contains(type)) {
            return Optional.of(times.aspect(field));
        }
        Aspect coordinate = coordinate(entity, field);
        if (coordinate != null) {
            return Optional.of(coordinate);
        }
        long most = type == int.class || type == Integer.class ? 1_000_000 : LARGEST;
        Range range = Range.isDecimal(type) && type != BigDecimal.class
                ? null
                : Range.of(type, domain, BigDecimal.ONE, BigDecimal.valueOf(most), false);
        return range == null ? Optional.empty() : Optional.of(aspect(field, range.room(), range::at));
    }

    static Aspect aspect(Field field, long room, LongFunction<Object> values) {
        return new Aspect(
                "field " + field.name(), room, 0, Aspect.Repeats.LATE, (number, round) -> values.apply(number));
    }

    private @Nullable Aspect coordinate(Entity entity, Field field) {
        Class<?> type = field.type();
        if (!Range.isDecimal(type) || !field.domain().numbers().isOpen() || entity.unique(field.name())) {
            return null;
        }
        int scale = field.domain().scale() < 0 ? MICRO : field.domain().scale();
        long more = 1;
        long less = 1;
        for (int i = scale; i < MICRO; i++) {
            less *= 10;
        }
        for (int i = MICRO; i < scale; i++) {
            more *= 10;
        }
        long factor = more;
        long divisor = less;
        return texts.coordinate(entity, field, micro -> Range.value(type, micro / divisor * factor, scale));
    }

    /** Of version 4 (RFC 9562), which says that 122 of its bits are random. */
    static UUID uuid(long number) {
        long high = Seed.bits(0x75756964L, number);
        return new UUID(high & ~0xF000L | 0x4000L, number | 0x8000000000000000L);
    }

    /** Tells whether a field that need not be unique takes part in what others of its row say, such as of one place. */
    public boolean isShared(Entity entity, Field field) {
        return kept(shared, entity, field, this::findShared);
    }

    private boolean findShared(Entity entity, Field field) {
        Class<?> type = field.type();
        if (!field.domain().values().isEmpty()) {
            return false;
        }
        if (type == String.class) {
            // What a pattern alone says is better drawn than numbered, which gives long ones nearly always.
            return !aspect(entity, field).map(Aspect::group).orElse("").startsWith(Fitting.MATCHING);
        }
        return Range.isDecimal(type) && coordinate(entity, field) != null
                || type.isEnum() && texts.gender(entity, field, type.getEnumConstants()) != null;
    }

    /**
     * Tells whether values, although they may repeat, take turns: what rows of a kind are called, and people where there
     * are few names.
     */
    public boolean takesTurns(Entity entity, Field field, Aspect aspect) {
        boolean called = aspect.repeats() == Aspect.Repeats.NEVER
                && aspect.room() <= FEW
                && List.of("name", "title", "slug").contains(field.meaning());
        return called || aspect.group().startsWith(Person.GROUP) && aspect.room() <= FEW_PEOPLE;
    }

    /** Returns how many rows of all have no value in a field that may have none. */
    public double absence(Entity entity, Field field) {
        return kept(absences, entity, field, this::findAbsence);
    }

    private double findAbsence(Entity entity, Field field) {
        String name = field.meaning();
        if (name.startsWith("deleted") || name.startsWith("archived")) {
            return 0.9;
        } else if (name.startsWith("paid") && status(entity, PAID) >= 0) {
            return 0;
        } else if (name.endsWith("street2") || name.endsWith("addressline2") || name.endsWith("address2")) {
            return 0.7;
        } else if (name.endsWith("notes")
                || name.endsWith("note")
                || name.endsWith("remarks")
                || name.endsWith("middlename")
                || name.endsWith("reason")) {
            return 0.6;
        }
        return USUALLY_ABSENT;
    }

    /**
     * Returns what texts are numbered by that must differ: a few are told apart by a number behind them, as often as they
     * come again.
     */
    public static Aspect differing(Field field, @Nullable Aspect known, long rows) {
        if (known == null) {
            return code(field);
        }
        Domain domain = field.domain();
        boolean told = !domain.values().isEmpty() || domain.pattern() != null;
        if (told || known.repeats() != Aspect.Repeats.LATE || known.room() >= MANY) {
            return known;
        }
        Integer most = domain.lengths().most();
        int longest = known.longest() + Aspect.ROUND;
        if (most != null && most < longest) {
            return rows <= known.room() ? known : code(field);
        }
        Aspect.Values values = known.values();
        return new Aspect(known.group(), known.room(), longest, Aspect.Repeats.NEVER, (number, round) -> {
            Object text = values.at(number, 0);
            return round == 0 ? text : text + " " + (round + 1);
        });
    }

    /** Returns texts that say nothing, for fields that must differ and whose meaning has no values short enough. */
    public static Aspect code(Field field) {
        Integer most = field.domain().lengths().most();
        Integer least = field.domain().lengths().least();
        int length = Math.min(LONGEST_CODE, most == null ? LONGEST_CODE : Math.max(1, most));
        int padding = least == null ? 0 : Math.max(0, least - length);
        long room = 1L << 5 * length;
        return new Aspect("code " + field.name(), room, length + padding, Aspect.Repeats.LATE, (number, round) -> {
            char[] code = new char[length + padding];
            long rest = number;
            for (int i = code.length - 1; i >= 0; i--) {
                code[i] = CODE.charAt((int) (rest & 31));
                rest >>>= 5;
            }
            return new String(code);
        });
    }

    /** Returns how a field's values follow from others where these are told, if they do. */
    public Optional<Follower> follower(Entity entity, Field field) {
        return kept(followers, entity, field, (of, which) -> Optional.ofNullable(texts.follower(of, which)));
    }

    /** Returns what makes a field's values where they need not be unique; empty if its type has none. */
    public Optional<Column> column(Entity entity, Field field) {
        return kept(columns, entity, field, this::findColumn);
    }

    private Optional<Column> findColumn(Entity entity, Field field) {
        Class<?> type = field.type();
        Domain domain = field.domain();
        if (!domain.values().isEmpty()) {
            return Optional.of(constant(domain.values().toArray()));
        } else if (type == boolean.class || type == Boolean.class) {
            return Optional.of(flag(entity, field));
        } else if (type.isEnum()) {
            return Optional.of(constant(type.getEnumConstants()));
        } else if (type == String.class) {
            Column matching = Fitting.column(domain);
            return Optional.of(matching == null ? words(field) : matching);
        } else if (type == UUID.class) {
            return Optional.of((row, bits) -> uuid(bits >>> 2));
        } else if (type == char.class || type == Character.class) {
            return Optional.of((row, bits) -> (char) ('A' + Seed.scale(bits, 26)));
        } else if (type == Duration.class) {
            return Optional.of((row, bits) -> Duration.ofMinutes(5 + Seed.scale(bits, 236)));
        }
        Column number = new Numbers(other -> free.test(entity, other)).of(entity, field);
        Column made = number == null ? times.of(entity, field) : number;
        return Optional.ofNullable(made == null ? null : unlessUnpaid(entity, field, made));
    }

    /** Nothing was paid at a time as long as the status says that it was not. */
    private Column unlessUnpaid(Entity entity, Field field, Column made) {
        int status = field.meaning().startsWith("paid") && field.nullable() ? status(entity, PAID) : -1;
        return status < 0 ? made : (row, bits) -> isOne(row.get(status), PAID) ? made.at(row, bits) : null;
    }

    private Column flag(Entity entity, Field field) {
        String name = field.meaning();
        if (name.endsWith("active") || name.endsWith("enabled")) {
            int status = status(entity, IN_USE);
            if (status >= 0) {
                return (row, bits) -> isOne(row.get(status), IN_USE);
            }
            return (row, bits) -> Seed.unit(bits) < 0.75;
        } else if (name.endsWith("verified") || name.endsWith("available") || name.endsWith("visible")) {
            return (row, bits) -> Seed.unit(bits) < 0.8;
        }
        double share = name.endsWith("deleted") || name.endsWith("archived") || name.endsWith("locked") ? 0.05 : 0.2;
        return (row, bits) -> Seed.unit(bits) < share;
    }

    /** Returns the place of a status that says such a thing of some rows; -1 if there is none. */
    private int status(Entity entity, Set<String> such) {
        int place = entity.indexOf("status");
        if (place < 0) {
            return -1;
        }
        Field status = entity.fields().get(place);
        boolean said = false;
        if (status.type().isEnum()) {
            for (Object constant : status.type().getEnumConstants()) {
                said |= isOne(constant, such);
            }
        }
        for (Object value : status.domain().values()) {
            said |= isOne(value, such);
        }
        boolean texted =
                status.type() == String.class && status.domain().values().isEmpty();
        if (texted) {
            Aspect known = texts.of(entity, status);
            for (int i = 0; known != null && i < 64; i++) {
                said |= isOne(known.values().at(i, 0), such);
            }
        }
        return said && free.test(entity, status) ? place : -1;
    }

    private static boolean isOne(@Nullable Object value, Set<String> such) {
        return value != null && such.contains(value.toString().toLowerCase(Locale.ROOT));
    }

    /** The first constant of most rows, and of the others the less the later they stand. */
    private static Column constant(Object[] constants) {
        return (row, bits) -> {
            int chosen = 0;
            long rest = bits;
            while (chosen < constants.length - 1 && (rest & 0xFF) >= 179) {
                rest = chosen % 7 == 6 ? Seed.bits(bits, chosen) : rest >>> 8;
                chosen++;
            }
            return constants[chosen];
        };
    }

    /** A word or two where nothing is known, and letters where there is no room for words. */
    private static Column words(Field field) {
        Integer bound = field.domain().lengths().most();
        Integer least = field.domain().lengths().least();
        int most = bound == null ? Integer.MAX_VALUE : bound;
        Phrase words = Prose.REMARK.phrase().upTo(most);
        Aspect fitting = words.longest() > most ? letters(most) : words.aspect("words", Aspect.Repeats.LATE);
        Domain lengths =
                least == null ? Domain.ANY : Domain.ANY.lengths(field.domain().lengths());
        Aspect longer = Fitting.fit(fitting, lengths, field.name());
        Aspect all = longer == null ? fitting : longer;
        return (row, bits) -> all.values().at(Seed.scale(bits, all.room()), 0);
    }

    private static Aspect letters(int most) {
        if (most == 0) {
            return new Aspect("letters", 1, 0, Aspect.Repeats.SOON, (number, round) -> "");
        }
        return Template.of("?".repeat(Math.min(most, LONGEST_CODE))).aspect("letters");
    }
}
