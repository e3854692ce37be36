package dev.assay.bench.data;

import static net.datafaker.transformations.Field.field;

import dev.assay.data.load.Format;
import dev.assay.data.load.Load;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.datafaker.Faker;
import net.datafaker.transformations.CsvTransformer;
import net.datafaker.transformations.Schema;

/** How fast customers are streamed to nowhere as CSV. */
public final class CsvRate {
    private CsvRate() {}

    /** Takes the contender, the number of rows and that of threads. */
    public static void main(String[] arguments) throws IOException {
        long rows = Long.parseLong(arguments[1]);
        long begin = System.nanoTime();
        // Not OutputStream.nullOutputStream(): writing to the system is part of it.
        try (OutputStream out = new FileOutputStream("/dev/null")) {
            switch (arguments[0]) {
                case "assay" ->
                    Load.of(CustomerSource.dataset(rows))
                            .threads(Integer.parseInt(arguments[2]))
                            .into(out, Customer.class, Format.CSV);
                case "datafaker" -> datafaker(rows, out);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
        Facts.say("seconds", (System.nanoTime() - begin) / 1e9);
        Facts.say("rows_per_s", rows * 1e9 / (System.nanoTime() - begin));
        Facts.say("core_per_s", rows * 1e9 / Facts.cpuNanos());
        Facts.done();
    }

    private static void datafaker(long rows, OutputStream out) throws IOException {
        Faker faker = new Faker(Locale.US, new Random(42));
        Customer.Status[] statuses = Customer.Status.values();
        Schema<Object, Object> schema = Schema.of(
                field("name", () -> faker.name().fullName()),
                field("email", () -> faker.internet().emailAddress()),
                field("phone", () -> faker.phoneNumber().phoneNumber()),
                field("street", () -> faker.address().streetAddress()),
                field("city", () -> faker.address().city()),
                field("state", () -> faker.address().stateAbbr()),
                field("zip", () -> faker.address().zipCode()),
                field(
                        "since",
                        () -> LocalDate.ofInstant(faker.timeAndDate().past(1_095, TimeUnit.DAYS), ZoneOffset.UTC)),
                field("balance", () -> faker.number().numberBetween(99, 60_000) / 100.0),
                field("status", () -> statuses[faker.number().numberBetween(0, statuses.length)]));
        CsvTransformer<Object> transformer =
                CsvTransformer.builder().header(false).build();
        int batch = 1_000;
        for (long done = 0; done < rows; done += batch) {
            String text = transformer.generate(schema, (int) Math.min(batch, rows - done));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
