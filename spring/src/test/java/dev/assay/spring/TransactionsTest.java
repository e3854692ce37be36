package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.ownership.OwnerContext;
import dev.assay.junit.TestOwnership;
import dev.assay.spring.shop.Background;
import dev.assay.spring.shop.Ordering;
import dev.assay.spring.shop.Registration;
import dev.assay.spring.shop.ShopApplication;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Transactions, threads and events of an application behave in a sandbox as they do without one, or say so. */
@SpringBootTest(classes = ShopApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TransactionsTest {
    @Autowired
    Registration registration;

    @Autowired
    Background background;

    @Autowired
    Ordering ordering;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void a_service_that_fails_undoes_its_transaction_and_nothing_else() {
        registration.register("Mary");
        assertThatThrownBy(() -> registration.registerAndFail("Eve")).hasMessage("refused after all");
        assertThat(registration.names()).containsExactly("Ada", "Grace", "Mary");
    }

    @Test
    void a_unique_key_is_checked_and_the_test_goes_on() {
        assertThatThrownBy(() -> registration.register("Ada")).hasMessageContaining("duplicate key");
        registration.register("Mary");
        assertThat(registration.names()).containsExactly("Ada", "Grace", "Mary");
    }

    @Test
    void requires_new_commits_beside_the_transaction_around_it() {
        ordering.order("Mary");
        assertThat(registration.names()).containsExactly("Ada", "Grace", "Mary", "audit of Mary");
    }

    @Test
    void what_requires_new_committed_and_the_outer_rollback_would_lose_is_an_error() {
        assertThatThrownBy(() -> ordering.orderAndFail("Mary")).hasStackTraceContaining("ASSAY-SQL-008");
    }

    @Test
    void listeners_after_a_commit_run_and_write() {
        background.registerAndTell("Lin");
        assertThat(background.welcomed()).contains("Lin");
        assertThat(registration.names()).contains("Lin", "welcomed Lin");
    }

    @Test
    void listeners_after_a_commit_do_not_run_after_a_rollback() {
        assertThatThrownBy(() -> background.registerTellAndFail("Ken")).hasMessage("refused after all");
        assertThat(background.welcomed()).doesNotContain("Ken");
        assertThat(registration.names()).containsExactly("Ada", "Grace");
    }

    @RepeatedTest(4)
    void async_methods_work_for_the_test_that_calls_them() throws Exception {
        assertThat(background.registerLater("Async").get()).isEqualTo("Async");
        assertThat(registration.names()).containsExactly("Ada", "Async", "Grace");
    }

    @Test
    void what_a_test_schedules_is_its_own_and_what_the_application_scheduled_is_nobodys() throws Exception {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        assertThat(scheduler).isInstanceOf(TaskScheduler.class);
        try (OwnerContext.Entered nobody = OwnerContext.nobody().enter()) {
            scheduler.initialize();
            Future<?> tick = scheduler.schedule(() -> registration.names(), Instant.now());
            assertThatThrownBy(tick::get).hasStackTraceContaining("ASSAY-SQL-001");
        } finally {
            scheduler.shutdown();
        }
    }

    @Test
    void completable_futures_take_the_owner_along_when_told_to() throws Exception {
        registration.register("Future");
        assertThat(CompletableFuture.supplyAsync(OwnerContext.wrapped(registration::names))
                        .get())
                .contains("Future");
    }

    @Test
    void an_executor_that_the_test_makes_belongs_to_it() throws Exception {
        registration.register("Executor");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            assertThat(pool.submit(registration::names).get()).contains("Executor");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void a_pool_that_is_carried_serves_whoever_hands_in_a_task() throws Exception {
        registration.register("Carried");
        ExecutorService pool;
        try (OwnerContext.Entered nobody = OwnerContext.nobody().enter()) {
            pool = Executors.newSingleThreadExecutor();
            pool.submit(() -> {}).get();
        }
        try {
            assertThatThrownBy(() -> pool.submit(registration::names).get()).hasStackTraceContaining("ASSAY-SQL-001");
            assertThat(OwnerContext.carry(pool).submit(registration::names).get())
                    .contains("Carried");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void parallel_streams_take_the_owner_along_by_what_they_are_given() {
        OwnerContext context = OwnerContext.capture();
        List<Integer> counts = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> {
                    try (OwnerContext.Entered entered = context.enter()) {
                        return registration.names().size();
                    }
                })
                .toList();
        assertThat(counts).hasSize(16).containsOnly(2);
    }

    @Test
    void virtual_threads_inherit_the_owner() throws Exception {
        Assumptions.assumeTrue(
                Runtime.version().feature() >= 21,
                "there are no virtual threads in Java " + Runtime.version().feature());
        registration.register("Virtual");
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            Callable<List<String>> names = registration::names;
            assertThat(virtual.submit(names).get()).contains("Virtual");
        } finally {
            virtual.shutdown();
        }
    }

    @RepeatedTest(4)
    void reactor_carries_the_owner_from_thread_to_thread() {
        registration.register("Reactor");
        List<String> names = Mono.fromCallable(registration::names)
                .subscribeOn(Schedulers.boundedElastic())
                .block();
        assertThat(names).containsExactly("Ada", "Grace", "Reactor");
    }

    /** Spring's own transaction around a test is one in the sandbox. */
    @Nested
    @Transactional
    class InSpringsTransaction {
        @Autowired
        EntityManager entities;

        @RepeatedTest(3)
        void a_test_in_springs_transaction_is_rolled_back_as_always() {
            registration.register("Transactional");
            entities.flush();
            assertThat(jdbc.queryForObject("select count(*) from customer", Integer.class))
                    .isEqualTo(3);
        }
    }

    @Test
    void a_thread_of_nobody_is_told_so() throws Exception {
        OwnerContext.Entered nobody = OwnerContext.nobody().enter();
        try {
            assertThat(TestOwnership.get().find()).isEmpty();
            assertThatThrownBy(() -> registration.names()).hasStackTraceContaining("ASSAY-SQL-001");
        } finally {
            nobody.close();
        }
    }
}
