package dev.assay.data;

import dev.assay.data.internal.Follower;
import dev.assay.data.internal.Numbering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
        List<SingleRows.Single> singles = new ArrayList<>(table.single);
        for (Field field : entity.fields()) {
            Follower follower = followers.apply(field.name());
            if (follower != null) {
                tell(field.name(), follower, unique.contains(field.name()), singles);
            }
        }
        table.single = List.copyOf(singles);
    }

    private void tell(String field, Follower follower, boolean unique, List<SingleRows.Single> singles) {
        Set<Object> taken = new HashSet<>();
        new ToldRows(table).of(field).values().forEach(value -> value.ifPresent(taken::add));
        for (int i = 0; i < table.singles; i++) {
            RowSpec spec = table.single.get(i).spec();
            String text = spec == null || spec.values().containsKey(field)
                    ? null
                    : text(field, follower, spec, i, unique ? taken : Set.of());
            if (text != null) {
                SingleRows.Single single = singles.get(i);
                RowSpec more = Objects.requireNonNull(single.spec()).with(field, text);
                singles.set(i, new SingleRows.Single(more, single.parents()));
                taken.add(text);
            }
        }
    }

    /** Returns what follows and is not taken; null if nothing does. */
    private @Nullable String text(String field, Follower follower, RowSpec spec, int row, Set<Object> taken) {
        Numbering numbering = numberings.apply(field);
        long number = numbering == null ? row : numbering.number(row);
        String text = follower.of(spec.values()::get, number, "");
        for (int again = 2; text != null && taken.contains(text); again++) {
            String other = follower.of(spec.values()::get, number, String.valueOf(again));
            // A first name is told from others by nothing.
            text = text.equals(other) ? null : other;
        }
        return text;
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
