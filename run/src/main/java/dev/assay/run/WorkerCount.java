package dev.assay.run;

/**
 * How many worker JVMs a run has.
 *
 * @param number how many, or at most how many where the CPU decides; 0 for as many as the machine can use
 * @param measured whether the CPU decides: the run begins with the cores and adds one while they idle
 * @since 0.1
 */
public record WorkerCount(int number, boolean measured) {
    /** The CPU decides, whatever number that gives. */
    public static final WorkerCount AUTO = new WorkerCount(0, true);

    private static final int PER_CORE = 4;

    /** Checks that a number that the CPU does not decide is at least 1. */
    public WorkerCount {
        if (number < 0 || number == 0 && !measured) {
            throw new IllegalArgumentException("number: " + number);
        }
    }

    /** Returns so many, if there is work for them. */
    public static WorkerCount exactly(int number) {
        return new WorkerCount(number, false);
    }

    /** Lets the CPU decide, up to a number. */
    public static WorkerCount upTo(int number) {
        return new WorkerCount(number, true);
    }

    /** How many classes that compute run at once. */
    int computing(int cores) {
        return number == 0 ? cores : measured ? Math.min(number, cores) : number;
    }

    /** How many workers there are at most. */
    int most(int cores) {
        return number == 0 ? cores * PER_CORE : number;
    }
}
