package dev.assay.cli.data;

import dev.assay.cli.Console;
import dev.assay.cli.ExitCode;
import dev.assay.cli.Interruption;
import dev.assay.cli.TextTable;
import dev.assay.cli.TextTable.Paint;
import dev.assay.core.DiagnosisException;
import dev.assay.data.load.Cancellation;
import dev.assay.data.load.Load;
import dev.assay.data.load.LoadResult;
import dev.assay.data.load.RowSource;
import dev.assay.data.load.TerminalProgress;
import dev.assay.report.terminal.Look;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load as the options want it, which Ctrl-C cancels, so that nothing half done remains. */
final class Work {
    private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
    private static final int MOST_THREADS = 1024;

    private final WorkOptions options;
    private final Console console;
    private final Look look;

    Work(WorkOptions options, Console console, Look look) {
        this.options = options;
        this.console = console;
        this.look = look;
    }

    /** Returns a load of rows. */
    Load of(RowSource data, Selection selection) {
        Load load = Load.of(data);
        if (!selection.isAll()) {
            load = load.only(selection.of(data.model()).toArray(String[]::new));
        }
        String shard = options.shard;
        if (shard != null) {
            Matcher matcher = SHARD.matcher(shard.strip());
            if (!matcher.matches()) {
                throw wrongShard(shard);
            }
            int which = Integer.parseInt(matcher.group(1));
            int of = Integer.parseInt(matcher.group(2));
            if (which < 1 || which > of) {
                throw wrongShard(shard);
            }
            load = load.shard(which, of);
        }
        String threads = options.threads;
        if (threads != null) {
            load = load.threads(new Value("--threads", threads).count(1, MOST_THREADS, "2"));
        }
        String limit = options.timeLimit;
        return limit == null ? load : load.within(new Value("--time-limit", limit).time());
    }

    private static RuntimeException wrongShard(String shard) {
        return new Value("--shard", shard)
                .wrong("it must be a part and how many there are, the first being 1", "--shard 1/4");
    }

    /**
     * Does it.
     *
     * @param bar whether the terminal is free for a bar
     */
    ExitCode run(Load load, boolean bar, Function<Load, LoadResult> how, String where) {
        Cancellation cancellation = new Cancellation();
        Interruption interruption =
                new Interruption(cancellation::cancel, () -> console.err().println());
        try {
            Load listened = bar && look.live() ? load.listen(new TerminalProgress(console.err())) : load;
            LoadResult loaded = how.apply(listened.cancelledBy(cancellation));
            if (!where.isEmpty()) {
                print(loaded, where);
            }
            return ExitCode.PASSED;
        } catch (DiagnosisException e) {
            if (!interruption.asked()) {
                throw e;
            }
            console.err().println();
            console.show(e.diagnosis());
            return ExitCode.INTERRUPTED;
        } finally {
            interruption.close();
        }
    }

    private void print(LoadResult loaded, String where) {
        PrintWriter out = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
        TextTable table = new TextTable(look.colour()).titles("entity", " rows");
        for (Map.Entry<String, Long> each : loaded.rows().entrySet()) {
            table.row(TextTable.text(each.getKey()), TextTable.number(each.getValue()));
        }
        table.print(out);
        long nanos = Math.max(1, loaded.took().toNanos());
        String rate = String.format(Locale.ROOT, "%,.0f", loaded.total() / (nanos / 1e9));
        String rows = String.format(Locale.ROOT, "%,d rows", loaded.total());
        out.println();
        out.println("  " + (look.colour() ? Paint.BOLD.on(rows) : rows) + " in " + TextTable.duration(nanos) + ", "
                + rate + " a second, " + where);
        out.flush();
    }
}
