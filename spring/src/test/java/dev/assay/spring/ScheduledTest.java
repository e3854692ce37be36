package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.ownership.Ownership;
import dev.assay.junit.Database;
import dev.assay.spring.shop.Registration;
import dev.assay.spring.shop.ShopApplication;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What the application schedules is nobody's, until a test takes it in, which runs beside no other. */
@Isolated
@SpringBootTest(classes = {ShopApplication.class, ScheduledTest.Scheduling.class})
class ScheduledTest {
    @TestConfiguration
    @EnableScheduling
    static class Scheduling {
        @Bean
        Nightly nightly(Registration registration) {
            return new Nightly(registration);
        }
    }

    /** Does each time that it is its turn what it was told to do, if it was. */
    static class Nightly {
        private final SynchronousQueue<CompletableFuture<List<String>>> turns = new SynchronousQueue<>();
        private final Registration registration;

        Nightly(Registration registration) {
            this.registration = registration;
        }

        CompletableFuture<List<String>> next() throws InterruptedException {
            CompletableFuture<List<String>> next = new CompletableFuture<>();
            turns.put(next);
            return next;
        }

        @Scheduled(fixedDelay = 10)
        void run() {
            CompletableFuture<List<String>> turn = turns.poll();
            if (turn == null) {
                return;
            }
            try {
                registration.register("Nightly");
                turn.complete(registration.names());
            } catch (RuntimeException e) {
                turn.completeExceptionally(e);
                throw e;
            }
        }
    }

    @Autowired
    Nightly nightly;

    @Autowired
    Registration registration;

    @Test
    void a_scheduled_method_is_told_that_its_thread_belongs_to_nobody() throws Exception {
        CompletableFuture<List<String>> turn = nightly.next();
        assertThatThrownBy(turn::get)
                .hasStackTraceContaining("ASSAY-SQL-001")
                .hasStackTraceContaining("thread    scheduling-1")
                .hasStackTraceContaining("asked at  run (ScheduledTest.java:");
        assertThat(registration.names()).containsExactly("Ada", "Grace");
    }

    @Test
    void a_scheduled_method_that_the_test_calls_is_the_tests() {
        registration.register("Mary");
        assertThat(registration.names()).containsExactly("Ada", "Grace", "Mary");
    }

    @RepeatedTest(2)
    @Database(mode = Ownership.Mode.SHARED)
    void a_test_that_shares_takes_it_in() throws Exception {
        registration.register("Mary");
        assertThat(nightly.next().get()).containsExactly("Ada", "Grace", "Mary", "Nightly");
    }
}
