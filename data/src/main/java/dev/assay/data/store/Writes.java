package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Constraint;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import dev.assay.data.RowSpec;
import dev.assay.data.store.BaseTable.Link;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes another state of a state, or says why not. For one write. */
final class Writes {
    /** How many numbers are left out because others have taken what belongs to them. */
    private static final int BURNT_AT_MOST = 1_000;

    private final Access access;
    private final Store store;
    private final Log log;

    /** The rows that are about to be removed, by table and number. */
    private final Set<List<Object>> going = new HashSet<>();

    Writes(Access access, Store store, Log log) {
        this.access = access;
        this.store = store;
        this.log = log;
    }

    private State state() {
        return log.state();
    }

    StoreRow create(BaseTable table, RowSpec spec) {
        return create(() -> Draft.of(state(), table, checked(table, spec)));
    }

    StoreRow create(BaseTable table, Map<String, ?> told) {
        Map<String, Optional<Object>> values = new LinkedHashMap<>();
        told.forEach((field, value) -> values.put(field, Optional.ofNullable(Values.fitting(table, field, value))));
        defaults(table, values);
        return create(() -> Draft.of(state(), table, values));
    }

    private StoreRow create(Supplier<Draft> drafted) {
        for (int burnt = 0; ; burnt++) {
            State before = state();
            Draft draft = drafted.get();
            // What hooks create takes other numbers.
            draft.forEach(each -> log.to(state().from(each.table(), each.index() + 1)));
            try {
                draft.forEach(this::insert);
                // Conditions may count on children, and are asked when all are there.
                draft.forEach(this::conditions);
            } catch (Clash clash) {
                // As with a sequence in a database, a number whose key somebody else has taken is left out.
                log.to(before.from(clash.table, after(clash, before)));
                if (burnt == BURNT_AT_MOST || !clash.generated) {
                    throw clash.problem.exception();
                }
                continue;
            }
            StoreRow made = state().row(draft.table(), draft.index());
            if (made == null) {
                throw store.gone(draft.table(), "row", "the new one");
            }
            return made;
        }
    }

    /** Returns the number to go on with: the next, or, where keys count the rows, the one behind all keys. */
    private static int after(Clash clash, State state) {
        int next = state.at(clash.table).next() + 1;
        Index key = clash.table.key;
        if (key == null || !clash.counts) {
            return next;
        }
        int place = key.places()[0];
        long greatest = state.rows(clash.table)
                .map(row -> row.values()[place])
                .mapToLong(value -> value instanceof Number number ? number.longValue() : 0)
                .filter(value -> value < Integer.MAX_VALUE)
                .max()
                .orElse(0);
        return (int) Math.max(next, greatest);
    }

    private void conditions(Draft draft) {
        StoreRow row = state().row(draft.table(), draft.index());
        if (row != null) {
            refuse(new RowCheck(access).conditions(row));
        }
    }

    /** Returns a row as it is now, or throws ASSAY-DATA-047. */
    private StoreRow there(StoreRow row) {
        StoreRow now = state().row(row.table(), (int) row.index());
        if (now == null) {
            throw store.gone(row.table(), "row", row);
        }
        return now;
    }

    /** Ends an attempt whose values are taken. */
    private static final class Clash extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient BaseTable table;
        private final transient Diagnosis problem;
        private final boolean generated;

        /** Whether it is the key that is taken, which is the row's number. */
        private final boolean counts;

