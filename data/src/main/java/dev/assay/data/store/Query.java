package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.data.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for some rows of an entity. Nothing happens until {@link #list()} or another of the ends is called; each end looks
 * at the store as it is then. What is asked for and is not there gives an empty list, not an error.
 *
 * <p>Names are those of fields, of calculations, or paths through parents: {@code "customer.name"}. Immutable. Long, because it has all that can be asked.
 *
 * @param <T> what rows become
 * @since 0.1
 */
public final class Query<T> {
    private final Store store;
    private final BaseTable table;
    private final Function<Row, T> as;
    private final Map<String, Object> equal;
    private final List<Predicate<? super StoreRow>> conditions;
    private final @Nullable Comparator<StoreRow> order;
    private final long offset;
    private final long limit;
    private final List<String> loads;

    Query(Store store, BaseTable table, Function<Row, T> as) {
        this(store, table, as, Map.of(), List.of(), null, 0, Long.MAX_VALUE, List.of());
    }

    private Query(
            Store store,
            BaseTable table,
            Function<Row, T> as,
            Map<String, Object> equal,
            List<Predicate<? super StoreRow>> conditions,
            @Nullable Comparator<StoreRow> order,
            long offset,
            long limit,
            List<String> loads) {
        this.store = store;
        this.table = table;
        this.as = as;
        this.equal = equal;
        this.conditions = conditions;
        this.order = order;
        this.offset = offset;
        this.limit = limit;
        this.loads = loads;
    }

    /**
     * Returns the rows of this query that have a value; with null, those that have none. A field that is a key, unique,
     * or a parent's key is looked up rather than searched for.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-040 if there is nothing of that name, ASSAY-DATA-041 if a field
     *     has values of another type
     */
    public Query<T> where(String name, @Nullable Object value) {
        if (value == null) {
            return where(name, Match.isNull());
        }
        Object wanted = table.places.containsKey(name) ? Values.fitting(table, name, value) : null;
        if (wanted != null && !equal.containsKey(name)) {
            Map<String, Object> more = new LinkedHashMap<>(equal);
            more.put(name, wanted);
            return with(more, conditions, order, offset, limit, loads);
        }
        return where(name, Match.eq(value));
    }

    /**
     * Returns the rows of this query whose value is as asked for: {@code where("total", between(10, 20))}.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-040 if there is nothing of that name
     */
    public Query<T> where(String name, Match match) {
        Paths path = Paths.of(table, name);
        BaseTable last = path.table(table);
        boolean typed = match instanceof Among && last.places.containsKey(path.last());
        Match fitting = typed ? ((Among) match).of(last, path.last()) : match;
        return and(row -> fitting.test(path.value(row)));
    }

    /** Returns the rows of this query of which, as what they become, something holds. */
    public Query<T> where(Predicate<? super T> condition) {
        return and(row -> condition.test(as.apply(row)));
    }

    /** Returns the rows of this query of which something holds that a {@link Row} tells: its calculations, or children. */
    public Query<T> whereRow(Predicate<? super Row> condition) {
        return and(condition);
    }

    /** Returns this query in ascending order of some values, behind the order that it has; rows without a value last. */
    public Query<T> sort(String... names) {
        Query<T> sorted = this;
        for (String name : names) {
            Paths path = Paths.of(table, name);
            sorted = sorted.then((a, b) -> Match.order(path.value(a), path.value(b)));
        }
        return sorted;
    }

    /** Returns this query in descending order of a value, behind the order that it has; rows without a value last. */
    public Query<T> descending(String name) {
        Paths path = Paths.of(table, name);
        return then((a, b) -> {
            Object left = path.value(a);
            Object right = path.value(b);
            return left == null || right == null ? Match.order(left, right) : Match.order(right, left);
        });
    }

    /**
     * Returns this query without its first rows.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Query<T> offset(long rows) {
        return with(equal, conditions, order, notNegative("offset", rows), limit, loads);
    }

    /**
     * Returns this query with at most so many rows.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Query<T> limit(long rows) {
        return with(equal, conditions, order, offset, notNegative("limit", rows), loads);
    }

    /**
     * Returns this query with what {@link #loaded()} and the conversions add to each row: parents, children,
     * calculations, and what hangs on those in turn: {@code load("lines.product", "tier")}.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-040 if there is nothing of that name
     */
    public Query<T> load(String... names) {
        List<String> more = new ArrayList<>(loads);
        for (String name : names) {
            Loading.check(table, name);
            more.add(name);
        }
        return with(equal, conditions, order, offset, limit, List.copyOf(more));
    }

    private static long notNegative(String what, long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException(what + " (" + rows + ") must not be negative");
        }
        return rows;
    }

    private Query<T> and(Predicate<? super StoreRow> condition) {
        List<Predicate<? super StoreRow>> more = new ArrayList<>(conditions);
        more.add(condition);
        return with(equal, more, order, offset, limit, loads);
    }

    private Query<T> then(Comparator<StoreRow> next) {
        return with(equal, conditions, order == null ? next : order.thenComparing(next), offset, limit, loads);
    }

    private Query<T> with(
            Map<String, Object> newEqual,
            List<Predicate<? super StoreRow>> newConditions,
            @Nullable Comparator<StoreRow> newOrder,
            long newOffset,
            long newLimit,
            List<String> newLoads) {
        return new Query<>(store, table, as, newEqual, newConditions, newOrder, newOffset, newLimit, newLoads);
    }

    /** Returns the rows as what they become. */
    public List<T> list() {
        return stream().toList();
    }

    /** Returns the rows as what they become, each made when the stream reaches it. */
    public Stream<T> stream() {
        return found().map(as);
    }

    /** Returns the rows as rows, whose parents, children and calculations can be asked for. */
    public List<Row> rows() {
        return found().<Row>map(row -> row).toList();
    }

    /** Returns the rows with what was to be loaded. */
    public List<Loaded<T>> loaded() {
        return found().map(row -> loaded(row)).toList();
    }

    private Loaded<T> loaded(StoreRow row) {
        return new Loaded<>(as.apply(row), Loading.of(store, row, loads));
    }

    /** Returns the first row, if there is one. */
    public Optional<T> first() {
        return limit(Math.min(1, limit)).stream().findFirst();
    }

    /**
     * Returns the only row.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-054 if there is none, or more than one
     */
    public T one() {
        List<StoreRow> two = found().limit(2).toList();
        if (two.size() == 1) {
            return as.apply(two.get(0));
        }
        throw Diagnosis.of("ASSAY-DATA-054", "a query for one row does not find one.")
                .with("entity", table.entity.name())
                .with("where", equal)
                .with("found", two.isEmpty() ? "none" : two.get(0) + "\n" + two.get(1))
                .because("one() is for a row that is there, once")
                .toFix("first(), which may be empty")
                .toFix("where(...), until one is left")
                .exception();
    }

    /** Returns how many rows there are. */
    public long count() {
        boolean all = equal.isEmpty() && conditions.isEmpty() && offset == 0 && limit == Long.MAX_VALUE;
        return all && store.showsAll(table) ? store.state().at(table).count() : found().count();
    }

    /** Tells whether there is a row. */
    public boolean exists() {
        return found().findAny().isPresent();
    }

    /** Returns the rows as maps from names to values, with what was to be loaded. */
    public List<Map<String, @Nullable Object>> maps() {
        return maps(RowFormat.ALL);
    }

    /** Returns the rows as maps, as a format says. */
    public List<Map<String, @Nullable Object>> maps(RowFormat format) {
        format.check(table);
        return found().map(row -> format.map(Loading.of(store, row, loads))).toList();
    }

    /** Returns the rows as a JSON array, with what was to be loaded. */
    public String json() {
        return json(RowFormat.ALL);
    }

    /** Returns the rows as a JSON array, as a format says. */
    public String json(RowFormat format) {
        StringBuilder json = new StringBuilder();
        json(format, json);
        return json.toString();
    }

    /**
     * Writes the rows as a JSON array, one after the other.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void json(RowFormat format, Appendable to) {
        format.check(table);
        Json.write(found().map(row -> Loading.of(store, row, loads)), format, to);
    }

    /**
     * Returns flat rows of a report, each value by its path: {@code report("number", "customer.name", "customer.type.name")}.
     * Where a parent is missing, so is the value.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-040 if there is nothing of that name
     */
    public List<Map<String, @Nullable Object>> report(String... paths) {
        Map<String, Paths> columns = new LinkedHashMap<>();
        for (String path : paths) {
            columns.put(path, Paths.of(table, path));
        }
        return found().map(row -> {
                    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
                    columns.forEach((name, path) -> flat.put(name, path.value(row)));
                    return flat;
                })
                .toList();
    }

    private Stream<StoreRow> found() {
        State state = store.state();
        Stream<StoreRow> rows = candidates(state).filter(store.access()::shows);
        for (Predicate<? super StoreRow> condition : conditions) {
            rows = rows.filter(condition);
        }
        if (order != null) {
            rows = rows.sorted(order);
        }
        if (offset > 0) {
            rows = rows.skip(offset);
        }
        return limit == Long.MAX_VALUE ? rows : rows.limit(limit);
    }

    /** Rows with the values that are asked for, by the longest index over them. */
    private Stream<StoreRow> candidates(State state) {
        if (equal.isEmpty()) {
            return state.rows(table);
        }
        @Nullable Object[] wanted = new Object[table.domains.length];
        List<Integer> places = new ArrayList<>();
        equal.forEach((name, value) -> {
            int place = table.entity.indexOf(name);
            places.add(place);
            wanted[place] = value;
        });
        Index best = null;
        for (Index index : table.indexes) {
            boolean better = best == null || best.places().length < index.places().length;
            best = better && index.covers(places) ? index : best;
        }
        Object key = best == null ? null : best.key(wanted);
        Stream<StoreRow> rows = best == null || key == null ? state.rows(table) : state.rows(table, best, key);
        for (int place : places) {
            Object value = Index.asKey(Objects.requireNonNull(wanted[place]));
            rows = rows.filter(row -> {
                Object has = row.values()[place];
                return has != null && Index.asKey(has).equals(value);
            });
        }
        return rows;
    }
}
