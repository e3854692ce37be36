package dev.assay.agent;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A program whose pools were started for nobody, and tells whom their tasks work for. */
final class Pools {
    private static final Ownership OWNERSHIP = Ownership.create();

    private Pools() {}

    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
        ForkJoinPool forkJoin = new ForkJoinPool(1);
        // Their threads are there before the owner is.
        for (ExecutorService each : List.of(pool, scheduler, forkJoin, ForkJoinPool.commonPool())) {
            each.submit(() -> {}).get();
        }
        try (Owner owner = OWNERSHIP.begin("the test");
                OwnerContext.Entered entered = owner.enter()) {
            say("execute", executed(pool));
            say("submit", pool.submit(Pools::whose).get());
            say("submit-runnable", submitted(pool));
            say(
                    "invokeAll",
                    pool.invokeAll(List.<Callable<String>>of(Pools::whose))
                            .get(0)
                            .get());
            say(
                    "schedule",
                    scheduler.schedule(Pools::whose, 1, TimeUnit.NANOSECONDS).get());
            say("fork-join-submit", forkJoin.submit(Pools::whose).get());
            say("fork-join-execute", executed(forkJoin));
            say("supplyAsync", CompletableFuture.supplyAsync(Pools::whose).get());
            say(
                    "supplyAsync-pool",
                    CompletableFuture.supplyAsync(Pools::whose, pool).get());
            say(
                    "thenApplyAsync",
                    CompletableFuture.completedFuture("")
                            .thenApplyAsync(x -> whose())
                            .get());
        }
        say("in-order", inOrder());
        say("removed", removed());
        say("afterwards", pool.submit(Pools::whose).get());
        for (ExecutorService each : List.of(pool, scheduler, forkJoin)) {
            each.shutdown();
        }
    }

    private static String executed(Executor pool) throws InterruptedException, ExecutionException {
        CompletableFuture<String> found = new CompletableFuture<>();
        pool.execute(() -> found.complete(whose()));
        return found.get();
    }

    private static String submitted(ExecutorService pool) throws InterruptedException, ExecutionException {
        List<String> found = new ArrayList<>();
        FutureTask<?> task = (FutureTask<?>) pool.submit(() -> {
            found.add(whose());
        });
        task.get();
        return found.get(0);
    }

    /** Tasks that are compared with each other have to remain what they are. */
    private static String inOrder() throws InterruptedException {
        StringBuffer done = new StringBuffer();
        CountDownLatch begin = new CountDownLatch(1);
        record Task(int rank, Runnable work) implements Runnable, Comparable<Task> {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public int compareTo(Task other) {
                return Integer.compare(rank, other.rank);
            }
        }
        ThreadPoolExecutor ordered = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
        ordered.execute(new Task(0, () -> {
            try {
                begin.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        for (int rank : new int[] {3, 1, 2}) {
            ordered.execute(new Task(rank, () -> done.append(rank)));
        }
        begin.countDown();
        ordered.shutdown();
        ordered.awaitTermination(10, TimeUnit.SECONDS);
        return done.toString();
    }

    /** A task that waits can be taken back, and is not executed then. */
    private static String removed() throws InterruptedException {
        StringBuffer done = new StringBuffer();
        CountDownLatch begin = new CountDownLatch(1);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pool.execute(() -> {
            try {
                begin.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runnable task = () -> done.append("executed");
        pool.execute(task);
        boolean removed = pool.remove(task);
        begin.countDown();
        pool.shutdown();
        pool.awaitTermination(10, TimeUnit.SECONDS);
        return removed + " " + done;
    }

    private static String whose() {
        return OWNERSHIP.find().map(Owner::name).orElse("nobody");
    }

    private static void say(String how, String whose) {
        System.out.println(how + ": " + whose);
    }
}
