package dev.assay.data;

import dev.assay.data.internal.Follower;
import dev.assay.data.internal.Numbering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets fields follow what rows are told of others: addresses, accounts and initials, a name. */
final class Following implements Table.Followed {
    private final Table table;
    private final Entity entity;
    private final Function<String, @Nullable Follower> followers;
    private final Function<String, @Nullable Numbering> numberings;

    /**
     * Takes a table whose numberings are made.
     *
     * @param followers how a field follows from others, if it does
     * @param numberings what a field's values are numbered by, if anything
     */
    Following(
            Table table,
            Function<String, @Nullable Follower> followers,
            Function<String, @Nullable Numbering> numberings) {
        this.table = table;
        this.entity = table.entity;
        this.followers = followers;
        this.numberings = numberings;
    }

    /**
     * Tells single rows what follows from what they are told.
     *
     * @param unique the fields that differ from row to row
     */
    void tell(Set<String> unique) {
        Map<Object, List<Field>> groups = new LinkedHashMap<>();
        Map<String, Set<Object>> taken = new HashMap<>();
        for (Field field : entity.fields()) {
            String name = field.name();
            if (followers.apply(name) != null) {
                Numbering numbering = unique.contains(name) ? numberings.apply(name) : null;
                groups.computeIfAbsent(numbering == null ? name : numbering, unseen -> new ArrayList<>())
                        .add(field);
                Set<Object> told = new HashSet<>();
                if (unique.contains(name)) {
                    new ToldRows(table).of(name).values().forEach(value -> value.ifPresent(told::add));
                }
                taken.put(name, told);
            }
        }
        List<SingleRows.Single> singles = new ArrayList<>(table.single);
        groups.values().forEach(fields -> tell(fields, unique, taken, singles));
        table.single = List.copyOf(singles);
    }

    private void tell(
            List<Field> fields, Set<String> unique, Map<String, Set<Object>> taken, List<SingleRows.Single> singles) {
        for (int i = 0; i < table.singles; i++) {
            RowSpec spec = table.single.get(i).spec();
            if (spec != null) {
                Map<String, String> texts = texts(fields, spec, i, taken);
                SingleRows.Single single = singles.get(i);
                RowSpec more = Objects.requireNonNull(single.spec());
                for (Map.Entry<String, String> each : texts.entrySet()) {
                    more = more.with(each.getKey(), each.getValue());
                    if (unique.contains(each.getKey())) {
                        Objects.requireNonNull(taken.get(each.getKey())).add(each.getValue());
                    }
                }
                singles.set(i, new SingleRows.Single(more, single.parents()));
            }
        }
    }

    /** Returns what follows and is not taken, of fields that are of one person with one ending. */
    private Map<String, String> texts(List<Field> fields, RowSpec spec, int row, Map<String, Set<Object>> taken) {
        List<String> names = new ArrayList<>();
        for (Field field : fields) {
            if (!spec.values().containsKey(field.name())) {
                names.add(field.name());
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int again = 1; !names.isEmpty(); again++) {
            String ending = again == 1 ? "" : String.valueOf(again);
            boolean free = true;
            for (String name : List.copyOf(names)) {
                String before = texts.get(name);
                String text = text(name, spec, row, ending);
                if (text == null || again > 1 && text.equals(before) && isTaken(name, text, taken)) {
                    // A first name is told from others by nothing.
                    names.remove(name);
                    texts.remove(name);
                } else {
                    texts.put(name, text);
                    free &= !isTaken(name, text, taken);
                }
            }
            if (free) {
                break;
            }
        }
        return texts;
    }

    private static boolean isTaken(String name, String text, Map<String, Set<Object>> taken) {
        return Objects.requireNonNull(taken.get(name)).contains(text);
    }

    private @Nullable String text(String field, RowSpec spec, int row, String ending) {
        Numbering numbering = numberings.apply(field);
        long number = numbering == null ? row : numbering.number(row);
        return Objects.requireNonNull(followers.apply(field)).of(spec.values()::get, number, ending);
    }

    @Override
    public @Nullable Object of(TableRow row, int column) {
        String field = entity.fields().get(column).name();
        Follower follower = followers.apply(field);
        if (follower == null) {
            return null;
        }
        Numbering numbering = numberings.apply(field);
        // Others may have been told the same: the row's number tells them apart.
        String ending = entity.unique(field) ? String.valueOf(row.index() + 1) : "";
        return follower.of(row::told, numbering == null ? row.index() : row.number(numbering), ending);
    }
}
