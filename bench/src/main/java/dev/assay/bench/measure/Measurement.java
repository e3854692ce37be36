package dev.assay.bench.measure;

import java.util.List;

/**
 * What running a {@link Job} took.
 *
 * @param wallMillis from the first start to the last end
 * @param cpuMillis user and system time of all processes of the job, descendants included
 * @param coordinatorPeakKib largest resident memory of the first JVM in the tree; 0 where the system does not tell
 * @param treePeakKib largest sum of the tree's resident memory, as sampled; 0 where the system does not tell
 * @param othersCpuMillis CPU time that everything else on the machine took meanwhile; 0 where the system does not tell
 * @param exitCodes of the job's commands, in order
 * @since 0.1
 */
public record Measurement(
        double wallMillis,
        double cpuMillis,
        long coordinatorPeakKib,
        long treePeakKib,
        double othersCpuMillis,
        List<Integer> exitCodes) {
    /** Copies the list. */
    public Measurement {
        exitCodes = List.copyOf(exitCodes);
    }

    /** Returns the share of the given cores that the job used, from 0 to 1. */
    public double utilisation(int cores) {
        return wallMillis == 0 ? 0 : cpuMillis / (wallMillis * cores);
    }
}
