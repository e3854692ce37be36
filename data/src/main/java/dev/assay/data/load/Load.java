package dev.assay.data.load;

import dev.assay.core.Ticker;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Brings rows into a database or into files: all of them, or none.
 *
 * <pre>{@code
 * Load.of(data).within(Duration.ofMinutes(1)).into(dataSource);
 * Load.of(data).listen(new TerminalProgress(System.err)).into(Path.of("target/data"), Format.CSV);
 * }</pre>
 *
 * <p>Rows are computed on as many threads as there are processors unless {@link #threads} says otherwise; their bytes and
 * their order do not depend on it. An interrupt of the calling thread cancels.
 *
 * <p>Immutable: each method that says more returns another load.
 *
 * @since 0.1
 */
public final class Load {
    private final RowSource source;
    private final Settings settings;

    private Load(RowSource source, Settings settings) {
        this.source = source;
        this.settings = settings;
    }

    /** Begins a load of a dataset. */
    public static Load of(Dataset dataset) {
        return of(RowSource.of(dataset));
    }

    /** Begins a load of fixtures, or of whatever else has rows. */
    public static Load of(RowSource source) {
        return new Load(source, Settings.usual());
    }

    /** Limits the time that the load may take, computing rows included; without it, it takes as long as it takes. */
    public Load within(Duration limit) {
        return new Load(source, settings.limit(limit));
    }

    /** Measures time by a ticker; {@link Ticker#SYSTEM} unless set. */
    public Load ticker(Ticker ticker) {
        return new Load(source, settings.ticker(ticker));
    }

    /** Tells a listener of progress, at most ten times a second, on the calling thread. */
    public Load listen(Consumer<Progress> listener) {
        return listen(listener, 10);
    }

    /**
     * Tells a listener of progress on the calling thread. What a listener throws ends the load, unless all is
     * done: rows that are there stay there.
     *
     * @param timesASecond how often at most; the beginning of a stage is always told
     * @throws IllegalArgumentException if it is less than 1
     */
    public Load listen(Consumer<Progress> listener, int timesASecond) {
        atLeastOne("timesASecond", timesASecond);
        return new Load(source, settings.listener(listener, Settings.SECOND / timesASecond));
    }

    /** Lets another thread stop the load. */
    public Load cancelledBy(Cancellation cancellation) {
        return new Load(source, settings.cancellation(cancellation));
    }

    /**
     * Leaves out all other records or classes.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-008 if the model has no such entity
     */
    public Load only(Class<?>... entities) {
        return only(Arrays.stream(entities)
                .map(each -> source.model().entity(each).name())
                .toArray(String[]::new));
    }

    /**
     * Leaves out all other entities.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-008 if the model has no such entity
     */
    public Load only(String... entities) {
        for (String entity : entities) {
            source.model().entity(entity);
        }
        return new Load(source, settings.only(List.of(entities)));
    }

    /**
     * Loads one of several equal parts of each entity's rows. What all parts write of an entity, one behind the other, is
     * what the whole writes; only the first part has CSV's header. SQL's file of a folder is a transaction for each part. A
     * part that goes into a database or such a file must have no relations to what goes there too, whose rows may be in
     * other parts.
     *
     * @param which from 1 to {@code of}
     * @throws IllegalArgumentException if there is no such part
     */
    public Load shard(int which, int of) {
        if (which < 1 || which > of) {
            throw new IllegalArgumentException("shard (" + which + ") must be from 1 to " + of);
        }
        return new Load(source, settings.shard(which, of));
    }

    /**
     * Computes rows on so many threads.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Load threads(int count) {
        atLeastOne("threads", count);
        return new Load(source, settings.threads(count));
    }

    /**
     * Adds to tables that have rows. Their constraints stay in force meanwhile, so that a key which is there already ends
     * the load: see {@link Continued} for rows that come behind those that are there.
     */
    public Load append() {
        return new Load(source, settings.append(true));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " (" + value + ") must be at least 1");
        }
    }

    /**
     * Loads into the tables of a database, in one transaction: into PostgreSQL by binary COPY, into others by batches of
     * INSERTs.
     *
     * @throws dev.assay.core.DiagnosisException if nothing was loaded: ASSAY-DATA-060 if a table is not there,
     *     ASSAY-DATA-061 if its columns are not the entity's, ASSAY-DATA-062 if a column takes no such values,
     *     ASSAY-DATA-063 if a table is not empty, ASSAY-DATA-064 if the database goes away, ASSAY-DATA-065 if it refuses a
     *     row, ASSAY-DATA-066 if time is up, ASSAY-DATA-067 if it is cancelled,
     *     ASSAY-DATA-075 if it is a part whose rows have parents in other parts
     */
    public LoadResult into(DataSource database) {
        Plan plan = Plan.of(source, settings, 1).refuseTornShards("a database");
        return new DatabaseLoad(plan).into(database);
    }

    /**
     * Writes a file for each entity into a folder, which is made if it is not there; of SQL one file for all. Files take
     * their places when all are complete, and those of the same names are replaced.
     *
     * @throws dev.assay.core.DiagnosisException if nothing was written: ASSAY-DATA-068 if files cannot be written, such as
     *     on a full disk, ASSAY-DATA-066 if time is up, ASSAY-DATA-067 if it is cancelled, ASSAY-DATA-074 if two entities
     *     have the same file, ASSAY-DATA-075 if it is a part, in SQL, whose rows have parents in other parts
     */
    public LoadResult into(Path folder, Format format) {
        Plan plan = Plan.of(source, settings, alignment(format));
        if (format == Format.SQL) {
            plan.refuseTornShards("a transaction of SQL");
        }
        return new FileLoad(plan, format).into(folder);
    }

    /**
     * Writes the rows of a record or class to a stream, which stays open. What was written before an error remains
     * written.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-068 if the stream cannot be written to, ASSAY-DATA-066 if time
     *     is up, ASSAY-DATA-067 if it is cancelled
     */
    public LoadResult into(OutputStream out, Class<?> entity, Format format) {
        return into(out, source.model().entity(entity).name(), format);
    }

    /** Writes the rows of an entity, by name, to a stream: see {@link #into(OutputStream, Class, Format)}. */
    public LoadResult into(OutputStream out, String entity, Format format) {
        Entity one = source.model().entity(entity);
        Plan plan = Plan.of(source, settings.only(List.of(one.name())), alignment(format));
        return new FileLoad(plan, format).into(out, one);
    }

    /** A shard of INSERT statements ends with a whole one. */
    private static int alignment(Format format) {
        return format == Format.SQL ? SqlRows.BATCH : 1;
    }
}
