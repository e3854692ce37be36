package dev.assay.data.load;

/** Stops what a thread waits for once it is interrupted: most drivers wait for their server regardless. */
final class Watch implements AutoCloseable {
    private static final long MILLIS = 50;

    private final Thread watched;
    private final Runnable stop;
    private boolean closed;

    private Watch(Thread watched, Runnable stop) {
        this.watched = watched;
        this.stop = stop;
    }

    /** Watches the calling thread until closed. */
    static Watch begin(Runnable stop) {
        Watch watch = new Watch(Thread.currentThread(), stop);
        Thread thread = new Thread(watch::run, "assay-load-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private synchronized void run() {
        try {
            while (!closed) {
                wait(MILLIS);
                if (!closed && watched.isInterrupted()) {
                    stop.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends watching; once it returns, nothing is stopped any more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
