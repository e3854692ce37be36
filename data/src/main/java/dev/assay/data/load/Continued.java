package dev.assay.data.load;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import dev.assay.data.ScenarioSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Rows that go on where a database's tables end, for {@link Load#append()}.
 *
 * <p>They are those that a larger dataset has behind as many rows as the tables have, so that texts which are to be unique
 * differ from what the same seed has made there before; and keys that are counted begin behind the highest one that is
 * there. Children belong to new rows where a parent has a number of them, and pick among old and new ones elsewhere; among
 * new ones alone where keys are missing between the old. What else the tables hold is not looked at: a value of somebody
 * else's that is to be unique may be met again, and ends the load.
 *
 * <p>The tables are read when this is made. Whoever adds to them before the load meets the same keys.
 *
 * @since 0.1
 */
public final class Continued implements RowSource {
    private static final String NO_ROOM = "ASSAY-DATA-010";

    private final Dataset rows;
    private final Map<String, Part> parts;
    private final Map<String, @Nullable MovedKeys[]> moved = new ConcurrentHashMap<>();

    private Continued(Dataset rows, Map<String, Part> parts) {
        this.rows = rows;
        this.parts = parts;
    }

    /**
     * What is loaded of an entity.
     *
     * @param start the first row
     * @param count how many
     * @param keys how its keys move; null if they are not counted
     */
    private record Part(long start, long count, @Nullable MovedKeys keys) {}

    /**
     * Returns as many rows as a dataset has, behind those of a database.
     *
     * @param only the entities that will be loaded, by name; all if there are none
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-060 if a table is not there, ASSAY-DATA-061 if its columns are
     *     not the entity's, ASSAY-DATA-065 if keys have no room behind those that are there, ASSAY-DATA-030 if the database
     *     cannot be asked, and what {@link ScenarioSpec#dataset} throws, such as ASSAY-DATA-010 where no more values differ
     */
    public static RowSource of(Dataset data, DataSource database, String... only) {
        List<Entity> loaded = data.model().entities().stream()
                .filter(entity -> only.length == 0 || Set.of(only).contains(entity.name()))
                .toList();
        Map<String, LiveKeys> live = new HashMap<>();
        try (Connection connection = database.getConnection()) {
            JdbcLoad tables = new JdbcLoad(connection, Plan.of(RowSource.of(data), Settings.usual(), 1));
            for (Entity entity : loaded) {
                live.put(entity.name(), LiveKeys.read(connection, tables, entity));
            }
        } catch (SQLException e) {
            throw LiveKeys.unreadable(e);
        }
        return live.values().stream().allMatch(keys -> keys.rows() == 0)
                ? RowSource.of(data)
                : behind(data, loaded, live);
    }

    /**
     * Where rows are told from others by numbers, the highest says how many have been made, though some may be gone; where
     * no dataset has so many, there are as many as there are.
     */
    private static RowSource behind(Dataset data, List<Entity> loaded, Map<String, LiveKeys> live) {
        try {
            return behind(data, loaded, live, LiveKeys::made);
        } catch (DiagnosisException e) {
            if (!e.diagnosis().code().equals(NO_ROOM)) {
                throw e;
            }
        } catch (ArithmeticException e) {
            // So many cannot be counted.
        }
        return behind(data, loaded, live, LiveKeys::rows);
    }

    private static RowSource behind(
            Dataset data, List<Entity> loaded, Map<String, LiveKeys> live, ToLongFunction<LiveKeys> there) {
        ScenarioSpec old = data.scenario();
        ScenarioSpec all = data.scenario();
        for (Entity entity : loaded) {
            if (entity.owning().isEmpty()) {
                long had = there.applyAsLong(Objects.requireNonNull(live.get(entity.name())));
                long single = single(data, entity);
                old = old.rows(entity.name(), Math.max(0, had - single));
                all = all.rows(entity.name(), Math.addExact(had, data.count(entity)) - single);
            }
        }
        Dataset rows = all.dataset(data.seed(), data.asOf());
        boolean owned = loaded.stream().anyMatch(entity -> entity.owning().isPresent());
        Dataset before = owned ? old.dataset(data.seed(), data.asOf()) : rows;
        Map<String, Part> parts = new HashMap<>();
        for (Entity entity : loaded) {
            // Parents come first in a model, so that theirs is known.
            long start = entity.owning()
                    .map(owning -> {
                        Part parent = parts.get(owning.parent());
                        return parent == null || parent.start() == 0 ? 0L : before.count(entity);
                    })
                    .orElse(there.applyAsLong(Objects.requireNonNull(live.get(entity.name()))));
            long count = rows.count(entity) - start;
            MovedKeys keys = MovedKeys.of(rows, entity, start, count, Objects.requireNonNull(live.get(entity.name())));
            parts.put(entity.name(), new Part(start, count, keys));
        }
        return new Continued(rows, Map.copyOf(parts));
    }

    /** Returns how many rows of an entity a scenario wants besides their number. */
    private static long single(Dataset data, Entity entity) {
        long count = data.count(entity);
        Dataset probe = data.scenario().rows(entity.name(), count).dataset(data.seed(), data.asOf());
        return probe.count(entity) - count;
    }

    @Override
    public Model model() {
        return rows.model();
    }

    @Override
    public long count(Entity entity) {
        Part part = parts.get(entity.name());
        return part == null ? rows.count(entity) : part.count();
    }

    @Override
    public Stream<Row> rows(Entity entity, long from, long to) {
        Part part = parts.get(entity.name());
        if (part == null) {
            return rows.rows(entity, from, to);
        }
        @Nullable MovedKeys[] fields = keys(entity);
        return rows.rows(entity, part.start() + from, part.start() + to)
                .map(row -> new ContinuedRow(row, fields, this::keys));
    }

    private @Nullable MovedKeys[] keys(Entity entity) {
        return moved.computeIfAbsent(entity.name(), unknown -> moved(entity));
    }

    /** Returns how the keys in each field move; null for a field that holds none. */
    private @Nullable MovedKeys[] moved(Entity entity) {
        @Nullable MovedKeys[] fields = new MovedKeys[entity.fields().size()];
        for (Relation relation : entity.relations()) {
            Part parent = parts.get(relation.parent());
            MovedKeys keys = parent == null ? null : parent.keys();
            boolean toKey = relation.parentFields().isEmpty()
                    || relation.parentFields()
                            .equals(model().entity(relation.parent()).key());
            if (keys != null && toKey && relation.fields().size() == 1) {
                fields[entity.indexOf(relation.fields().get(0))] = keys;
            }
        }
        Part own = parts.get(entity.name());
        if (own != null && own.keys() != null) {
            fields[entity.indexOf(entity.key().get(0))] = own.keys();
        }
        return fields;
    }

    @Override
    public boolean parentsFirst() {
        return parts.values().stream()
                .allMatch(part -> part.keys() == null || part.keys().keepsOrder());
    }
}
