package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario and a seed determine: every row of every entity, computed when asked for.
 *
 * <p>A row depends on the model, the seed, the day, its own number, and how many parents it could pick: not on the order
 * in which rows are asked for, on threads, or on how many others of its entity there are; a rule that reads children
 * which pick their parents sees those that there are. Immutable and thread-safe, as
 * long as the model's rules are.
 *
 * @since 0.1
 */
public final class Dataset {
    private final ScenarioSpec scenario;
    private final Seed seed;
    private final LocalDate asOf;
    private final @Nullable Dataset before;
    private final SingleRows single;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<Class<?>, Table> tablesOfTypes = new HashMap<>();
    private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();

    /**
     * Computes what all rows have in common.
     *
     * @param before the dataset whose rows are the first of this one, if any
     */
    Dataset(ScenarioSpec scenario, Seed seed, LocalDate asOf, @Nullable Dataset before) {
        this.scenario = scenario;
        this.seed = seed;
        this.asOf = asOf;
        this.before = before;
        this.single = new SingleRows(scenario, this::usualChildren);
        for (Entity entity : scenario.model().entities()) {
            Table table = new Table(this, tables.size(), entity, seed.at(entity.name()));
            tables.put(entity.name(), table);
            entity.type().ifPresent(type -> tablesOfTypes.put(type, table));
        }
        // Columns ask how many rows other entities have, also of those that come later.
        Columns columns = new Columns(this);
        for (Entity entity : scenario.model().entities()) {
            Table table = table(entity);
            columns.bind(table);
            table.bound();
        }
    }

    private long usualChildren(Entity children, long parent) {
        Relation owning = children.owning().orElseThrow();
        long key = seed.at(children.name()).at(owning.name()).key();
        return OwnedRows.count(key, scenario.owned(children, owning), parent);
    }

    /** Returns the scenario. */
    public ScenarioSpec scenario() {
        return scenario;
    }

    /** Returns the model. */
    public Model model() {
        return scenario.model();
    }

    /** Returns the seed. */
    public Seed seed() {
        return seed;
    }

    /** Returns the day up to which things have happened: where a test's clock starts. */
    public LocalDate asOf() {
        return asOf;
    }

    /**
     * Returns a larger dataset that begins with this one's rows, all of which are as they were: their parents, too, are
     * those that they have here, although there are more to pick now.
     *
     * @param larger of the same model, with as many rows of each entity or more, and the same single rows
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-013 if it has fewer rows of one, ASSAY-DATA-017 if it is of
     *     another model, ASSAY-DATA-020 if its single rows or numbers of children differ, and what {@link
     *     ScenarioSpec#dataset} throws
     */
    public Dataset grow(ScenarioSpec larger) {
        if (larger.model() != scenario.model()) {
            throw Diagnosis.of("ASSAY-DATA-017", "a dataset cannot grow into another model.")
                    .with("scenario", larger.name())
                    .because("another model may have other rules, which would change the rows that are there")
                    .toFix("ScenarioSpec.of(data.scenario().model(), \"" + larger.name() + "\")")
                    .exception();
        }
        if (!larger.beginsAs(scenario)) {
            throw Diagnosis.of("ASSAY-DATA-020", "a dataset cannot grow into rows that begin otherwise.")
                    .with("scenario", larger.name())
                    .because("single rows come first, and numbers of children shift all rows behind them")
                    .toFix("data.scenario().rows(...), which keeps both")
                    .exception();
        }
        for (Entity entity : scenario.model().entities()) {
            if (entity.owning().isEmpty() && larger.rows(entity) < scenario.rows(entity)) {
                throw Diagnosis.of("ASSAY-DATA-013", "a dataset cannot grow to fewer rows.")
                        .with("scenario", larger.name())
                        .with("entity", entity.name())
                        .with("rows", scenario.rows(entity) + " now, " + larger.rows(entity) + " then")
                        .because("what others have seen of it must stay")
                        .toFix("rows(" + entity.name() + ".class, " + scenario.rows(entity) + ") or more")
                        .toFix("larger.dataset(seed, asOf), for a dataset that has nothing to do with this one")
                        .exception();
            }
        }
        return new Dataset(larger, seed, asOf, this);
    }

    /** Returns how many rows a record or class has. */
    public long count(Class<?> entity) {
        return table(entity).rows;
    }

    /** Returns how many rows an entity has. */
    public long count(Entity entity) {
        return table(entity).rows;
    }

    /**
     * Returns a row as its record or class, without making the others.
     *
     * @param index from 0 to one less than {@link #count}; its key is one more
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public <T> T get(Class<T> entity, long index) {
        Table table = table(entity);
        return entity.cast(table.instance(table.check(index)));
    }

    /**
     * Returns a row as the record or class of its entity.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-022 if the entity has no class
     */
    public Object instance(Entity entity, long index) {
        Table table = table(entity);
        return table.instance(table.check(index));
    }

