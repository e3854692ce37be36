package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Constraint;
import dev.assay.data.Row;
import dev.assay.data.RowSpec;
import dev.assay.data.store.BaseTable.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
            try {
                draft.forEach(this::insert);
                return Objects.requireNonNull(state().row(draft.table(), draft.index()));
            } catch (Clash clash) {
                // As with a sequence in a database, a number whose key somebody else has taken is left out.
                log.to(before.burnt(clash.table));
                if (burnt == BURNT_AT_MOST || !clash.generated) {
                    throw clash.problem.exception();
                }
            }
        }
    }

    /** Ends an attempt whose values are taken. */
    private static final class Clash extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient BaseTable table;
        private final transient Diagnosis problem;
        private final boolean generated;

        Clash(BaseTable table, Diagnosis problem, boolean generated) {
            super(null, null, false, false);
            this.table = table;
            this.problem = problem;
            this.generated = generated;
        }
    }

    private RowSpec checked(BaseTable table, RowSpec spec) {
        RowSpec fitting = RowSpec.of(spec.entity());
        for (Map.Entry<String, Optional<Object>> each : spec.values().entrySet()) {
            fitting = fitting.with(
                    each.getKey(), Values.fitting(table, each.getKey(), each.getValue().orElse(null)));
        }
        for (RowSpec.Children said : spec.children()) {
            BaseTable below = table.base.table(said.each().entity());
            if (table.children.stream().noneMatch(link -> link.of() == below)) {
                throw Relations.none(table, said.each().entity());
            }
            fitting = fitting.children(said.count(), checked(below, said.each()));
        }
        return fitting;
    }

    private void defaults(BaseTable table, Map<String, Optional<Object>> values) {
        List<Resource.Named<Function<Row, ?>>> defaults = access.resource(table).all("default");
        for (Resource.Named<Function<Row, ?>> each : defaults) {
            if (!values.containsKey(each.name())) {
                @Nullable Object[] told = new Object[table.domains.length];
                values.forEach((field, value) -> told[table.entity.indexOf(field)] = value.orElse(null));
                Object value = each.value()
                        .apply(new StoreRow(state(), table, state().at(table).next(), told));
                values.put(each.name(), Optional.ofNullable(Values.fitting(table, each.name(), value)));
            }
        }
    }

    private void insert(Draft draft) {
        BaseTable table = draft.table();
        @Nullable Object[] values = before(Action.CREATE, new StoreRow(state(), table, draft.index(), draft.values()));
        State after = state().with(table, draft.index(), values);
        StoreRow row = new StoreRow(after, table, draft.index(), values);
        access.check(Action.CREATE.name(), row);
        List<Diagnosis> problems = new RowCheck(access).problems(row, null);
        if (problems.size() == 1 && problems.get(0).code().equals(RowCheck.TAKEN)) {
            Constraint.Unique taken = Objects.requireNonNull(RowCheck.taken(row, null));
            Stream<String> fields = Stream.concat(
                    taken.fields().stream(), taken.where().stream().flatMap(where -> where.fields().stream()));
            boolean generated = !fields.allMatch(draft::gives);
            throw new Clash(table, problems.get(0), generated);
        }
        refuse(problems);
        log.to(after);
    }

    /** Lets a resource do what it does before each write. */
    private @Nullable Object[] before(Action action, StoreRow row) {
        Change change = new Change(store, row);
        List<Resource.Named<BiConsumer<Change, Args>>> all =
                access.resource(row.table()).all("before");
        for (Resource.Named<BiConsumer<Change, Args>> each : all) {
            if (each.name().equals(action.name())) {
                each.value().accept(change, Args.none());
            }
        }
        return change.values();
    }

    /** Changes a row that is there. */
    StoreRow update(StoreRow row, String action, BiConsumer<Change, Args> does, Args args) {
        access.check(Action.UPDATE.name(), row);
        if (!action.equals(Action.UPDATE.name())) {
            access.check(action, row);
        }
        Change change = new Change(store, row);
        does.accept(change, args);
        // The action's values, among the rows as they were.
        StoreRow changed = new StoreRow(state(), row.table(), (int) row.index(), change.values());
        @Nullable Object[] values = before(Action.UPDATE, changed);
        return replace(row, values);
    }

    private StoreRow replace(StoreRow row, @Nullable Object[] values) {
        State after = state().with(row.table(), (int) row.index(), values);
        StoreRow now = new StoreRow(after, row.table(), (int) row.index(), values);
        List<Diagnosis> problems = new RowCheck(access).problems(now, row);
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

    /** Removes a row that is there, and does with its children what its resource says. */
    void destroy(StoreRow row) {
        access.check(Action.DESTROY.name(), row);
        Resource<?> resource = access.resource(row.table());
        log.to(state().without(row.table(), (int) row.index()));
        for (Link link : row.table().children) {
            Object key = link.target().key(row.values());
            List<StoreRow> children = key == null
                    ? List.of()
                    : state().rows(link.of(), link.in(), key).toList();
            if (children.isEmpty()) {
                continue;
            }
            String below = link.of().entity.name();
            if (resource.all("cascade").contains(below)) {
                for (StoreRow child : children) {
                    StoreRow still = state().row(child.table(), (int) child.index());
                    if (still != null) {
                        destroy(still);
                    }
                }
            } else if (resource.all("detach").contains(below)) {
                for (StoreRow child : children) {
                    @Nullable Object[] values = child.values().clone();
                    for (int place : link.in().places()) {
                        values[place] = null;
                    }
                    replace(child, values);
                }
            } else {
                refuse(List.of(referred(row, link, children.size(), "rows without their parent would be left")));
            }
        }
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
            DiagnosisException first = problems.get(0).exception();
            problems.subList(1, problems.size()).forEach(more -> first.addSuppressed(more.exception()));
            throw first;
        }
    }
}
