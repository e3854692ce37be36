package dev.assay.bench.data;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import net.datafaker.Faker;
import net.datafaker.providers.base.Address;
import org.instancio.Instancio;

/** Those that make customers, each as its own documentation has it where many are wanted. */
enum CustomerSource {
    /** Row by row of a dataset, which computes each from its number alone. */
    ASSAY {
        @Override
        LongFunction<Customer> open() {
            Dataset data = dataset(ROWS);
            return number -> data.get(Customer.class, number % ROWS);
        }
    },

    /** One faker for all, on a thread's own kind of chance; the record is built by hand, as Datafaker wants it. */
    DATAFAKER {
        @Override
        LongFunction<Customer> open() {
            Faker faker = new Faker(Locale.US, new Random(42));
            Customer.Status[] statuses = Customer.Status.values();
            return number -> {
                Address address = faker.address();
                return new Customer(
                        faker.name().fullName(),
                        faker.internet().emailAddress(),
                        faker.phoneNumber().phoneNumber(),
                        address.streetAddress(),
                        address.city(),
                        address.stateAbbr(),
                        address.zipCode(),
                        LocalDate.ofInstant(faker.timeAndDate().past(1_095, TimeUnit.DAYS), ZoneOffset.UTC),
                        BigDecimal.valueOf(faker.number().numberBetween(99, 60_000), 2),
                        statuses[faker.number().numberBetween(0, statuses.length)]);
            };
        }
    },

    /** One lazy stream of one model: its values are letters and digits that mean nothing. */
    INSTANCIO {
        @Override
        LongFunction<Customer> open() {
            Iterator<Customer> customers =
                    Instancio.of(Customer.class).withSeed(42).stream().iterator();
            return number -> customers.next();
        }
    };

    /** As many as the names of persons that differ allow, so that no number is appended to an email address. */
    static final long ROWS = 1_000_000;

    /** Returns what makes one customer after the other. */
    abstract LongFunction<Customer> open();

    static Dataset dataset(long rows) {
        return ScenarioSpec.of(Model.of(Customer.class), "customers")
                .rows(Customer.class, rows)
                .dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
    }
}
