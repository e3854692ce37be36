package dev.assay.report;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups a run's failures by cause: failed and lost tests, and containers that failed.
 *
 * <p>Memory is bounded: it grows with the number of causes, up to {@link #MAX_CLUSTERS}, not with the number of
 * failures.
 *
 * @since 0.1
 */
public final class FailureClusters implements RunListener {
    /** Causes told apart at most; failures beyond share one last cluster. */
    public static final int MAX_CLUSTERS = 500;

    /** Failures of a cluster that are kept. */
    public static final int EXAMPLES = 20;

    private static final Fingerprint OTHERS = new Fingerprint("000000000000", "others", "further causes", "");

    private final Map<String, Growing> byId = new LinkedHashMap<>();

    /**
     * A failure of a cluster.
     *
     * @param test the test, or the container
     * @param failure what it failed with; null for a lost test of which nothing is known
     * @param reason why it was lost; empty otherwise
     */
    public record Example(TestRef test, @Nullable Failure failure, String reason) {}

    /**
     * Failures that have one cause.
     *
     * @param fingerprint of the first of them
     * @param title the cause in one line; where messages differ in numbers, without the numbers
     * @param count how many there are
     * @param examples the first of them, at most {@link #EXAMPLES}
     */
    public record Cluster(Fingerprint fingerprint, String title, int count, List<Example> examples) {
        /** Copies the examples. */
        public Cluster {
            examples = List.copyOf(examples);
        }
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.TestFinished test
                && test.last()
                && test.outcome().isBad()) {
            Failure failure = test.failure();
            Fingerprint fingerprint = test.outcome() == Outcome.LOST || failure == null
                    ? Fingerprint.ofLost(test.reason())
                    : Fingerprint.of(failure, test.test().topClass());
            add(fingerprint, new Example(test.test(), failure, test.reason()));
        } else if (event instanceof RunEvent.ContainerFailed failed && failed.last()) {
            add(
                    Fingerprint.of(failed.failure(), failed.container().topClass()),
                    new Example(failed.container(), failed.failure(), ""));
        }
    }

    /** Returns the causes, the most frequent first. */
    public List<Cluster> clusters() {
        return byId.values().stream()
                .map(Growing::cluster)
                .sorted(Comparator.comparingInt(Cluster::count).reversed())
                .toList();
    }

    private void add(Fingerprint fingerprint, Example example) {
        Fingerprint kept = byId.size() < MAX_CLUSTERS || byId.containsKey(fingerprint.id()) ? fingerprint : OTHERS;
        byId.computeIfAbsent(kept.id(), id -> new Growing(kept)).add(kept, example);
    }

    private static final class Growing {
        private final Fingerprint first;
        private final List<Example> examples = new ArrayList<>();
        private String message;
        private int count;

        Growing(Fingerprint first) {
            this.first = first;
            this.message = first.message();
        }

        void add(Fingerprint fingerprint, Example example) {
            count++;
            if (examples.size() < EXAMPLES) {
                examples.add(example);
            }
            if (!message.equals(fingerprint.message())) {
                message = Fingerprint.constant(message);
                if (!message.equals(Fingerprint.constant(fingerprint.message()))) {
                    message = "";
                }
            }
        }

        Cluster cluster() {
            StringBuilder title = new StringBuilder(first.type());
            if (!message.isEmpty()) {
                title.append(": ").append(message);
            }
            return new Cluster(first, title.toString(), count, examples);
        }
    }
}
