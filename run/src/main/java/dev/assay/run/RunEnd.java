package dev.assay.run;

import dev.assay.event.RunEvent.RunFinished.End;

/** Whether the run goes on, and if not, why. That it is broken outweighs every other end. */
final class RunEnd {
    private End how = End.COMPLETE;
    private String reason = "";
    private boolean stopping;

    /** Begins to stop the run before everything planned was run. */
    void stop(End newEnd, String why) {
        stopping = true;
        if (how != End.BROKEN) {
            how = newEnd;
            reason = why;
        }
    }

    /** Marks the run as broken; what is planned still runs. */
    void broken(String why) {
        how = End.BROKEN;
        reason = why;
    }

    boolean isStopping() {
        return stopping;
    }

    End how() {
        return how;
    }

    String reason() {
        return reason;
    }
}
