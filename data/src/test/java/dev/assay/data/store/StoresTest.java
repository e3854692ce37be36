package dev.assay.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Dataset;
import dev.assay.data.RowSpec;
import dev.assay.data.store.Market.Customer;
import dev.assay.data.store.Market.Order;
import dev.assay.data.store.Market.Tier;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoresTest {
    private static final int THREADS = 8;

    private static <T> List<T> parallel(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Nested
    class OfManyTests {
        @Test
        void share_nothing_that_they_can_see() throws Exception {
            Dataset data = Market.dataset(1);
            List<Callable<String>> tests = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                tests.add(() -> {
                    try (Store store = Store.of(data)) {
                        Customer made = store.create(
                                Customer.class,
                                customer ->
                                        customer.with("name", "test " + number).children(Order.class, 1));
                        store.update(Customer.class, 3, Map.of("name", "test " + number));
                        store.destroy(store.query("Line").rows().get(number % 50));
                        assertThat(made.id()).isEqualTo(26);
                        assertThat(store.query(Customer.class)
                                        .where("name", Match.like("test %"))
                                        .list())
                                .extracting(Customer::name)
                                .containsExactly("test " + number, "test " + number);
                        return store.query(Order.class)
                                .where("customerId", 26)
                                .list()
                                .toString();
                    }
                });
            }
            assertThat(parallel(tests).stream().distinct())
                    .as("what no test changes is the same in all")
                    .hasSize(1);
            try (Store store = Store.of(data)) {
                assertThat(store.query(Customer.class).list())
                        .isEqualTo(data.stream(Customer.class).toList());
                assertThat(store.verify().broken()).isZero();
            }
        }

        @Test
        void go_with_the_dataset() throws InterruptedException {
            ReferenceQueue<Dataset> collected = new ReferenceQueue<>();
            WeakReference<Dataset> gone = used(collected);
            Reference<? extends Dataset> found = null;
            for (int i = 0; i < 100 && found == null; i++) {
                System.gc();
                found = collected.remove(100);
            }
            assertThat(found).isSameAs(gone);
        }

        private WeakReference<Dataset> used(ReferenceQueue<Dataset> collected) {
            Dataset data = Market.dataset(1);
            try (Store store = Store.of(data)) {
                store.create(RowSpec.of(Order.class));
                assertThat(store.verify().broken()).isZero();
            }
            return new WeakReference<>(data, collected);
        }
    }

    @Nested
    class OfOneTest {
        @Test
        void take_writes_of_several_threads_one_after_the_other() throws Exception {
            try (Store store = Store.of(Market.dataset(1))) {
                List<Callable<Long>> writers = new ArrayList<>();
                for (int i = 0; i < 400; i++) {
                    writers.add(() -> {
                        store.transaction(() -> {
                            int discount = store.get(Tier.class, 1).discount();
                            store.update(Tier.class, 1, Map.of("discount", (discount + 1) % 50));
                        });
                        return store.create(Customer.class, customer -> customer)
                                .id();
                    });
                }
                assertThat(parallel(writers)).doesNotHaveDuplicates();
                assertThat(store.get(Tier.class, 1).discount()).isZero();
                assertThat(store.query(Customer.class).count()).isEqualTo(425);
                assertThat(store.verify().broken()).isZero();
            }
        }

        @Test
        void show_nothing_of_a_transaction_to_other_threads_until_it_ends() throws Exception {
            try (Store store = Store.of(Market.dataset(1))) {
                CountDownLatch written = new CountDownLatch(1);
                CountDownLatch seen = new CountDownLatch(1);
                Callable<Long> writer = () -> {
                    store.transaction(() -> {
                        store.create(Customer.class, customer -> customer);
                        written.countDown();
                        await(seen);
                    });
                    return store.query(Customer.class).count();
                };
                Callable<Long> reader = () -> {
                    await(written);
                    long count = store.query(Customer.class).count();
                    seen.countDown();
                    return count;
                };
                assertThat(parallel(List.of(writer, reader))).containsExactly(26L, 25L);
            }
        }

        private void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void say_that_they_are_shared_when_they_may_only_be_read() {
            try (Store store = Store.of(Market.dataset(1))) {
                Store shared = store.readOnly("shared by all tests of MarketTest");
                assertThat(shared.query(Customer.class).count()).isEqualTo(25);
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> shared.as("anybody").unfiltered().create(RowSpec.of(Customer.class)))
                        .withMessageContaining("shared by all tests of MarketTest");
                assertThatExceptionOfType(DiagnosisException.class).isThrownBy(shared::reset);
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> shared.transaction(() -> shared.destroy(Order.class, 1)));
                assertThat(store.find(Order.class, 1)).isPresent();
            }
        }

        @Test
        void verify_finds_what_is_missing() {
            try (Store store = Store.of(Market.dataset(1))) {
                long customer = store.query("Address").rows().get(0).get("customerId", Long.class);
                store.query("Address").where("customerId", customer).rows().forEach(store::destroy);
                assertThat(store.verify().first())
                        .singleElement()
                        .satisfies(broken -> assertThat(broken.problem()).isEqualTo("not from 1 to 3"));
            }
        }
    }
}