        Clash(BaseTable table, Diagnosis problem, boolean generated, boolean counts) {
            super(null, null, false, false);
            this.counts = counts;
            this.table = table;
            this.problem = problem;
            this.generated = generated;
        }
    }

    private RowSpec checked(BaseTable table, RowSpec spec) {
        RowSpec fitting = RowSpec.of(spec.entity());
        for (Map.Entry<String, Optional<Object>> each : spec.values().entrySet()) {
            fitting = fitting.with(
                    each.getKey(),
                    Values.fitting(table, each.getKey(), each.getValue().orElse(null)));
        }
        for (RowSpec.Children said : spec.children()) {
            BaseTable below = table.base.table(said.each().entity());
            if (table.children.stream().noneMatch(link -> link.of() == below)) {
                throw Relations.none(table, said.each().entity());
            }
            RowSpec each = checked(below, said.each());
            Relation relation = said.relation(below.entity, table.entity);
            fitting = fitting.children(relation.name(), said.count(), each);
        }
        return fitting;
    }

    private void defaults(BaseTable table, Map<String, Optional<Object>> values) {
        List<Resource.Named<Function<Row, ?>>> defaults = access.resource(table).all("default");
        for (Resource.Named<Function<Row, ?>> each : defaults) {
            if (!values.containsKey(each.name())) {
                @Nullable Object[] told = new Object[table.domains.length];
                values.forEach((field, value) -> told[table.entity.indexOf(field)] = value.orElse(null));
                StoreRow row = new StoreRow(state(), table, state().at(table).next(), told);
                Object value = asked(() -> each.value().apply(row), () -> untold(row, values));
                values.put(each.name(), Optional.ofNullable(Values.fitting(table, each.name(), value)));
            }
        }
    }

    /** Asks what a user says about a row; where that fails because of what is wrong with the row, this is said instead. */
    private static <R extends @Nullable Object> R asked(Supplier<R> said, Supplier<List<Diagnosis>> wrong) {
        try {
            return said.get();
        } catch (NullPointerException
                | NoSuchElementException
                | ClassCastException
                | IndexOutOfBoundsException
                | ArithmeticException
                | IllegalArgumentException e) {
            List<Diagnosis> problems = wrong.get();
            if (problems.isEmpty()) {
                throw e;
            }
            DiagnosisException refused = refusal(problems);
            refused.addSuppressed(e);
            throw refused;
        }
    }

    /** Says what is wrong with what is told of a new row, or is not told although nothing but its user says it. */
    private List<Diagnosis> untold(StoreRow row, Map<String, Optional<Object>> told) {
        List<String> byDefault = access.resource(row.table()).names("default");
        List<Diagnosis> problems = RowCheck.possible(row, null);
        problems.removeIf(problem -> {
            String field = String.valueOf(problem.facts().get("field"));
            boolean made = row.table().entity.key().contains(field) || byDefault.contains(field);
            return made && !told.containsKey(field);
        });
        return problems;
    }

    private void insert(Draft draft) {
        BaseTable table = draft.table();
        StoreRow made = new StoreRow(state(), table, draft.index(), draft.values());
        @Nullable Object[] values = before(Action.CREATE, made).values();
        State after = state().with(table, draft.index(), values, false);
        StoreRow row = new StoreRow(after, table, draft.index(), values);
        List<Diagnosis> problems = RowCheck.possible(row, null);
        if (problems.isEmpty()) {
            access.check(Action.CREATE.name(), row);
        }
        RowCheck.addTaken(row, null, problems);
        if (problems.isEmpty()) {
            after = indexed(row);
            row = new StoreRow(after, table, draft.index(), values);
            Constraint.Unique taken = RowCheck.taken(row, null, true);
            problems = taken == null ? List.of() : List.of(RowCheck.isTaken(row, taken));
        }
        if (problems.size() == 1 && problems.get(0).code().equals(RowCheck.TAKEN)) {
            throw clash(draft, row, problems.get(0));
        }
        refuse(problems);
        log.to(after);
    }

    private static Clash clash(Draft draft, StoreRow row, Diagnosis problem) {
        Constraint.Unique all = RowCheck.taken(row, null, false);
        Constraint.Unique taken = all == null ? Objects.requireNonNull(RowCheck.taken(row, null, true)) : all;
        Stream<String> fields = Stream.concat(
                taken.fields().stream(), taken.where().stream().flatMap(where -> where.fields().stream()));
        boolean generated = !fields.allMatch(draft::gives);
        BaseTable table = row.table();
        boolean counts = taken.fields().size() == 1
                && taken.fields().equals(table.entity.key())
                && row.get(taken.fields().get(0)) instanceof Number number
                && number.longValue() == row.index() + 1;
        return new Clash(table, problem, generated, counts);
    }

    /** Returns the state of a row, whose values can be, with the row also where conditions say so. */
    private State indexed(StoreRow row) {
        boolean conditions = row.table().indexes.stream().anyMatch(index -> index.where() != null);
        return conditions ? state().with(row.table(), (int) row.index(), row.values(), true) : row.state();
    }

    /** Lets a resource do what it does before each write. */
    private Change before(Action action, StoreRow row) {
        Change change = new Change(store, row);
        List<Resource.Named<BiConsumer<Change, Args>>> all =
                access.resource(row.table()).all("before");
        for (Resource.Named<BiConsumer<Change, Args>> each : all) {
            if (each.name().equals(action.name())) {
                done(change, each.value(), Args.none());
            }
        }
        return change;
    }

    private static void done(Change change, BiConsumer<Change, Args> does, Args args) {
        asked(
                () -> {
                    does.accept(change, args);
                    return change;
                },
                () -> RowCheck.possible(change.now(), null));
    }

    /** Changes a row that is there. */
    StoreRow update(StoreRow row, String action, BiConsumer<Change, Args> does, Args args) {
        access.check(Action.UPDATE.name(), row);
        if (!action.equals(Action.UPDATE.name())) {
            access.check(action, row);
        }
        Change change = new Change(store, row);
        done(change, does, args);
        @Nullable Object[] acted = merged(row, change.values());
        StoreRow was = there(row);
        // The action's values, among the rows as they were.
        StoreRow changed = new StoreRow(state(), row.table(), (int) row.index(), acted);
        @Nullable Object[] hooked = before(Action.UPDATE, changed).values();
        @Nullable Object[] values = merged(was, hooked);
        return replace(there(row), values);
    }

    /**
     * Returns what a change leaves of a row that was perhaps written to meanwhile, through the change's store: what either
     * changed; for a field that both changed, an error.
     *
     * @param was the row that is there, before
     * @param came what it came to
     */
    private @Nullable Object[] merged(StoreRow was, @Nullable Object[] came) {
        StoreRow now = there(was);
        if (now.values() == was.values()) {
            return came;
        }
        @Nullable Object[] both = came.clone();
        for (int i = 0; i < both.length; i++) {
            Object other = now.values()[i];
            if (Objects.deepEquals(other, was.values()[i]) || Objects.deepEquals(other, came[i])) {
                continue;
            }
            if (!Objects.deepEquals(came[i], was.values()[i])) {
                String field = was.table().entity.fields().get(i).name();
                throw Diagnosis.of("ASSAY-DATA-057", "an action gives a field two values.")
                        .with("entity", was.table().entity.name())
                        .with("row", was)
                        .with("field", field)
                        .with("change.set", came[i])
                        .with("change.store()", other)
                        .because("one of them would be lost")
                        .toFix("change.set(\"" + field + "\", value) alone")
                        .exception();
            }
            both[i] = other;
        }
        return both;
    }

    private StoreRow replace(StoreRow row, @Nullable Object[] values) {
        State after = state().with(row.table(), (int) row.index(), values, false);
        StoreRow now = new StoreRow(after, row.table(), (int) row.index(), values);
        List<Diagnosis> problems = RowCheck.possible(now, row);
        RowCheck.addTaken(now, row, problems);
        if (problems.isEmpty()) {
            after = indexed(now);
            now = new StoreRow(after, row.table(), (int) row.index(), values);
            Constraint.Unique taken = RowCheck.taken(now, row, true);
            problems.addAll(
                    taken == null ? new RowCheck(access).conditions(now) : List.of(RowCheck.isTaken(now, taken)));
        }
        for (Link link : row.table().children) {
            Object was = link.target().key(row.values());
            if (was != null && !was.equals(link.target().key(values))) {
                long count = after.rows(link.of(), link.in(), was).count();
                if (count > 0) {
                    problems.add(referred(row, link, count, "its key changes, which they hold"));
                }
            }
        }
        refuse(problems);
        log.to(after);
        return now;
    }

    /** Removes a row that is there, after doing with its children what its resource says. */
    void destroy(StoreRow row) {
        access.check(Action.DESTROY.name(), row);
        going.add(List.of(row.table(), row.index()));
        Resource<?> resource = access.resource(row.table());
        for (Link link : row.table().children) {
            String below = link.of().entity.name();
            boolean cascades = resource.all("cascade").contains(below);
            boolean detaches = resource.all("detach").contains(below);
            for (StoreRow child : cascades || detaches ? staying(row, link) : List.<StoreRow>of()) {
                StoreRow still = state().row(child.table(), (int) child.index());
                if (still != null && cascades) {
                    destroy(still);
                } else if (still != null) {
                    update(still, Action.UPDATE.name(), detaching(link), Args.none());
                }
            }
            // Hooks may have added some.
            List<StoreRow> left = staying(row, link);
            if (!left.isEmpty()) {
                refuse(List.of(referred(row, link, left.size(), "rows without their parent would be left")));
            }
        }
        if (state().row(row.table(), (int) row.index()) != null) {
            log.to(state().without(row.table(), (int) row.index()));
        }
    }

    /** Returns a row's children but for those that go with it. */
    private List<StoreRow> staying(StoreRow row, Link link) {
        Object key = link.target().key(row.values());
        return key == null
                ? List.of()
                : state().rows(link.of(), link.in(), key)
                        .filter(child -> !going.contains(List.of(child.table(), child.index())))
                        .toList();
    }

    private static BiConsumer<Change, Args> detaching(Link link) {
        return (change, args) -> link.relation().fields().forEach(field -> change.set(field, null));
    }

    private static Diagnosis referred(StoreRow row, Link link, long count, String why) {
        String entity = row.table().entity.name();
        String below = link.of().entity.name();
        return Diagnosis.of("ASSAY-DATA-045", "others refer to a row.")
                .with("entity", entity)
                .with("row", row)
                .with(
                        "referred by",
                        count + " " + below + " in " + link.relation().name())
                .because(why)
                .toFix("destroy those first")
                .toFix("Resource.of(" + entity + ".class).cascade(" + below + ".class), or detach, which leaves them");
    }

    /** Sets a field, if the value fits. */
    static void set(BaseTable table, @Nullable Object[] values, String field, @Nullable Object value) {
        Object fitting = Values.fitting(table, field, value);
        values[table.entity.indexOf(field)] = fitting;
    }

    /** Throws the first problem, with the others as suppressed ones. */
    private static void refuse(List<Diagnosis> problems) {
        if (!problems.isEmpty()) {
            throw refusal(problems);
        }
    }

    private static DiagnosisException refusal(List<Diagnosis> problems) {
        DiagnosisException first = problems.get(0).exception();
        problems.subList(1, problems.size()).forEach(more -> first.addSuppressed(more.exception()));
        return first;
    }
}
