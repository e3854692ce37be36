package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.DocumentedErrors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Dear things are opened once for their scope, before who uses them, and closed behind. */
@SuppressWarnings("NullAway") // the extension fills the fields
class FixtureTest {
    /** What happened, in order. */
    private static final List<String> LOG = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        LOG.clear();
    }

    /** Something that notes when it is opened and closed. */
    record Thing(String name) implements AutoCloseable {
        static Thing opened(String name) {
            LOG.add("open " + name);
            return new Thing(name);
        }

        @Override
        public void close() {
            LOG.add("close " + name);
        }
    }

    static final class Broker implements Fixture<Thing> {
        @Override
        public Thing open(Opened required) {
            return Thing.opened("broker");
        }
    }

    static final class Server implements Fixture<Thing> {
        @Override
        public Scope scope() {
            return Scope.METHOD;
        }

        @Override
        public Set<Class<? extends Fixture<?>>> requires() {
            return Set.of(Broker.class);
        }

        @Override
        public Thing open(Opened required) {
            return Thing.opened("server on " + required.get(Broker.class).name());
        }
    }

    static class OfServer {
        @Use(Server.class)
        private Thing field;

        @BeforeAll
        static void before(@Use(Broker.class) Thing broker) {
            LOG.add("before all with " + broker.name());
        }

        @RepeatedTest(2)
        void test(@Use(Server.class) Thing server, @Use(Broker.class) Thing broker) {
            assertThat(server).isSameAs(field);
            LOG.add("test");
        }

        @Nested
        class Inside {
            @Test
            void test(@Use(Broker.class) Thing broker) {
                LOG.add("nested test with " + broker.name());
            }
        }
    }

    @Test
    void fixtures_live_as_long_as_their_scope_and_what_they_require() {
        Play play = Play.of(OfServer.class);
        assertThat(play.failures()).isEmpty();
        assertThat(LOG)
                .containsExactly(
                        "open broker",
                        "before all with broker",
                        "open server on broker",
                        "test",
                        "close server on broker",
                        "open server on broker",
                        "test",
                        "close server on broker",
                        "open server on broker",
                        "nested test with broker",
                        "close server on broker",
                        "close broker");
    }

    @Test
    void what_a_fixture_cost_is_told_to_a_worker_and_to_nobody_else() {
        List<Map<String, String>> told = told("dev.assay.worker.Worker 1");
        assertThat(told).flatExtracting(Map::keySet).contains("assay.fixture.Broker", "assay.fixture.Server");
        assertThat(told).flatExtracting(Map::values).allMatch(nanos -> Long.parseLong(nanos) >= 0);
        assertThat(told("com.example.Ide")).isEmpty();
    }

    private static List<Map<String, String>> told(String program) {
        String before = String.valueOf(System.getProperty("sun.java.command"));
        System.setProperty("sun.java.command", program);
        try {
            return Play.of(OfServer.class).entries();
        } finally {
            System.setProperty("sun.java.command", before);
        }
    }

    abstract static class Meeting implements Fixture<String> {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Override
        public String open(Opened required) throws Exception {
            BOTH.await(30, TimeUnit.SECONDS);
            return "met";
        }
    }

    static final class One extends Meeting {}

    static final class Other extends Meeting {}

    static class OfBoth {
        @Test
        void test(@Use(One.class) String one, @Use(Other.class) String other) {
            assertThat(one).isEqualTo(other);
        }
    }

    @Test
    void what_does_not_depend_on_each_other_is_opened_at_the_same_time() {
        assertThat(Play.of(OfBoth.class).failures()).isEmpty();
    }

    abstract static class AtPort implements Fixture<Thing> {
        @Override
        public Thing open(Opened required) {
            return Thing.opened("port 80");
        }

        @Override
        public Object configuration() {
            return List.of("http", 80);
        }
    }

    static final class First extends AtPort {}

    static final class Second extends AtPort {}

    static class OfEqual {
        @Test
        void test(@Use(First.class) Thing first, @Use(Second.class) Thing second) {
            assertThat(first).isSameAs(second);
        }
    }

    @Test
    void what_is_configured_alike_is_one() {
        assertThat(Play.of(OfEqual.class).failures()).isEmpty();
        assertThat(LOG).containsExactly("open port 80", "close port 80");
    }

    static final class ForAll implements Fixture<Thing> {
        static final AtomicInteger COUNT = new AtomicInteger();
        static volatile boolean broken;

        @Override
        public Scope scope() {
            return Scope.SESSION;
        }

        @Override
        public Thing open(Opened required) {
            broken = false;
            return Thing.opened("number " + COUNT.incrementAndGet());
        }

        @Override
        public boolean isHealthy(Thing opened) {
            return !broken;
        }
    }

    @Use(ForAll.class)
    static class OfAll {
        @RepeatedTest(2)
        void test(@Use(ForAll.class) Thing thing) {
            LOG.add(thing.name());
        }
    }

    @Test
    void one_for_the_jvm_remains_open_and_is_opened_again_when_it_is_broken() {
        int before = ForAll.COUNT.get();
        String first = "number " + (before + 1);
        String second = "number " + (before + 2);
        assertThat(Play.of(OfAll.class).failures()).isEmpty();
        assertThat(Play.of(OfAll.class).failures()).isEmpty();
        assertThat(LOG).containsExactly("open " + first, first, first, first, first);
        LOG.clear();
        ForAll.broken = true;
        assertThat(Play.of(OfAll.class).failures()).isEmpty();
        assertThat(LOG).containsExactly("close " + first, "open " + second, second, second);
    }

    static final class Hen implements Fixture<String> {
        @Override
        public Set<Class<? extends Fixture<?>>> requires() {
            return Set.of(Egg.class);
        }

        @Override
        public String open(Opened required) {
            return required.get(Egg.class);
        }
    }

    static final class Egg implements Fixture<String> {
        @Override
        public Set<Class<? extends Fixture<?>>> requires() {
            return Set.of(Hen.class);
        }

        @Override
        public String open(Opened required) {
            return required.get(Hen.class);
        }
    }

    static class OfHen {
        @Test
        void test(@Use(Hen.class) String hen) {}
    }

    static final class Failing implements Fixture<String> {
        @Override
        public String open(Opened required) {
            throw new IllegalStateException("port 80 is taken");
        }
    }

    static final class OnFailing implements Fixture<String> {
        @Override
        public Set<Class<? extends Fixture<?>>> requires() {
            return Set.of(Failing.class);
        }

        @Override
        public String open(Opened required) {
            LOG.add("never");
            return required.get(Failing.class);
        }
    }

    static class OfFailing {
        @Test
        void test(@Use(OnFailing.class) String failing) {}
    }

    static final class Sick implements Fixture<Thing> {
        @Override
        public Thing open(Opened required) {
            return Thing.opened("sick");
        }

        @Override
        public boolean isHealthy(Thing opened) {
            return false;
        }
    }

    static class OfSick {
        @Test
        void test(@Use(Sick.class) Thing sick) {}
    }

    static final class LongerThanServer implements Fixture<String> {
        @Override
        public Scope scope() {
            return Scope.SESSION;
        }

        @Override
        public Set<Class<? extends Fixture<?>>> requires() {
            return Set.of(Server.class);
        }

        @Override
        public String open(Opened required) {
            return required.get(Server.class).name();
        }
    }

    static class OfLong {
        @Test
        void test(@Use(LongerThanServer.class) String one) {}
    }

    static class OfAnotherType {
        @Test
        void test(@Use(Server.class) String server) {}
    }

    static class OfConstructor {
        OfConstructor(@Use(Broker.class) Thing ofClass, @Use(Server.class) Thing ofTest) {}

        @RepeatedTest(2)
        void test() {}
    }

    @Test
    void a_constructor_has_no_fixture_of_each_test() {
        assertThat(Play.of(OfConstructor.class).failures())
                .hasSize(2)
                .allSatisfy(
                        failure -> assertThat(failure).cause().hasMessage(DocumentedErrors.message("ASSAY-JUNIT-041")));
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class OfOneInstance {
        @Use(Server.class)
        private Thing field;

        @RepeatedTest(2)
        void test() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class OfOneInstanceForAll {
        @Use(Broker.class)
        private Thing field;

        @RepeatedTest(2)
        void test() {
            assertThat(field).isNotNull();
        }
    }

    @Test
    void a_field_of_one_instance_is_no_tests_own() {
        Map<String, String> parallel = Map.of("junit.jupiter.execution.parallel.enabled", "true");
        assertThat(Play.with(parallel, OfOneInstance.class).failures())
                .hasSize(2)
                .allSatisfy(failure ->
                        assertThat(failure).hasMessageContainingAll("ASSAY-JUNIT-009", "field OfOneInstance.field"));
        assertThat(Play.with(parallel, OfOneInstanceForAll.class).failures()).isEmpty();
    }

    private static DynamicTest wrong(String code, Class<?> type) {
        return DynamicTest.dynamicTest(code, () -> {
            Throwable failure = Play.of(type).failure();
            while (!(failure instanceof dev.assay.core.DiagnosisException) && failure.getCause() != null) {
                failure = failure.getCause();
            }
            assertThat(failure).hasMessage(DocumentedErrors.message(code));
        });
    }

    @TestFactory
    Stream<DynamicTest> what_is_wrong_is_said() {
        return Stream.of(
                wrong("ASSAY-JUNIT-026", OfHen.class),
                wrong("ASSAY-JUNIT-027", OfFailing.class),
                wrong("ASSAY-JUNIT-028", OfLong.class),
                wrong("ASSAY-JUNIT-029", OfAnotherType.class));
    }

    @Test
    void what_requires_a_failed_one_is_not_opened() {
        assertThat(Play.of(OfFailing.class).failures()).hasSize(1);
        assertThat(LOG).isEmpty();
    }

    @Test
    void what_does_not_work_from_the_beginning_is_closed() {
        assertThat(Play.of(OfSick.class).failure())
                .hasMessageContaining("ASSAY-JUNIT-027")
                .hasMessageContaining("says that it does not work");
        assertThat(LOG).containsExactly("open sick", "close sick");
    }
}