    /**
     * Returns all rows of a record or class as a list, each made when it is first asked for, and kept.
     *
     * <p>Unchangeable and thread-safe; another call returns another list with rows of its own.
     *
     * @throws ArithmeticException if there are more than a list can hold
     */
    public <T> List<T> list(Class<T> entity) {
        return new RowList<>(this, entity);
    }

    /**
     * Returns any row of this model as the record or class of its entity, and the parents that it holds as theirs.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-022 if the entity has no class
     */
    public Object instance(Row row) {
        return table(row.entity()).instance(row);
    }

    /** Returns all rows of a record or class, in order, each made when it is reached; parallel streams give the same. */
    public <T> Stream<T> stream(Class<T> entity) {
        return stream(entity, 0, count(entity));
    }

    /**
     * Returns some rows of a record or class: what another machine would have made of them.
     *
     * @param from the first row's index
     * @param to the index behind the last row's
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    public <T> Stream<T> stream(Class<T> entity, long from, long to) {
        Table table = table(entity);
        Construction construction = table.construction();
        return walk(table, from, to).map(row -> entity.cast(construction.of(row)));
    }

    /**
     * Returns all rows of an entity, in order, each computed when it is reached. Those of one parent share what is computed
     * of it: who keeps them keeps them for one thread. Parallel streams share nothing between threads.
     */
    public Stream<Row> rows(Entity entity) {
        return rows(entity, 0, count(entity));
    }

    /**
     * Returns some rows of an entity: see {@link #rows(Entity)}.
     *
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    public Stream<Row> rows(Entity entity, long from, long to) {
        return walk(table(entity), from, to).map(row -> row);
    }

    private static Stream<TableRow> walk(Table table, long from, long to) {
        check(table, from, to);
        return Walk.over(table, from, to);
    }

    private static void check(Table table, long from, long to) {
        if (from < 0 || from > to || to > table.rows) {
            throw new IndexOutOfBoundsException(
                    "rows from " + from + " to " + to + ", of " + table.rows + " " + table.entity.name());
        }
    }

    /**
     * Returns a row that is not part of this dataset, but of something that began as it: what nobody tells of it is what
     * a row of that number would hold.
     *
     * @param index any from 0, also beyond the dataset's own rows
     */
    public Row row(Entity entity, long index, Surroundings among) {
        return new TableRow(table(entity), index, among);
    }

    /** Returns all rows in memory, none of which is made yet. */
    public AllRows all() {
        return new AllRows(this);
    }

    /** Returns a row of a record or class whose parents and children can be asked for: see {@link #row(Entity, long)}. */
    public Row row(Class<?> entity, long index) {
        Table table = table(entity);
        return new TableRow(table, table.check(index));
    }

    /**
     * Returns a row whose parents and children can be asked for.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Row row(Entity entity, long index) {
        Table table = table(entity);
        return new TableRow(table, table.check(index));
    }

    /** Looks at every row, whether it keeps what the model promises; what user's own rules make is not known before. */
    public Integrity verify() {
        return Integrity.of(this);
    }

    /** Looks at every row: how many there are, how large, and how values are distributed. */
    public Statistics stats() {
        return Statistics.of(model(), this::rows);
    }

    /** Returns how many rows each entity has, by name, parents before their children; nothing is computed for it. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        model().entities().forEach(entity -> counts.put(entity.name(), count(entity)));
        return counts;
    }

    /**
     * Returns the table of an entity.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-008 if it is another model's
     */
    Table table(Entity entity) {
        Table table = tables.get(entity.name());
        return table == null
                ? Objects.requireNonNull(
                        tables.get(model().entity(entity.name()).name()))
                : table;
    }

    Table table(String entity) {
        return table(model().entity(entity));
    }

    private Table table(Class<?> type) {
        Table table = tablesOfTypes.get(type);
        return table == null ? table(model().entity(type)) : table;
    }

    /**
     * Returns what is made of this dataset once and kept as long as it, such as its rows in memory.
     *
     * @param what tells it from whatever else is kept
     */
    public <T> T kept(Class<T> what, Function<Dataset, T> made) {
        return what.cast(kept.computeIfAbsent(what, unknown -> made.apply(this)));
    }

    /** Returns all tables. */
    Collection<Table> tables() {
        return tables.values();
    }

    SingleRows single() {
        return single;
    }

    /** Returns the dataset that this one has grown from. */
    @Nullable Dataset before() {
        return before;
    }

    @Override
    public String toString() {
        return scenario + " " + seed + " as of " + asOf;
    }
}
