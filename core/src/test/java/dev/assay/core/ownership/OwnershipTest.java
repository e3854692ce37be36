package dev.assay.core.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ownership.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final Diagnosis UNOWNED =
            Diagnosis.of("ASSAY-SQL-001", "a thread that owns no database asked for a connection.");

    private final List<Runnable> due = new ArrayList<>();
    private final List<Duration> times = new ArrayList<>();
    private final Ownership ownership = Ownership.of(Duration.ofSeconds(60), (time, what) -> {
        times.add(time);
        due.add(what);
        return () -> due.remove(what);
    });
    private final Owner dunning = ownership.begin("DunningTest.reminds");
    private final Owner invoices = ownership.begin("InvoiceTest.totals");

    @Nested
    class A_thread_belongs_to {
        @Test
        void the_owner_that_it_entered_until_it_leaves() {
            try (OwnerContext.Entered entered = dunning.enter()) {
                assertThat(ownership.find()).contains(dunning);
            }
            assertThat(ownership.find()).isEmpty();
        }

        @Test
        void the_owner_of_the_thread_that_started_it() throws Exception {
            try (OwnerContext.Entered entered = dunning.enter()) {
                assertThat(inThread(() -> inThread(ownership::find))).contains(dunning);
            }
        }

        @Test
        void the_owner_that_allowed_it_rather_than_the_one_that_it_inherited() throws Exception {
            try (OwnerContext.Entered entered = dunning.enter()) {
                assertThat(inThread(() -> {
                            invoices.allow(Thread.currentThread());
                            return ownership.find();
                        }))
                        .contains(invoices);
            }
        }

        @Test
        void the_owner_of_whoever_allowed_it_although_that_one_is_only_allowed() throws Exception {
            Thread asking = Thread.currentThread();
            inThread(() -> {
                dunning.allow(Thread.currentThread());
                return ownership.find().orElseThrow().allow(asking);
            });

            assertThat(ownership.find()).contains(dunning);
        }

        @Test
        void the_owner_that_claims_its_kind_before_it_is_there() throws Exception {
            dunning.allow(
                    "threads of the reports' pool", thread -> thread.getName().startsWith("reports-"));

            assertThat(inThread("reports-1", ownership::find)).contains(dunning);
            assertThat(inThread("mails-1", ownership::find)).isEmpty();
        }

        @Test
        void nobody_once_its_owner_has_ended_although_it_inherited_it() throws Exception {
            ExecutorService pool;
            try (OwnerContext.Entered entered = dunning.enter()) {
                pool = Executors.newSingleThreadExecutor();
                assertThat(pool.submit(() -> ownership.find()).get()).contains(dunning);
            }
            dunning.close();
            assertThat(pool.submit(() -> ownership.find()).get()).isEmpty();
            pool.shutdown();
        }

        @Test
        void nobody_once_the_allowance_is_taken_back() {
            dunning.allow(Thread.currentThread()).disallow(Thread.currentThread());

            assertThat(ownership.find()).isEmpty();
        }

        @Test
        void its_own_owner_in_each_of_two_ownerships() {
            Ownership other = Ownership.of(Duration.ZERO, (time, what) -> () -> {});
            Owner theirs = other.begin("theirs");
            try (OwnerContext.Entered entered = dunning.enter();
                    OwnerContext.Entered inner = theirs.enter()) {
                assertThat(ownership.find()).contains(dunning);
                assertThat(other.find()).contains(theirs);
            }
        }
    }

    @Nested
    class A_pool {
        private final ExecutorService threads = Executors.newSingleThreadExecutor();

        @Test
        void does_what_it_is_given_for_whom_it_was_given_it() throws Exception {
            ExecutorService pool = OwnerContext.carry(threads);
            assertThat(pool.submit(() -> ownership.find()).get()).isEmpty();
            try (OwnerContext.Entered entered = dunning.enter()) {
                assertThat(pool.submit(() -> ownership.find()).get()).contains(dunning);
                assertThat(CompletableFuture.supplyAsync(() -> ownership.find(), pool)
                                .join())
                        .contains(dunning);
                assertThat(CompletableFuture.supplyAsync(OwnerContext.wrapped(ownership::find), threads)
                                .join())
                        .contains(dunning);
            }
            try (OwnerContext.Entered entered = invoices.enter()) {
                assertThat(pool.submit(() -> ownership.find()).get()).contains(invoices);
            }
            assertThat(threads.submit(() -> ownership.find()).get()).isEmpty();
            pool.shutdown();
        }
    }

    @Nested
    class What_belongs_to_an_owner {
        private final List<String> ended = new CopyOnWriteArrayList<>();

        @Test
        void is_opened_once_for_each_key() {
            Resource first = resource("db");

            assertThat(resource("db")).isSameAs(first);
            assertThat(resource("kafka")).isNotSameAs(first);
            assertThat(dunning.resource("db", Resource.class)).contains(first);
            assertThat(invoices.resource("db", Resource.class)).isEmpty();
        }

        @Test
        void ends_with_it_the_newest_first_and_once() {
            resource("db");
            resource("kafka");
            dunning.close();
            dunning.close();

            assertThat(ended).containsExactly("kafka: it was closed", "db: it was closed");
        }

        @Test
        void ends_when_its_time_is_over_and_never_by_time_once_it_is_closed() {
            resource("db");
            assertThat(times).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
            due.get(0).run();
            assertThat(ended).containsExactly("db: its time was over");
            assertThat(dunning.ending()).contains(Ending.TIMED_OUT);

            invoices.close();
            assertThat(due).isEmpty();
        }

        @Test
        void ends_whatever_fails_meanwhile_and_what_failed_is_said() {
            resource("db");
            dunning.resource("broken", Resource.class, () -> why -> {
                throw new IOException("the line is dead");
            });
            resource("kafka");

            golden("ASSAY-CORE-010", dunning::close);
            assertThat(ended).containsExactly("kafka: it was closed", "db: it was closed");
            assertThat(dunning.isLive()).isFalse();
        }

        @Test
        void is_not_opened_for_one_that_has_ended() {
            dunning.close();
            golden("ASSAY-CORE-009", () -> resource("db"));
            golden("ASSAY-CORE-009", dunning::enter);
            golden("ASSAY-CORE-009", () -> dunning.allow(Thread.currentThread()));
        }

        @Test
        void ends_at_once_if_it_was_opened_too_late() {
            golden(
                    "ASSAY-CORE-009",
                    () -> dunning.resource("db", Resource.class, () -> {
                        dunning.close();
                        return why -> ended.add("db: " + why);
                    }));
            assertThat(ended).containsExactly("db: it was closed");
        }

        @Test
        void may_take_long_to_open_and_the_owner_ends_nevertheless() throws Exception {
            CountDownLatch opening = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            FutureTask<Resource> slow = new FutureTask<>(() -> dunning.resource("db", Resource.class, () -> {
                opening.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return why -> ended.add("db: " + why);
            }));
            new Thread(slow).start();
            opening.await();
            due.get(0).run();
            assertThat(dunning.isLive()).isFalse();
            go.countDown();
            assertThatThrownBy(slow::get).hasMessageContaining("ASSAY-CORE-009");
            assertThat(ended).containsExactly("db: its time was over");
        }

        @Test
        void has_been_given_back_when_a_close_returns_although_another_thread_ends_it() throws Exception {
            CountDownLatch ending = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            dunning.resource("db", Resource.class, () -> why -> {
                ending.countDown();
                go.await();
                ended.add("db: " + why);
            });
            Thread timer = new Thread(due.get(0));
            timer.start();
            ending.await();
            FutureTask<List<String>> closed = new FutureTask<>(() -> {
                dunning.close();
                return List.copyOf(ended);
            });
            new Thread(closed).start();
            go.countDown();
            assertThat(closed.get()).containsExactly("db: its time was over");
        }

        @Test
        void tells_who_closes_an_owner_what_could_not_be_given_back_when_its_time_was_over() throws Exception {
            dunning.resource("db", Resource.class, () -> why -> {
                throw new IOException("really committed");
            });
            Thread timer = new Thread(due.get(0));
            timer.setUncaughtExceptionHandler((thread, error) -> {});
            timer.start();
            timer.join();
            assertThatThrownBy(dunning::close)
                    .hasMessageStartingWith("ASSAY-CORE-010")
                    .rootCause()
                    .hasMessage("really committed");
            dunning.close();
        }

        @Test
        void may_fail_to_open_and_is_tried_again() {
            assertThatThrownBy(() -> dunning.resource("db", Resource.class, () -> {
                        throw new IllegalStateException("not yet");
                    }))
                    .hasMessage("not yet");
            assertThat(resource("db")).isNotNull();
        }

        private Resource resource(String key) {
            return dunning.resource(key, Resource.class, () -> why -> ended.add(key + ": " + why));
        }
    }

    @Nested
    class In_mode {
        @Test
        void manual_a_thread_that_belongs_to_nobody_is_told_why_and_what_to_do() {
            assertThat(ownership.mode()).isEqualTo(Mode.MANUAL);
            assertThat(ownership.find()).isEmpty();
            assertThat(masked(ownership.explain(UNOWNED).render())).isEqualTo(masked("""
                            ASSAY-SQL-001: a thread that owns no database asked for a connection.
                              thread    main
                              asked at  run (Reminder.java:31)
                              mode      MANUAL
                              owners    DunningTest.reminds
                                        InvoiceTest.totals
                              why       what a test owns is for the threads that it starts or allows, and for no other
                              To fix:   owner.allow(thread), or OwnerContext.carry(executor) once where the executor is made
                              or        ownership.share(owner), if the test runs beside no other"""));
        }

        @Test
        void shared_it_belongs_to_the_one_that_shares_until_that_ends() throws Exception {
            ownership.share(dunning);
            assertThat(ownership.mode()).isEqualTo(Mode.SHARED);
            assertThat(inThread(ownership::find)).contains(dunning);
            try (OwnerContext.Entered entered = invoices.enter()) {
                assertThat(ownership.find()).contains(invoices);
            }
            dunning.close();
            assertThat(ownership.mode()).isEqualTo(Mode.MANUAL);
            assertThat(inThread(ownership::find)).isEmpty();
        }

        @Test
        void shared_no_other_can_share_as_well() {
            ownership.share(dunning);
            ownership.share(dunning);
            golden("ASSAY-CORE-008", () -> ownership.share(invoices));
        }

        @Test
        void shared_one_that_has_ended_cannot_share() {
            dunning.close();
            golden("ASSAY-CORE-009", () -> ownership.share(dunning));
            assertThat(ownership.mode()).isEqualTo(Mode.MANUAL);
        }

        @Test
        void shared_somebody_has_to_share() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ownership.mode(Mode.SHARED))
                    .withMessageContaining("share(owner)");
        }

        @Test
        void another_than_before_all_owners_have_ended() {
            ownership.mode(Mode.AUTO);
            assertThat(ownership.owners()).isEmpty();
            assertThat(dunning.ending()).contains(Ending.DISMISSED);
        }

        @Test
        void another_than_before_all_owners_may_live_on() throws Exception {
            ownership.share(dunning);
            ownership.switchTo(Mode.AUTO);
            assertThat(ownership.mode()).isEqualTo(Mode.AUTO);
            assertThat(ownership.owners()).containsExactly(dunning, invoices);
            assertThat(inThread(ownership::find)).isEmpty();
            dunning.close();
            assertThat(ownership.mode()).isEqualTo(Mode.AUTO);
        }
    }

    @Nested
    class It_is_refused {
        @Test
        void to_enter_a_second_owner() {
            try (OwnerContext.Entered entered = dunning.enter();
                    OwnerContext.Entered again = dunning.enter()) {
                golden("ASSAY-CORE-006", invoices::enter);
            }
        }

        @Test
        void to_allow_a_thread_of_anothers_unless_it_is_moved() {
            dunning.allow(Thread.currentThread()).allow(Thread.currentThread());
            golden("ASSAY-CORE-007", () -> invoices.allow(Thread.currentThread()));

            invoices.move(Thread.currentThread());
            assertThat(ownership.find()).contains(invoices);
            dunning.close();
            assertThat(ownership.find()).contains(invoices);
        }

        @Test
        void to_act_for_a_token_that_nobody_has() {
            assertThat(ownership.owner(invoices.token())).isSameAs(invoices);
            assertThat(dunning.token()).isNotEqualTo(invoices.token());
            dunning.close();
            golden("ASSAY-CORE-011", () -> ownership.owner(dunning.token()));
        }

        @Test
        void to_be_claimed_by_two() {
            dunning.allow("all threads", thread -> true);
            invoices.allow("all threads", thread -> true);
            golden("ASSAY-CORE-012", ownership::find);
        }
    }

    @Test
    void a_thread_without_an_owner_is_told_which_one_it_had() throws Exception {
        AtomicReference<FutureTask<Throwable>> asked = new AtomicReference<>();
        try (OwnerContext.Entered entered = dunning.enter()) {
            asked.set(new FutureTask<>(() -> ownership.explain(UNOWNED).exception()));
            Thread late = new Thread(asked.get(), "reports-1");
            dunning.close();
            late.start();
        }
        assertThat(asked.get().get()).hasMessageContainingAll("reports-1", "DunningTest.reminds, until it was closed");
    }

    private static <T> T inThread(Callable<T> task) throws Exception {
        return inThread("other", task);
    }

    private static <T> T inThread(String name, Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future, name).start();
        return future.get();
    }

    /** Compares an error with what stands of it in the documentation, but for lines of source and tokens. */
    private static void golden(String code, ThrowingCallable call) {
        assertThatThrownBy(call).satisfies(thrown -> {
            String errors = Files.readString(Path.of("../docs/errors.md"));
            String section = errors.substring(errors.indexOf("### " + code));
            String block = section.substring(section.indexOf("```\n") + 4);
            assertThat(masked(String.valueOf(thrown.getMessage())))
                    .isEqualTo(masked(block.substring(0, block.indexOf("\n```"))));
        });
    }

    private static String masked(String message) {
        return message.replaceAll("[\\w$.<>]+ \\(\\w+\\.java:\\d+\\)", "<line>")
                .replaceAll("(token +)\\S+", "$1<token>")
                .replaceAll("(thread +)\\S+", "$1<thread>");
    }
}
