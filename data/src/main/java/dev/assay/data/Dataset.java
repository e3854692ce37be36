package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario and a seed determine: every row of every entity, computed when asked for.
 *
 * <p>A row depends on the model, the seed, the day, its own number, and how many parents it could pick: not on the order
 * in which rows are asked for, on threads, or on how many others of its entity there are. Immutable and thread-safe, as
 * long as the model's rules are.
 *
 * @since 0.1
 */
public final class Dataset {
    private final ScenarioSpec scenario;
    private final Seed seed;
    private final LocalDate asOf;
    private final @Nullable Dataset before;
    private final Map<Class<? extends Record>, Table> tables = new HashMap<>();

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
        for (Entity entity : scenario.model().entities()) {
            tables.put(entity.type(), new Table(this, entity, seed.at(entity.name())));
        }
        // Columns ask how many rows other entities have, also of those that come later.
        Meaning meaning = new Meaning(asOf);
        tables.values().forEach(table -> table.bind(meaning));
    }

    /** Returns the scenario. */
    public ScenarioSpec scenario() {
        return scenario;
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
     * @param larger of the same model, with as many rows of each entity or more
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-013 if it has fewer rows of one, and what {@link
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
        for (Entity entity : scenario.model().entities()) {
            if (entity.owning().isEmpty() && larger.rows(entity) < count(entity.type())) {
                throw Diagnosis.of("ASSAY-DATA-013", "a dataset cannot grow to fewer rows.")
                        .with("scenario", larger.name())
                        .with("entity", entity.name())
                        .with("rows", count(entity.type()) + " now, " + larger.rows(entity) + " then")
                        .because("what others have seen of it must stay")
                        .toFix("rows(" + entity.name() + ".class, " + count(entity.type()) + ") or more")
                        .toFix("larger.dataset(seed, asOf), for a dataset that has nothing to do with this one")
                        .exception();
            }
        }
        return new Dataset(larger, seed, asOf, this);
    }

    /** Returns how many rows an entity has. */
    public long count(Class<? extends Record> entity) {
        return table(entity).rows;
    }

    /**
     * Returns a row, without making the others.
     *
     * @param index from 0 to one less than {@link #count}; its key is one more
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public <T extends Record> T get(Class<T> entity, long index) {
        Table table = table(entity);
        return entity.cast(table.record(check(table, index)));
    }

    /** Returns all rows of an entity, in order, each made when it is reached; parallel streams give the same rows. */
    public <T extends Record> Stream<T> stream(Class<T> entity) {
        return stream(entity, 0, count(entity));
    }

    /**
     * Returns some rows of an entity: what another machine would have made of them.
     *
     * @param from the first row's index
     * @param to the index behind the last row's
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    public <T extends Record> Stream<T> stream(Class<T> entity, long from, long to) {
        Table table = table(entity);
        if (from < 0 || from > to || to > table.rows) {
            throw new IndexOutOfBoundsException(
                    "rows from " + from + " to " + to + ", of " + table.rows + " " + table.entity.name());
        }
        return LongStream.range(from, to).mapToObj(index -> entity.cast(table.record(index)));
    }

    /**
     * Returns a row whose parents and children can be asked for.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Row row(Class<? extends Record> entity, long index) {
        Table table = table(entity);
        return new TableRow(table, check(table, index));
    }

    /** Looks at every row, whether it keeps what the model promises; what user's own rules make is not known before. */
    public Integrity verify() {
        return Integrity.of(this);
    }

    Table table(Class<? extends Record> entity) {
        Table table = tables.get(entity);
        return table == null
                ? Objects.requireNonNull(
                        tables.get(scenario.model().entity(entity).type()))
                : table;
    }

    /** Returns the dataset that this one has grown from. */
    @Nullable Dataset before() {
        return before;
    }

    private static long check(Table table, long index) {
        if (index < 0 || index >= table.rows) {
            throw new IndexOutOfBoundsException("row " + index + " of " + table.rows + " " + table.entity.name());
        }
        return index;
    }
}
