package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Integrity;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.RowSpec;
import dev.assay.data.ScenarioSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory for one test: it creates, reads, updates, destroys and queries them, and no other test sees it.
 *
 * <pre>{@code
 * try (Store store = Store.of(data)) {
 *     Customer ada = store.create(Customer.class, Map.of("name", "Ada", "email", "ada@example.com"));
 *     store.update(Customer.class, ada.id(), Map.of("status", Status.SUSPENDED));
 *     List<Customer> some = store.query(Customer.class).where("status", Status.SUSPENDED).sort("name").list();
 * }
 * }</pre>
 *
 * <p>All stores of a {@link Dataset} share its rows, which are made once, entity by entity, at the first use. A store
 * keeps what differs from them, so that making and closing one takes microseconds.
 *
 * <p>Several threads may use one. A read sees the rows as they were at one point in time, with all or nothing of each
 * write; writes come one after the other; a transaction is its thread's, and until it ends others see nothing of it and
 * wait with writes of their own. Rows that were read do not change.
 *
 * <p>Parents and children that a {@link Row} is asked for, and so calculations, are those that are there, whatever base
 * filters and policies say; queries, {@link #find} and what is loaded by name heed both.
 *
 * <p>Long, because all that a test does with rows begins here; each method hands on to a class of its own.
 *
 * @since 0.1
 */
public final class Store implements AutoCloseable {
    private final Base base;
    private final Log log;
    private final Access access;

    private Store(Base base, Log log, Access access) {
        this.base = base;
        this.log = log;
        this.access = access;
    }

    /**
     * Begins with the rows of a dataset.
     *
     * @param resources how rows behave, where they do not as all do; at most one of each entity
     * @throws DiagnosisException ASSAY-DATA-008 if a resource is of no entity of the model, ASSAY-DATA-040 if it names
     *     fields or children that the entity does not have, ASSAY-DATA-052 if a policy is of an action that it does not have
     */
    public static Store of(Dataset dataset, Resource<?>... resources) {
        Map<String, Resource<?>> known = new HashMap<>();
        for (Resource<?> resource : resources) {
            dataset.model().entity(resource.entity());
            if (known.put(resource.entity(), resource) != null) {
                throw Diagnosis.of("ASSAY-DATA-055", "an entity's behaviour is said twice.")
                        .with("entity", resource.entity())
                        .because("what one of them says would be lost")
                        .toFix("one Resource.of(" + resource.entity() + ".class) that says all")
                        .exception();
            }
        }
        Base base = Base.of(dataset);
        for (Resource<?> resource : resources) {
            ResourceCheck.check(base.table(resource.entity()), resource);
        }
        return new Store(base, new Log(base.initial()), new Access(known, Optional.empty(), false, null));
    }

    /**
     * Begins without rows.
     *
     * @param asOf the day up to which things have happened
     */
    public static Store of(Model model, LocalDate asOf, Resource<?>... resources) {
        return of(ScenarioSpec.of(model, "empty").dataset(Seed.of(0), asOf), resources);
    }

    /** Returns the dataset that this began with. */
    public Dataset dataset() {
        return base.dataset;
    }

    // --- Reading ---

    /**
     * Asks for rows of a record or class.
     *
     * @throws DiagnosisException ASSAY-DATA-008 if the model has no such entity
     */
    public <T> Query<T> query(Class<T> entity) {
        BaseTable table = base.table(entity);
        return new Query<>(this, table, row -> entity.cast(instance(row)));
    }

    /** Asks for rows of an entity, by name. */
    public Query<Row> query(String entity) {
        return new Query<>(this, base.table(entity), row -> row);
    }

    /**
     * Asks for what a resource calls by a name.
     *
     * <p>Rows for which a policy of that name does not allow it are left out.
     *
     * @throws DiagnosisException ASSAY-DATA-052 if it has no such read
     */
    public <T> Query<T> read(Class<T> entity, String name, Args args) {
        return read(query(entity), base.table(entity), name, args);
    }

    /** Asks for what a resource calls by a name, without arguments. */
    public <T> Query<T> read(Class<T> entity, String name) {
        return read(entity, name, Args.none());
    }

    /** Asks for what a resource calls by a name, of an entity by name. */
    public Query<Row> read(String entity, String name, Args args) {
        return read(query(entity), base.table(entity), name, args);
    }

    private <T> Query<T> read(Query<T> all, BaseTable table, String name, Args args) {
        Resource<?> resource = access.resource(table);
        BiFunction<Query<T>, Args, Query<T>> read = resource.named("read", name);
        if (read == null) {
            throw noSuchAction(table, "read", name);
        }
        Object actor = access.actor().orElse(null);
        Query<T> allowed = actor == null ? all : all.whereRow(row -> resource.refusing(actor, name, row) == null);
        return read.apply(allowed, args);
    }

    private DiagnosisException noSuchAction(BaseTable table, String kind, String name) {
        return Diagnosis.of("ASSAY-DATA-052", "a resource has no such action.")
                .with("entity", table.entity.name())
                .with(kind, name)
                .with("known", access.resource(table).names(kind))
                .because("an action is known by the name that its resource gave it")
                .toFix("Store.of(dataset, Resource.of(" + table.entity.name() + ".class)." + kind + "(\"" + name
                        + "\", ...))")
                .exception();
    }

    /** Returns a row by its key; empty if it is not there, or hidden by a base filter or a policy. */
    public <T> Optional<T> find(Class<T> entity, @Nullable Object... key) {
        return row(entity, key).map(row -> entity.cast(instance(row)));
    }

    /**
     * Returns a row by its key.
     *
     * @throws DiagnosisException ASSAY-DATA-047 if it is not there, or hidden by a base filter or a policy
     */
    public <T> T get(Class<T> entity, @Nullable Object... key) {
        return entity.cast(instance(shown(base.table(entity), key)));
    }

    /** Returns a row by its key, whose parents, children and calculations can be asked for. */
    public Optional<Row> row(Class<?> entity, @Nullable Object... key) {
        return Optional.ofNullable(found(base.table(entity), key));
    }

    /** Returns a row by its key, of an entity by name. */
    public Optional<Row> row(String entity, @Nullable Object... key) {
        return Optional.ofNullable(found(base.table(entity), key));
    }

    /** Returns the row that a record or an instance of a class stands for, by its key, as it is now. */
    public Row row(Object instance) {
        BaseTable table = base.table(instance.getClass());
        return shown(table, key(table, instance));
    }

    private static Object[] key(BaseTable table, Object instance) {
        @Nullable Object[] values = Values.of(table, instance);
        return table.entity.key().stream()
                .map(field -> Objects.requireNonNull(values[table.entity.indexOf(field)], field))
                .toArray();
    }

    private @Nullable StoreRow found(BaseTable table, @Nullable Object... key) {
        return found(state(), table, key);
    }

    private @Nullable StoreRow found(State now, BaseTable table, @Nullable Object... key) {
        Index index = table.key;
        if (index == null || index.places().length != key.length) {
            throw new IllegalArgumentException(
                    table.entity.name() + " has a key of " + table.entity.key() + ", not " + Arrays.asList(key));
        }
        @Nullable Object[] wanted = new Object[table.domains.length];
        for (int i = 0; i < key.length; i++) {
            String field = table.entity.key().get(i);
            wanted[index.places()[i]] = Values.fitting(table, field, key[i]);
        }
        Object sought = index.key(wanted);
        StoreRow row = sought == null ? null : now.row(table, index, sought);
        return row == null || !access.shows(row) ? null : row;
    }

    private StoreRow shown(BaseTable table, @Nullable Object... key) {
        StoreRow row = found(table, key);
        if (row == null) {
            throw gone(table, "key", key.length == 1 ? key[0] : Arrays.asList(key));
        }
        return row;
    }

    /** Says that a row is not there. */
    DiagnosisException gone(BaseTable table, String what, @Nullable Object which) {
        return Diagnosis.of("ASSAY-DATA-047", "there is no such row.")
                .with("entity", table.entity.name())
                .with(what, which)
                .with("rows", state().at(table).count())
                .because("it never was there, was destroyed, or is hidden by a base filter or a policy")
                .toFix("store.find(...), which may be empty")
                .exception();
    }

    /** Returns the row as it is now, of whatever store or dataset it comes from, by its key. */
    private StoreRow current(Row row) {
        BaseTable table = base.table(row.entity().name());
        if (table.key != null) {
            return shown(
                    table,
                    row.entity().key().stream().map(field -> row.get(field)).toArray());
        }
        StoreRow found = state().row(table, (int) row.index());
        if (found == null || !access.shows(found)) {
            throw gone(table, "row", row);
        }
        return found;
    }

    /** Returns a row as its record or class. */
    public Object instance(Row row) {
        return row instanceof StoreRow own ? own.table().instance(own) : base.dataset.instance(row);
    }

    /**
     * Returns a record or instance with what hangs on it, as it is now: parents, children, calculations.
     *
     * @throws DiagnosisException ASSAY-DATA-040 if there is nothing of that name, ASSAY-DATA-047 if the row is gone
     */
    public <T> Loaded<T> load(T instance, String... names) {
        BaseTable table = base.table(instance.getClass());
        for (String name : names) {
            Loading.check(table, name);
        }
        return loaded(instance, shown(table, key(table, instance)), names);
    }

    private <T> Loaded<T> loaded(T instance, StoreRow row, String... names) {
        @SuppressWarnings("unchecked") // rows of its class
        T now = (T) instance.getClass().cast(instance(row));
        return new Loaded<>(now, Loading.of(this, row, List.of(names)));
    }

    /** Returns records or instances with what hangs on each, all as of one point in time, those left out that are gone. */
    public <T> List<Loaded<T>> load(Collection<T> instances, String... names) {
        State now = state();
        List<Loaded<T>> all = new ArrayList<>();
        for (T instance : instances) {
            BaseTable table = base.table(instance.getClass());
            for (String name : names) {
                Loading.check(table, name);
            }
            StoreRow row = found(now, table, key(table, instance));
            if (row != null) {
                all.add(loaded(instance, row, names));
            }
        }
        return List.copyOf(all);
    }

    // --- Writing ---

    /**
     * Adds a row. A key that is null or 0 is made.
     *
     * @return the row as it is now
     * @throws DiagnosisException ASSAY-DATA-041 if a field cannot have its value, ASSAY-DATA-042 if a unique value is
     *     taken, ASSAY-DATA-043 if a constraint does not hold, ASSAY-DATA-044 if a parent is not there, ASSAY-DATA-046 if
     *     the resource finds it invalid, ASSAY-DATA-048 if a policy does not allow it, ASSAY-DATA-049 if this may only be
     *     read; nothing is changed then
     */
    public <T> T create(T instance) {
        BaseTable table = base.table(instance.getClass());
        @Nullable Object[] values = Values.of(table, instance);
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String field = table.entity.fields().get(i).name();
            Object value = values[i];
            boolean open = value == null || value instanceof Number number && number.longValue() == 0;
            boolean parents = table.entity.relation(field).isPresent();
            if (!(open && !parents && table.entity.key().contains(field))) {
                told.put(field, value);
            }
        }
        @SuppressWarnings("unchecked") // rows of its class
        T created = (T) instance(written(writes -> writes.create(table, told)));
        return created;
    }

    /**
     * Adds a row of which some fields are told. A key that is not told is made; other fields have what their resource says
     * by default, or no value.
     *
     * @throws DiagnosisException what {@link #create(Object)} throws, ASSAY-DATA-003 if there is no such field
     */
    public <T> T create(Class<T> entity, Map<String, ?> values) {
        BaseTable table = base.table(entity);
        return entity.cast(instance(written(writes -> writes.create(table, values))));
    }

    /** Adds a row of an entity, by name: see {@link #create(Class, Map)}. */
    public Row create(String entity, Map<String, ?> values) {
        BaseTable table = base.table(entity);
        return written(writes -> writes.create(table, values));
    }

    /**
     * Adds a row, and the children that are said. What is not told of them is what the dataset would have in a row of that
     * number, and a parent that is not told is one of those that are there; children whose number the model declares come
     * by themselves.
     *
     * @throws DiagnosisException what {@link #create(Object)} throws, ASSAY-DATA-003 if there is no such field,
     *     ASSAY-DATA-051 if a field cannot be generated
     */
    public Row create(RowSpec spec) {
        BaseTable table = base.table(spec.entity());
        return written(writes -> writes.create(table, spec));
    }

    /** Adds a row that is as others are, but for what is said: {@code create(Customer.class, c -> c.with(...))}. */
    public <T> T create(Class<T> entity, UnaryOperator<RowSpec> said) {
        return entity.cast(instance(create(said.apply(RowSpec.of(entity)))));
    }

    /**
     * Gives a row all values of a record or instance, by its key.
     *
     * @throws DiagnosisException what {@link #create(Object)} throws, ASSAY-DATA-047 if there is no such row
     */
    public <T> T update(T changed) {
        BaseTable table = base.table(changed.getClass());
        @Nullable Object[] values = Values.of(table, changed);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            all.put(table.entity.fields().get(i).name(), values[i]);
        }
        @SuppressWarnings("unchecked") // rows of its class
        T updated = (T) instance(update(table, key(table, changed), all));
        return updated;
    }

    /**
     * Changes some fields of a row.
     *
     * @param key its key; of several fields, a list
     * @throws DiagnosisException what {@link #create(Object)} throws, ASSAY-DATA-047 if there is no such row,
     *     ASSAY-DATA-045 if its key changes and others refer to it
     */
    public <T> T update(Class<T> entity, Object key, Map<String, ?> changes) {
        return entity.cast(instance(update(base.table(entity), parts(key), changes)));
    }

    /** Changes some fields of a row: see {@link #update(Class, Object, Map)}. */
    public Row update(Row row, Map<String, ?> changes) {
        return written(writes -> writes.update(current(row), Action.UPDATE.name(), setting(changes), Args.none()));
    }

    private StoreRow update(BaseTable table, Object[] key, Map<String, ?> changes) {
        return written(writes -> writes.update(shown(table, key), Action.UPDATE.name(), setting(changes), Args.none()));
    }

    private static BiConsumer<Change, Args> setting(Map<String, ?> changes) {
        return (change, args) -> changes.forEach(change::set);
    }

    private static Object[] parts(Object key) {
        return key instanceof List<?> several ? several.toArray() : new Object[] {key};
    }

    /**
     * Does to a row what its resource calls by a name.
     *
     * @throws DiagnosisException what {@link #create(Object)} throws, ASSAY-DATA-047 if there is no such row,
     *     ASSAY-DATA-050 if an argument is missing, ASSAY-DATA-052 if there is no such update
     */
    public <T> T update(Class<T> entity, Object key, String action, Args args) {
        BaseTable table = base.table(entity);
        return entity.cast(instance(written(writes -> acted(writes, shown(table, parts(key)), action, args))));
    }

    /** Does to a row what its resource calls by a name, without arguments. */
    public <T> T update(Class<T> entity, Object key, String action) {
        return update(entity, key, action, Args.none());
    }

    /** Does to a row what its resource calls by a name. */
    public Row update(Row row, String action, Args args) {
        return written(writes -> acted(writes, current(row), action, args));
    }

    private StoreRow acted(Writes writes, StoreRow row, String action, Args args) {
        BiConsumer<Change, Args> does = access.resource(row.table()).named("update", action);
        if (does == null) {
            throw noSuchAction(row.table(), "update", action);
        }
        return writes.update(row, action, does, args);
    }

    /**
     * Removes a row, by its key.
     *
     * @throws DiagnosisException ASSAY-DATA-045 if it has children with which its resource says nothing to do,
     *     ASSAY-DATA-047 if there is no such row, ASSAY-DATA-048 if a policy does not allow it, ASSAY-DATA-049 if this may
     *     only be read; nothing is changed then
     */
    public void destroy(Class<?> entity, Object key) {
        destroyed(() -> shown(base.table(entity), parts(key)));
    }

    /** Removes a row: see {@link #destroy(Class, Object)}. */
    public void destroy(Row row) {
        destroyed(() -> current(row));
    }

    /** Removes the row that a record or an instance of a class stands for, by its key. */
    public void destroy(Object instance) {
        BaseTable table = base.table(instance.getClass());
        destroyed(() -> shown(table, key(table, instance)));
    }

    private void destroyed(Supplier<StoreRow> row) {
        written(writes -> {
            writes.destroy(row.get());
            return Optional.empty();
        });
    }

    private <R> R written(Function<Writes, R> write) {
        access.checkWritable();
        return log.write(() -> write.apply(new Writes(access, this, log)));
    }

    // --- Transactions ---

    /**
     * Keeps all or nothing of what its body writes: an exception takes everything back, keys and unique values included,
     * and goes on; {@link Rollback} does so and ends there. One within another is a savepoint.
     *
     * @return whether it was kept
     * @throws DiagnosisException ASSAY-DATA-056 if another thread's does not end
     */
    public boolean transaction(Runnable body) {
        return transactionFor(() -> {
                    body.run();
                    return Boolean.TRUE;
                })
                .isPresent();
    }

    /**
     * Keeps all or nothing of what its body writes, and returns its result: see {@link #transaction}.
     *
     * @return what the body returns; empty if it was taken back
     */
    public <T> Optional<T> transactionFor(Supplier<T> body) {
        return log.transaction(body);
    }

    // --- Views ---

    /** Returns this store as somebody sees it: reads leave out, and writes refuse, what policies do not allow. */
    public Store as(Object actor) {
        return new Store(
                base, log, new Access(access.resources(), Optional.of(actor), access.unfiltered(), access.readOnly()));
    }

    /** Returns this store without base filters. */
    public Store unfiltered() {
        return new Store(base, log, new Access(access.resources(), access.actor(), true, access.readOnly()));
    }

    /**
     * Returns this store for reading alone.
     *
     * @param because what it is and whose, which refusals say: {@code "shared by all tests of BillingTest"}
     */
    public Store readOnly(String because) {
        return readOnly(() -> Access.refusal(because));
    }

    /**
     * Returns this store for reading alone.
     *
     * @param refusal makes what is said to who writes, at that time and on that thread
     */
    public Store readOnly(Supplier<Diagnosis> refusal) {
        return new Store(base, log, new Access(access.resources(), access.actor(), access.unfiltered(), refusal));
    }

    /**
     * Returns another store, which begins with the rows that are here now and may be written to: neither sees what the
     * other does.
     */
    public Store fork() {
        return new Store(
                base, new Log(state()), new Access(access.resources(), access.actor(), access.unfiltered(), null));
    }

    /** Tells whether policies allow somebody to do something with a row. */
    public boolean can(Object actor, Action action, Row row) {
        return can(actor, action.name(), row);
    }

    /**
     * Tells whether policies allow somebody to do what a resource calls by a name, and so to read or to update at all.
     *
     * @throws DiagnosisException ASSAY-DATA-052 if it has no such action
     */
    public boolean can(Object actor, String action, Row row) {
        BaseTable table = base.table(row.entity().name());
        Resource<?> resource = access.resource(table);
        ResourceCheck.action(table, resource, "action", action);
        boolean update = resource.names("update").contains(action);
        boolean read = resource.names("read").contains(action);
        return resource.refusing(actor, action, row) == null
                && (!update || resource.refusing(actor, Action.UPDATE.name(), row) == null)
                && (!read || resource.refusing(actor, Action.READ.name(), row) == null);
    }

    // --- All of it ---

    /** Returns all rows of an entity that are there, whatever filters and policies say. */
    public Stream<Row> rows(Entity entity) {
        return state().rows(base.table(entity.name())).map(row -> row);
    }

    /** Looks whether the rows that are there keep what their model promises. */
    public Integrity verify() {
        State now = state();
        return Integrity.of(
                base.dataset.scenario(),
                entity -> now.rows(base.table(entity.name())).map(row -> row));
    }

    /** Returns how many rows of each entity are there, by its name. */
    public Map<String, Long> stats() {
        State now = state();
        Map<String, Long> counts = new LinkedHashMap<>();
        base.tables
                .values()
                .forEach(table ->
                        counts.put(table.entity.name(), (long) now.at(table).count()));
        return counts;
    }

    /**
     * Goes back to the rows that this store began with: those of the dataset, or of the store that it is a fork of.
     *
     * @throws DiagnosisException ASSAY-DATA-048 for a store of an actor, ASSAY-DATA-049 if this may only be read
     */
    public void reset() {
        access.checkWritable();
        access.checkNobody("reset");
        log.write(() -> {
            log.to(log.first());
            return Optional.empty();
        });
    }

    /** Ends this store and all views of it; a view for reading alone ends nothing. Rows that were read can still be used. */
    @Override
    public void close() {
        if (access.readOnly() == null) {
            log.close();
        }
    }

    /** Returns this store as nobody in particular sees it, to whom everything is shown and allowed. */
    Store asItself() {
        return new Store(base, log, new Access(access.resources(), Optional.empty(), true, null));
    }

    State state() {
        return log.state();
    }

    Access access() {
        return access;
    }

    /** Tells whether reads show all rows of a table. */
    boolean showsAll(BaseTable table) {
        return (access.unfiltered() || access.resource(table).all("filter").isEmpty())
                && access.actor().isEmpty();
    }

    @Override
    public String toString() {
        return "Store of " + base.dataset;
    }
}
