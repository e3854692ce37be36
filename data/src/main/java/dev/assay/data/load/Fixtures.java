package dev.assay.data.load;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.ScenarioSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that somebody wrote into files: read, held against a model, and typed.
 *
 * <pre>{@code
 * Fixtures fixtures = Fixtures.of(model).csv(Path.of("customers.csv")).json(Path.of("orders.json"));
 * List<Customer> customers = fixtures.records(Customer.class);
 * Load.of(fixtures).into(dataSource);
 * }</pre>
 *
 * <p>Names of files and columns are those of entities and fields, or of tables and their columns; letters' case,
 * underscores and a file's last {@code s} do not matter. Immutable; files are read at once and not again.
 *
 * @since 0.1
 */
public final class Fixtures implements RowSource {
    private final Model model;
    private final LocalDate asOf;
    private final Map<String, List<@Nullable Object[]>> rows;

    private Fixtures(Model model, LocalDate asOf, Map<String, List<@Nullable Object[]>> rows) {
        this.model = model;
        this.asOf = asOf;
        this.rows = rows;
    }

    /** Begins with nothing. */
    public static Fixtures of(Model model) {
        return new Fixtures(model, LocalDate.EPOCH, Map.of());
    }

    /** Says up to which day things have happened, for calculations that ask a row; 1970-01-01 unless set. */
    public Fixtures asOf(LocalDate day) {
        return new Fixtures(model, day, rows);
    }

    /**
     * Adds the rows of a CSV file with a header, or of all {@code .csv} files in a folder. Nothing between commas is no
     * value; {@code ""} is an empty text. Lists are written as JSON.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-069 if the entity has no such field, ASSAY-DATA-070 if a value
     *     is not of its field's type, ASSAY-DATA-071 if the file cannot be read, ASSAY-DATA-072 if a row lacks a value,
     *     ASSAY-DATA-073 if no entity has the file's name
     */
    public Fixtures csv(Path file) {
        Fixtures all = this;
        for (Path each : FixtureFile.all(file, ".csv")) {
            all = all.with(FixtureCsv.read(new FixtureFile(model, each), null));
        }
        return all;
    }

    /** Adds the rows of a CSV file, whatever its name: see {@link #csv(Path)}. */
    public Fixtures csv(Path file, Class<?> entity) {
        return with(FixtureCsv.read(new FixtureFile(model, file), model.entity(entity)));
    }

    /**
     * Adds the rows of a JSON file: an array of objects, objects one after the other (JSON lines), or one object that has
     * an array of them for each entity; or of all {@code .json} and {@code .jsonl} files in a folder.
     *
     * @throws dev.assay.core.DiagnosisException what {@link #csv(Path)} throws
     */
    public Fixtures json(Path file) {
        Fixtures all = this;
        for (Path each : FixtureFile.all(file, ".json", ".jsonl")) {
            all = all.with(FixtureJson.read(new FixtureFile(model, each), null));
        }
        return all;
    }

    /** Adds the rows of a JSON file, whatever its name: see {@link #json(Path)}. */
    public Fixtures json(Path file, Class<?> entity) {
        return with(FixtureJson.read(new FixtureFile(model, file), model.entity(entity)));
    }

    private Fixtures with(Map<String, List<@Nullable Object[]>> more) {
        Map<String, List<@Nullable Object[]>> all = new LinkedHashMap<>(rows);
        more.forEach((entity, added) -> {
            List<@Nullable Object[]> both = new ArrayList<>(all.getOrDefault(entity, List.of()));
            both.addAll(added);
            all.put(entity, both);
        });
        return new Fixtures(model, asOf, all);
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public long count(Entity entity) {
        return of(entity).size();
    }

    private List<@Nullable Object[]> of(Entity entity) {
        return rows.getOrDefault(entity.name(), List.of());
    }

    LocalDate asOf() {
        return asOf;
    }

    @Nullable Object value(Entity entity, int row, int field) {
        return of(entity).get(row)[field];
    }

    @Override
    public Stream<Row> rows(Entity entity, long from, long to) {
        int least = Math.toIntExact(from);
        int most = Math.toIntExact(to);
        of(entity).subList(least, most);
        return IntStream.range(least, most).mapToObj(row -> new FixtureRow(this, entity, row));
    }

    /** Returns all rows of an entity, in order. */
    public List<Row> rows(Entity entity) {
        return rows(entity, 0, count(entity)).toList();
    }

    /** Returns the values of an entity's rows by their fields' names, in order. */
    public List<Map<String, @Nullable Object>> values(Entity entity) {
        List<Map<String, @Nullable Object>> values = new ArrayList<>();
        for (@Nullable Object[] row : of(entity)) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                named.put(entity.fields().get(i).name(), row[i]);
            }
            values.add(Collections.unmodifiableMap(named));
        }
        return List.copyOf(values);
    }

    /**
     * Returns the rows of a record or class as such, in order.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-008 if the model has no such entity, ASSAY-DATA-023 if the class
     *     cannot be constructed
     */
    public <T> List<T> records(Class<T> entity) {
        Dataset empty = ScenarioSpec.of(unmade(), "fixtures").dataset(Seed.of(0), asOf);
        return rows(model.entity(entity)).stream()
                .map(row -> entity.cast(empty.instance(row)))
                .toList();
    }

    /** A model whose datasets make no values, so that fixtures may have types that nothing is known of. */
    private Model unmade() {
        Model without = model;
        for (Entity entity : model.entities()) {
            for (Field field : entity.fields()) {
                without = without.with(entity.name(), field.name(), (row, own) -> null);
            }
        }
        return without;
    }

    @Override
    public String toString() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        rows.forEach((entity, all) -> counts.put(entity, all.size()));
        return "fixtures" + counts;
    }
}
