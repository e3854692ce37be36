package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureClustersTest {
    private final FailureClusters clusters = new FailureClusters();

    @Test
    void failures_of_many_tests_in_one_broken_method_are_one_cause() {
        clusters.on(failed("org.shop.CartTest", "adds", """
                java.lang.NullPointerException: Cannot invoke "Price.cents()"
                \tat org.shop.Cart.total(Cart.java:41)
                \tat org.shop.CartTest.adds(CartTest.java:12)
                \tat java.base/java.lang.reflect.Method.invoke(Method.java:568)
                """));
        clusters.on(failed("org.shop.CheckoutTest", "pays", """
                java.lang.IllegalStateException: checkout failed
                \tat org.shop.Checkout.pay(Checkout.java:9)
                \tat org.shop.CheckoutTest.pays(CheckoutTest.java:31)
                Caused by: java.lang.NullPointerException: Cannot invoke "Price.cents()"
                \tat org.shop.Cart.total(Cart.java:43)
                \t... 2 more
                """));

        assertThat(clusters.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.count()).isEqualTo(2);
            assertThat(cluster.title()).isEqualTo("NullPointerException: Cannot invoke \"Price.cents()\"");
            assertThat(cluster.fingerprint().where()).isEqualTo("Cart.total(Cart.java:41)");
        });
    }

    @Test
    void an_assertion_is_told_apart_by_the_place_in_the_test_that_threw() {
        clusters.on(failed("a.FooTest", "one(int)[1]", assertion("one", 10, "expected: <1> but was: <2>")));
        clusters.on(failed("a.FooTest", "one(int)[2]", assertion("one", 11, "expected: <3> but was: <4>")));
        clusters.on(failed("a.FooTest", "two", assertion("two", 20, "expected: <1> but was: <2>")));

        assertThat(clusters.clusters())
                .extracting(FailureClusters.Cluster::title, FailureClusters.Cluster::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("AssertionFailedError: expected: <#> but was: <#>", 2),
                        org.assertj.core.groups.Tuple.tuple("AssertionFailedError: expected: <1> but was: <2>", 1));
    }

    @Test
    void numbers_of_lambdas_proxies_and_hidden_classes_do_not_count() {
        String trace = """
                java.io.IOException: x
                \tat app//org.shop.Net.lambda$send$%1$d(Net.java:%1$d)
                \tat app//org.shop.Net$$Lambda$%1$d/0x00007f00001%1$d.run(Unknown Source)
                \tat jdk.proxy2/jdk.proxy2.$Proxy%1$d.call(Unknown Source)
                \tat app//org.shop.Net$$EnhancerBySpringCGLIB$$abc%1$d.call(<generated>)
                """;

        assertThat(Fingerprint.of(failure(trace.formatted(14)), "a.T").id())
                .isEqualTo(Fingerprint.of(failure(trace.formatted(97)), "a.T").id());
    }

    @Test
    void a_frame_in_the_jdk_counts_only_where_there_is_no_other() {
        String inJdk = """
                java.lang.IndexOutOfBoundsException: Index %1$d out of bounds for length 3
                \tat java.base/java.util.ArrayList.get(ArrayList.java:427)
                """;
        Fingerprint bare = Fingerprint.of(failure(inJdk.formatted(5)), "a.T");
        Fingerprint mine =
                Fingerprint.of(failure(inJdk.formatted(5) + "\tat org.shop.Cart.first(Cart.java:3)\n"), "a.T");

        assertThat(bare.where()).isEqualTo("ArrayList.get(ArrayList.java:427)");
        assertThat(mine.where()).isEqualTo("Cart.first(Cart.java:3)");
        assertThat(mine.id()).isNotEqualTo(bare.id());
    }

    @Test
    void what_a_closed_resource_suppressed_is_not_the_cause() {
        Fingerprint found = Fingerprint.of(failure("""
                java.lang.IllegalStateException: first
                second line
                \tat org.shop.Cart.first(Cart.java:3)
                \tSuppressed: java.io.IOException: closing
                \t\tat org.shop.Cart.close(Cart.java:8)
                """), "a.T");

        assertThat(found.type()).isEqualTo("IllegalStateException");
        assertThat(found.message()).isEqualTo("first");
        assertThat(found.where()).isEqualTo("Cart.first(Cart.java:3)");
    }

    @Test
    void the_last_words_of_a_jvm_are_not_taken_for_a_stack_trace() {
        String cause = "System.exit was called at a.CartTest.adds(CartTest.java:10) (exit code 7)";
        Failure died = new Failure("dev.assay.WorkerDied", cause, cause + "\nINFO: closing: a.b.C: d\n");

        Fingerprint found = Fingerprint.of(died, "a.CartTest");

        assertThat(found.type()).isEqualTo("WorkerDied");
        assertThat(found.message()).isEqualTo(cause);
        assertThat(found.where()).isEmpty();
    }

    @Test
    void a_thread_dump_is_known_by_the_thread_that_runs_the_test() {
        Failure timeout = new Failure("", "did not end within 10 minutes", """
                "Reference Handler" #2 daemon prio=10
                   java.lang.Thread.State: RUNNABLE
                \tat java.base/java.lang.ref.Reference.waitForReferencePendingList(Native Method)

                "main" #1 prio=5
                   java.lang.Thread.State: TIMED_WAITING
                \tat java.base/java.lang.Thread.sleep(Native Method)
                \tat org.shop.Poller.await(Poller.java:77)
                \tat org.shop.PollerTest.polls(PollerTest.java:9)

                "other" #9 prio=5
                \tat org.shop.Other.run(Other.java:1)
                """);

        assertThat(Fingerprint.of(timeout, "org.shop.PollerTest").where()).isEqualTo("Poller.await(Poller.java:77)");
    }

    @Test
    void lost_tests_share_a_cause_when_their_reasons_differ_in_numbers_only() {
        clusters.on(finished("a.T", "x", Outcome.LOST, null, "worker 2 (pid 4711) exited with 137"));
        clusters.on(finished("a.U", "y", Outcome.LOST, null, "worker 3 (pid 4712) exited with 137"));

        assertThat(clusters.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.count()).isEqualTo(2);
            assertThat(cluster.title()).isEqualTo("lost: worker # (pid #) exited with #");
        });
    }

    @Test
    void an_attempt_that_another_follows_is_no_failure() {
        clusters.on(new RunEvent.TestFinished(
                1, 1, ref("a.T", "x"), Outcome.FAILED, 1, 1, false, failure("a.E\n\tat a.B.c(B.java:1)"), ""));

        assertThat(clusters.clusters()).isEmpty();
    }

    @Test
    void more_causes_than_fit_are_counted_together() {
        for (int i = 0; i < FailureClusters.MAX_CLUSTERS + 7; i++) {
            clusters.on(failed("a.T", "x", "a.E" + i + ": m\n\tat a.B.c(B.java:1)\n"));
        }

        assertThat(clusters.clusters()).hasSize(FailureClusters.MAX_CLUSTERS + 1);
        assertThat(clusters.clusters().get(0).count()).isEqualTo(7);
        assertThat(clusters.clusters().get(0).title()).isEqualTo("others: further causes");
    }

    private static String assertion(String method, int line, String message) {
        return """
                org.opentest4j.AssertionFailedError: %s
                \tat org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
                \tat org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:145)
                \tat a.FooTest.%s(FooTest.java:%d)
                """.formatted(message, method, line);
    }

    private static Failure failure(String trace) {
        return new Failure("", "", trace);
    }

    private static RunEvent failed(String topClass, String name, String trace) {
        return finished(topClass, name, Outcome.FAILED, failure(trace), "");
    }

    private static RunEvent finished(
            String topClass, String name, Outcome outcome, @Nullable Failure failure, String reason) {
        return new RunEvent.TestFinished(1, 1, ref(topClass, name), outcome, 1, 1, true, failure, reason);
    }

    private static TestRef ref(String topClass, String name) {
        return new TestRef("suite", topClass, topClass, "[engine:x]/" + topClass + name, name, name, List.of());
    }
}
