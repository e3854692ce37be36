package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Distribution;
import dev.assay.core.Gen;
import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import dev.assay.data.internal.Aspect;
import dev.assay.data.internal.Column;
import dev.assay.data.internal.Follower;
import dev.assay.data.internal.Meaning;
import dev.assay.data.internal.Numbered;
import dev.assay.data.internal.Numbering;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what computes each field: of its rule, its relation, its constraints, or its meaning, in that order. */
final class Columns {
    /** Up to so many parents' order is listed. */
    private static final int LISTED = 1 << 13;

    /** How many rows have no parent where they need not have one, as they have no value in other optional fields. */
    private static final double USUALLY_ABSENT = 0.1;

    /** What tells groups from fields. */
    private static final String GROUP = "group ";

    private static final Set<Class<?>> COUNTED =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class, BigDecimal.class);

    private final Dataset dataset;
    private final Meaning meaning;

    Columns(Dataset dataset) {
        this.dataset = dataset;
        this.meaning =
                dataset.model().meaning(dataset.asOf(), dataset.scenario().locale());
    }

    /** Makes the columns of a table, once the rows of all tables are counted. */
    void bind(Table table) {
        new Binding(table).bind();
    }

    private final class Binding {
        private final Table table;
        private final Entity entity;
        private final Map<String, Numbering> numberings = new HashMap<>();

        /** Who has which number where single rows were told values of unique fields: by field, and by group. */
        private final Map<String, StandIns> standIns = new HashMap<>();

        /** Fields that must differ on their own, also for the sake of several that must differ together. */
        private final Set<String> unique = new HashSet<>();

        Binding(Table table) {
            this.table = table;
            this.entity = table.entity;
        }

        void bind() {
            for (Field field : entity.fields()) {
                if (entity.unique(field.name())) {
                    unique.add(field.name());
                }
            }
            for (int i = 0; i < table.links.length; i++) {
                table.links[i] = link(entity.relations().get(i));
                table.parents[i] = dataset.table(entity.relations().get(i).parent());
            }
            Table.Link[] picked = table.links.clone();
            Leading leading = new Leading(table);
            leading.owners();
            Together together = new Together(table, leading, unique, this::aspect);
            together.bind();
            for (int i = 0; i < picked.length; i++) {
                if (picked[i] != table.links[i]) {
                    table.links[i] = lacking(entity.relations().get(i), table.links[i]);
                }
            }
            new ToldRows(table).check();
            new SharedKeys(table).bind();
            number();
            for (int i = 0; i < table.columns.length; i++) {
                Column known = together.columns().get(entity.fields().get(i).name());
                table.columns[i] = known == null ? column(entity.fields().get(i)) : known;
            }
            new Checks(table, unique, this::isFree, this::numbering).bind();
        }

        /** Numbers each group of fields once, uniquely if one of them asks for it. */
        private void number() {
            Map<String, Aspect> aspects = new LinkedHashMap<>();
            Set<String> differing = new HashSet<>();
            Set<String> spread = new HashSet<>();
            for (Field field : entity.fields()) {
                Aspect aspect = isNumbered(field) ? aspect(field) : null;
                if (aspect != null) {
                    aspects.putIfAbsent(aspect.group(), aspect);
                    if (unique.contains(field.name())) {
                        differing.add(aspect.group());
                    } else if (meaning.takesTurns(entity, field, aspect)) {
                        spread.add(aspect.group());
                    }
                }
            }
            aspects.forEach((group, aspect) -> numberings.put(
                    group,
                    Numbering.of(
                            numberings.size(),
                            table.seed.at(group),
                            aspect,
                            differing.contains(group),
                            spread.contains(group))));
            table.groups = numberings.size();
            Following following = new Following(table, this::follower, this::numbering);
            table.followed = following;
            if (table.singles > 0) {
                following.tell(unique);
                standIn();
            }
        }

        /** Returns how a field follows from others of its row; null if it does not. */
        private @Nullable Follower follower(String field) {
            return isFree(field) ? meaning.follower(entity, entity.field(field)).orElse(null) : null;
        }

        /** Finds values that single rows were told, and that others would have as well. */
        private void standIn() {
            ToldRows told = new ToldRows(table);
            for (Field field : entity.fields()) {
                Aspect aspect = unique.contains(field.name()) && isNumbered(field) ? aspect(field) : null;
                Map<Long, Optional<Object>> values = aspect == null ? Map.of() : told.of(field.name());
                if (aspect != null && !values.isEmpty()) {
                    Numbering numbering = Objects.requireNonNull(numberings.get(aspect.group()));
                    StandIns found =
                            StandIns.of(values, row -> aspect.values().at(numbering.number(row), numbering.round(row)));
                    standIns.put(field.name(), found);
                    standIns.putIfAbsent(GROUP + aspect.group(), found);
                }
            }
        }

        /** Tells whether a field takes values that are numbered, where its meaning has any. */
        private boolean isNumbered(Field field) {
            // What a rule makes is asked for no meaning, which may have none for its pattern.
            return isFree(field.name())
                    && !isCounted(field)
                    && (unique.contains(field.name()) || meaning.isShared(entity, field));
        }

        /** Returns what a field's values are numbered by; null if nothing does. */
        private @Nullable Numbering numbering(String field) {
            Field known = entity.field(field);
            Aspect aspect = isNumbered(known) ? aspect(known) : null;
            return aspect == null ? null : numberings.get(aspect.group());
        }

        /** Tells whether nothing but a field's meaning says what it holds. */
        private boolean isFree(String field) {
            return entity.relation(field).isEmpty() && rule(entity.field(field)).isEmpty();
        }

        /** Tells whether a field is the key, and a number: the row's own plus one. */
        private boolean isCounted(Field field) {
            return counts(entity, field);
        }

        /** Tells whether rows are told apart by their number, which a domain may not allow. */
        private static boolean counts(Entity of, Field field) {
            BigDecimal least = field.domain().numbers().least();
            return of.key().equals(List.of(field.name()))
                    && COUNTED.contains(field.type())
                    && field.domain().values().isEmpty()
                    && (least == null || least.compareTo(BigDecimal.ONE) <= 0);
        }

        /** Returns how far a key can be counted. */
        private static long roomToCount(Field field) {
            long room = Long.MAX_VALUE;
            if (field.type() == short.class || field.type() == Short.class) {
                room = Short.MAX_VALUE;
            } else if (field.type() == int.class || field.type() == Integer.class) {
                room = Integer.MAX_VALUE;
            }
            BigDecimal most = field.domain().numbers().most();
            return most == null
                    ? room
                    : most.max(BigDecimal.ZERO).min(BigDecimal.valueOf(room)).longValue();
        }

        private Optional<Rule> rule(Field field) {
            return dataset.model().rule(entity, field);
        }

        private @Nullable Aspect aspect(Field field) {
            Aspect known = meaning.aspect(entity, field).orElse(null);
            boolean differs = field.type() == String.class && unique.contains(field.name());
            return differs ? Meaning.differing(field, known, new Grown(table).firstRows()) : known;
        }

        private Column column(Field field) {
            Rule rule = rule(field).orElse(null);
            if (rule != null) {
                return new Table.Ruled(rule);
            }
            Relation relation = entity.relation(field.name()).orElse(null);
            if (relation != null) {
                return parentsKey(field, relation);
            } else if (isCounted(field)) {
                Class<?> type = field.type();
                long room = roomToCount(field);
                if (table.rows > room) {
                    throw noRoom(table, field.name(), room, "keys are counted from 1");
                }
                checkToldKeys(field);
                Keyed keys = new Grown(table).keys(field.name(), type, table.rows);
                return (Table.Certain) (row, bits) -> keys.of(row.index());
            }
            Column made = isNumbered(field) && aspect(field) != null
                    ? numbered(field, Objects.requireNonNull(aspect(field)))
                    : unnumbered(field);
            Double told = dataset.scenario().absence(entity, field.name());
            double usual = field.nullable() && !unique.contains(field.name()) ? meaning.absence(entity, field) : 0;
            double absence = told == null ? usual : told;
            return absence > 0 ? nowAndThenNone(made, absence) : made;
        }

        /** Refuses keys of single rows that others have, or by which others would not find them. */
        private void checkToldKeys(Field field) {
            new ToldRows(table).of(field.name()).forEach((row, told) -> {
                long own = row + 1;
                if (told.isEmpty() || ((Number) told.get()).longValue() != own) {
                    throw Diagnosis.of("ASSAY-DATA-085", "a single row cannot have a key of its own.")
                            .with("scenario", dataset.scenario().name())
                            .with("field", entity.name() + "." + field.name())
                            .with("value", told.orElse(null))
                            .with("row", row + ", whose key is " + own)
                            .because("keys are counted from 1, in the order of rows, and children hold these")
                            .toFix("leave it out: single rows come first, so that their keys are 1, 2, 3")
                            .exception();
                }
            });
        }

        private Column unnumbered(Field field) {
            Column made = meaning.column(entity, field).orElseThrow(() -> unsupported(field));
            if (unique.contains(field.name())) {
                throw noRoom(table, field.name(), 0, "nothing is known of values that it could number");
            }
            return made;
        }

        private static Column nowAndThenNone(Column made, double absence) {
            return (row, bits) -> Seed.unit(Seed.bits(bits, -1)) < absence ? null : made.at(row, bits);
        }

        private Column numbered(Field field, Aspect aspect) {
            if (unique.contains(field.name()) && table.rows > aspect.distinct()) {
                String why = aspect.distinct() > 0
                        ? "each row needs a value of its own"
                        : "others of its kind share such values";
                throw noRoom(table, field.name(), aspect.distinct(), why);
            }
            Numbering numbering = Objects.requireNonNull(numberings.get(aspect.group()));
            Aspect.Values values = aspect.values();
            StandIns others = standIns.getOrDefault(field.name(), standIns.get(GROUP + aspect.group()));
            if (others != null) {
                return (row, bits) -> {
                    long index = others.of(row.index());
                    return values.at(numbering.number(index), numbering.round(index));
                };
            }
            if (!numbering.rounds()) {
                return (row, bits) -> values.at(((Numbered) row).number(numbering), 0);
            }
            return (row, bits) -> values.at(((Numbered) row).number(numbering), numbering.round(row.index()));
        }

        /** The value that the parent has in the field which is referred to. */
        private Column parentsKey(Field field, Relation relation) {
            Table parents = dataset.table(relation.parent());
            int link = table.link(relation.name());
            List<String> key = relation.parentFields().isEmpty() ? parents.entity.key() : relation.parentFields();
            String referred = key.get(relation.fields().indexOf(field.name()));
            Field target = parents.entity.field(referred);
            boolean counted = counts(parents.entity, target)
                    && rule(parents.entity, target).isEmpty()
                    && parents.entity.relation(referred).isEmpty();
            if (counted) {
                Class<?> type = field.type();
                if (!COUNTED.contains(type)) {
                    throw unsupported(field);
                }
                Keyed keys = new Grown(table).keys(field.name(), type, parents.rows);
                return (Table.Certain) (row, bits) -> {
                    long parent = ((TableRow) row).parent(link);
                    return parent < 0 ? null : keys.of(parent);
                };
            }
            int place = parents.entity.indexOf(referred);
            return (Table.Certain) (row, bits) -> {
                long parent = ((TableRow) row).parent(link);
                return parent < 0 ? null : new TableRow(parents, parent).get(place);
            };
        }

        private Optional<Rule> rule(Entity of, Field field) {
            return dataset.model().rule(of, field);
        }

        private Table.Link link(Relation relation) {
            Field holder = entity.field(relation.fields().get(0));
            if (rule(holder).isPresent()) {
                int place = entity.indexOf(holder.name());
                // Rules make keys of rows whose key is their number plus one.
                return row -> row.get(place) instanceof Number key ? key.longValue() - 1 : -1;
            } else if (relation.owned()) {
                OwnedRows owned = Objects.requireNonNull(table.owned);
                return row -> owned.parent(row.index());
            }
            long key = table.seed.at(relation.fields().get(0)).key();
            int link = table.link(relation);
            if (relation.parent().equals(entity.name())) {
                // The first rows are roots, and nobody is an own ancestor.
                Double told = dataset.scenario().absence(entity, relation.name());
                double roots = told == null ? 0.1 : told;
                return row -> {
                    long bits = Seed.bits(key + row.attemptOfLink(link), row.index());
                    boolean root = row.index() == 0 || Seed.unit(bits) < roots;
                    return root ? selfless(relation) : Seed.scale(Seed.bits(bits, 1), row.index());
                };
            }
            return picked(relation, key);
        }

        /** A root without a parent, or one that is its own where the key may not be null. */
        private long selfless(Relation relation) {
            return entity.optional(relation) ? -1 : 0;
        }

        private Table.Link picked(Relation relation, long key) {
            long parents = dataset.table(relation.parent()).rows;
            if (parents == 0 && table.rows > 0 && !entity.optional(relation)) {
                throw noParent(relation);
            }
            return new Grown(table).link(table.link(relation), picks(parents, relation, key));
        }

        private Table.Link picks(long parents, Relation relation, long key) {
            if (parents == 0) {
                return row -> -1;
            }
            double skew = ((Relation.Picked) relation.kind()).skew();
            int link = table.link(relation);
            if (skew == 0 && entity.mayLack(relation)) {
                Double told = dataset.scenario().absence(entity, relation.name());
                double usual = told == null ? USUALLY_ABSENT : told;
                // A check may want that there is none.
                double again = told == null ? 0.5 : told;
                return row -> {
                    int attempt = row.attemptOfLink(link);
                    long bits = Seed.bits(key + attempt, row.index());
                    boolean none = Seed.unit(Seed.bits(bits, 1)) < (attempt > 0 ? again : usual);
                    return none ? -1 : Seed.scale(bits, parents);
                };
            } else if (skew == 0) {
                return row -> Seed.scale(Seed.bits(key + row.attemptOfLink(link), row.index()), parents);
            }
            Gen<Long> ranks = Distribution.zipf(parents, skew);
            Permutation order =
                    Permutation.of(table.seed.at(relation.fields().get(0)).at("order"), parents);
            int[] places = parents <= LISTED && parents <= table.rows ? listed(order) : new int[0];
            Table.Link ranked = row -> {
                long rank = ranks.draw(RowChoices.of(key + row.attemptOfLink(link), row.index()));
                return places.length > 0 ? places[(int) rank] : order.at(rank);
            };
            return lacking(relation, ranked, USUALLY_ABSENT);
        }

        /** Lets some rows have none of the parents that another link leads to, if a scenario wants it. */
        private Table.Link lacking(Relation relation, Table.Link usual) {
            return lacking(relation, usual, 0);
        }

        private Table.Link lacking(Relation relation, Table.Link usual, double unlessTold) {
            Double told = dataset.scenario().absence(entity, relation.name());
            double absence = entity.mayLack(relation) ? told == null ? unlessTold : told : 0;
            if (absence == 0) {
                return usual;
            }
            long key = table.seed.at(relation.fields().get(0)).at("absence").key();
            int link = table.link(relation);
            return row ->
                    Seed.unit(Seed.bits(key + row.attemptOfLink(link), row.index())) < absence ? -1 : usual.parent(row);
        }

        /** An order that is asked for more often than it has places. */
        private static int[] listed(Permutation order) {
            int[] places = new int[(int) order.size()];
            for (int i = 0; i < places.length; i++) {
                places[i] = (int) order.at(i);
            }
            return places;
        }

        private RuntimeException noParent(Relation relation) {
            return Diagnosis.of("ASSAY-DATA-011", "rows have no parent to pick.")
                    .with("scenario", dataset.scenario().name())
                    .with("field", entity.name() + "." + relation.name())
                    .with("rows", table.rows)
                    .with("parent", relation.parent() + ", 0 rows")
                    .because("each of them needs a row of its parent's")
                    .toFix("rows(" + dataset.model().entity(relation.parent()).inCode() + ", 100)")
                    .exception();
        }

        private RuntimeException unsupported(Field field) {
            return Diagnosis.of("ASSAY-DATA-012", "a field's type has no values of its own.")
                    .with("field", entity.name() + "." + field.name())
                    .with("type", typeOf(field))
                    .because(
                            "Assay knows texts, numbers, truth values, enums, UUIDs, dates and times, and keys that are numbers")
                    .toFix("model.with(" + entity.inCode() + ", \"" + field.name() + "\", (row, choices) -> ...)")
                    .exception();
        }
    }

    /** A type of a database that Java knows nothing of is called what it is called there. */
    private static String typeOf(Field field) {
        boolean named =
                field.type() == Object.class && !field.domain().meaning().isEmpty();
        return named ? field.domain().meaning() : field.type().getName();
    }

    static Object counted(Class<?> type, long number) {
        if (type == long.class || type == Long.class) {
            return number;
        } else if (type == int.class || type == Integer.class) {
            return Math.toIntExact(number);
        } else if (type == BigDecimal.class) {
            return BigDecimal.valueOf(number);
        }
        if (number > Short.MAX_VALUE) {
            throw new ArithmeticException("short overflow");
        }
        return (short) number;
    }

    static RuntimeException noRoom(Table table, String fields, long room, String why) {
        return Diagnosis.of("ASSAY-DATA-010", "a field that is to be unique has too little room.")
                .with("scenario", table.dataset.scenario().name())
                .with("field", table.entity.name() + "." + fields)
                .with("rows", table.rows)
                .with("room", room)
                .because(why)
                .toFix("model.with(" + table.entity.inCode() + ", \"" + fields + "\", rule), whose values differ")
                .toFix("fewer rows")
                .exception();
    }
}
