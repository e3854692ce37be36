package dev.assay.data.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.load.Trade.Customer;
import dev.assay.data.load.Trade.Line;
import dev.assay.data.load.Trade.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilesTest {
    private static final Dataset LARGE = Trade.data(Trade.LARGE);
    private static final Dataset SMALL = Trade.data(Trade.SMALL);

    @TempDir
    private Path folder;

    private static byte[] bytes(Load load, Class<?> entity, Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        load.into(out, entity, format);
        return out.toByteArray();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dataset notes(@Nullable Object... values) {
        Model model = Model.of(Entity.named("note")
                        .field("id", Integer.class)
                        .field("theText", Object.class)
                        .build())
                .with("note", "theText", (row, own) -> values[(int) row.index()]);
        return ScenarioSpec.of(model, "notes")
                .rows("note", values.length)
                .dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
    }

    private static String note(Format format, @Nullable Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Load.of(notes(values)).into(out, "note", format);
        return out.toString(UTF_8);
    }

    @Nested
    class Bytes {
        @ParameterizedTest
        @EnumSource
        void are_the_same_on_any_number_of_threads(Format format) {
            byte[] one = bytes(Load.of(LARGE).threads(1), Line.class, format);
            assertThat(bytes(Load.of(LARGE).threads(2), Line.class, format)).isEqualTo(one);
            assertThat(bytes(Load.of(LARGE).threads(8), Line.class, format)).isEqualTo(one);
        }

        @ParameterizedTest
        @EnumSource
        void of_seven_shards_are_those_of_the_whole(Format format) throws IOException {
            ByteArrayOutputStream shards = new ByteArrayOutputStream();
            for (int shard = 1; shard <= 7; shard++) {
                shards.write(bytes(Load.of(LARGE).shard(shard, 7), Line.class, format));
            }
            assertThat(shards.toByteArray()).isEqualTo(bytes(Load.of(LARGE), Line.class, format));
        }

        @ParameterizedTest
        @EnumSource
        void of_large_rows_go_a_megabyte_at_a_time(Format format) {
            Object[] texts = new Object[60];
            Arrays.setAll(texts, i -> "x".repeat(100_000 + i));
            AtomicInteger most = new AtomicInteger();
            ByteArrayOutputStream all = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int from, int length) {
                    most.accumulateAndGet(length, Math::max);
                    super.write(bytes, from, length);
                }
            };
            Load.of(notes(texts)).threads(2).into(all, "note", format);
            assertThat(most.get()).isLessThan(1_300_000);
            String[] pieces = all.toString(UTF_8).split("[^x]+");
            assertThat(Arrays.stream(pieces).filter(each -> each.length() > 99_999))
                    .isEqualTo(Arrays.asList(texts));
        }

        @Test
        void of_csv_are_quoted_where_they_have_to_be() {
            assertThat(note(
                            Format.CSV,
                            "plain",
                            "a,b",
                            "say \"hi\"",
                            "two\r\nlines",
                            "",
                            null,
                            "größe, \u20ac",
                            "größe"))
                    .isEqualTo("""
                            id,the_text
                            1,plain
                            2,"a,b"
                            3,"say ""hi""\"
                            4,"two
                            lines"
                            5,""
                            6,
                            7,"größe, €"
                            8,größe
                            """.replace("\n", "\r\n"));
        }

        @Test
        void of_json_are_escaped_where_they_have_to_be() {
            assertThat(note(Format.JSON_LINES, "say \"hi\" \\ \n\u0001 é", 1.5, Double.NaN, null, List.of("a", 1)))
                    .isEqualTo("""
                            {"id":1,"the_text":"say \\"hi\\" \\\\ \\n\\u0001 é"}
                            {"id":2,"the_text":1.5}
                            {"id":3,"the_text":"NaN"}
                            {"id":4,"the_text":null}
                            {"id":5,"the_text":["a",1]}
                            """);
        }

        @Test
        void of_values_are_what_java_says_of_them() {
            Object[] values = {
                Long.MIN_VALUE,
                -1,
                (short) 99,
                100L,
                new BigDecimal("-0.05"),
                new BigDecimal("1E+3"),
                new BigDecimal("12345678901234567890.5"),
                new BigDecimal("-9223372036854775808"),
                true,
                LocalDate.of(2026, 1, 1),
                LocalDateTime.of(2026, 1, 1, 0, 0),
                LocalDateTime.of(2026, 1, 1, 0, 0, 1, 1_000),
                LocalDateTime.of(2026, 1, 1, 0, 0, 1, 1),
                LocalDate.of(-1, 1, 1),
                Trade.Status.ACTIVE,
                new byte[] {1, -1},
                'c'
            };
            assertThat(note(Format.CSV, values).lines().skip(1).map(line -> line.replaceFirst("\\d+,", "")))
                    .containsExactly(
                            "-9223372036854775808",
                            "-1",
                            "99",
                            "100",
                            "-0.05",
                            "1000",
                            "12345678901234567890.5",
                            "-9223372036854775808",
                            "true",
                            "2026-01-01",
                            "2026-01-01T00:00:00",
                            "2026-01-01T00:00:01.000001",
                            "2026-01-01T00:00:01.000000001",
                            "-0001-01-01",
                            "ACTIVE",
                            "\\x01ff",
                            "c");
        }
    }

    @Nested
    class Folders {
        @Test
        void have_a_file_for_each_entity() throws IOException {
            Path place = folder.resolve("a/b");
            LoadResult loaded = Load.of(SMALL).into(place, Format.CSV);
            assertThat(names(place))
                    .containsExactly(
                            "address.csv", "category.csv", "customer.csv", "invoice.csv", "line.csv", "product.csv");
            assertThat(Files.readAllBytes(place.resolve("line.csv")))
                    .isEqualTo(bytes(Load.of(SMALL), Line.class, Format.CSV));
            assertThat(loaded.total())
                    .isEqualTo(loaded.rows().values().stream()
                            .mapToLong(each -> each)
                            .sum());
        }

        @Test
        void may_be_written_to_by_two_loads_at_once() {
            Load.of(SMALL)
                    .only(Product.class)
                    .listen(progress -> {
                        if (progress.stage() == Progress.Stage.COMPLETION) {
                            Load.of(LARGE).only(Product.class).into(folder, Format.CSV);
                        }
                    })
                    .into(folder, Format.CSV);
            assertThat(names(folder)).containsExactly("product.csv");
            assertThat(folder.resolve("product.csv"))
                    .hasBinaryContent(bytes(Load.of(SMALL), Product.class, Format.CSV));
        }

        @Test
        void have_only_what_was_asked_for() throws IOException {
            Files.writeString(folder.resolve("product.jsonl"), "old");
            Load.of(SMALL).only(Product.class).into(folder, Format.JSON_LINES);
            assertThat(names(folder)).containsExactly("product.jsonl");
            assertThat(folder.resolve("product.jsonl")).content().startsWith("{\"id\":1,\"name\":\"");
        }
    }

    @Nested
    class Wrong {
        @Test
        void a_full_disk_leaves_no_half_file() throws IOException, InterruptedException {
            Path disk = Files.createDirectory(folder.resolve("disk"));
            int mounted = command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
            assumeThat(mounted).as("mounting a tmpfs, which root may, says").isZero();
            try {
                Files.writeString(disk.resolve("customer.csv"), "old");
                DiagnosisException thrown = catchThrowableOfType(
                        DiagnosisException.class, () -> Load.of(LARGE).into(disk.resolve("deep/er"), Format.CSV));
                assertThat(masked(thrown.getMessage())).isEqualTo(masked(Golden.message("ASSAY-DATA-068")));
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> Load.of(LARGE).into(disk, Format.CSV));
                assertThat(names(disk)).containsExactly("customer.csv");
                assertThat(disk.resolve("customer.csv")).hasContent("old");
            } finally {
                assertThat(command("umount", disk.toString())).isZero();
            }
        }

        private static String masked(@Nullable String message) {
            return String.valueOf(message).replaceAll("to  .*", "to").replaceAll("\\d+ until", "n until");
        }

        private static int command(String... words) throws IOException, InterruptedException {
            try {
                Process process =
                        new ProcessBuilder(words).redirectErrorStream(true).start();
                process.getInputStream().readAllBytes();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                return process.exitValue();
            } catch (IOException e) {
                return -1;
            }
        }

        @Test
        void a_file_that_cannot_take_its_place_leaves_the_others_as_they_were() throws IOException {
            Files.writeString(folder.resolve("category.csv"), "old");
            Files.createDirectories(folder.resolve("product.csv/full"));
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).into(folder, Format.CSV))
                    .withMessageContaining("ASSAY-DATA-068")
                    .withMessageContaining("a folder is there");
            assertThat(names(folder)).containsExactly("category.csv", "product.csv");
            assertThat(folder.resolve("category.csv")).hasContent("old");
            assertThat(folder.resolve("product.csv/full")).isDirectory();
        }

        @Test
        void two_entities_of_the_same_file() {
            Model model = Model.of(
                    Entity.named("note").field("id", Integer.class).build(),
                    Entity.named("remark")
                            .table("Note")
                            .field("id", Integer.class)
                            .build());
            Dataset data = ScenarioSpec.of(model, "notes")
                    .rows("note", 1)
                    .rows("remark", 1)
                    .dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
            Golden.thrown("ASSAY-DATA-074", () -> Load.of(data).into(folder, Format.CSV));
            assertThat(names(folder)).isEmpty();
        }

        @Test
        void a_part_of_rows_that_are_each_others_parents() throws IOException {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).shard(1, 2).into(folder, Format.SQL))
                    .withMessageContaining("ASSAY-DATA-075")
                    .withMessageContaining("a transaction of SQL");
            assertThat(names(folder)).isEmpty();
            Load.of(SMALL).only(Product.class).shard(2, 2).into(folder, Format.SQL);
            assertThat(names(folder)).containsExactly("data.sql");
        }

        @Test
        void a_folder_that_is_a_file() throws IOException {
            Path file = Files.writeString(folder.resolve("file"), "");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).into(file, Format.CSV))
                    .withMessageContaining("ASSAY-DATA-068");
        }

        @Test
        void too_little_time() {
            AtomicLong nanos = new AtomicLong();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(LARGE)
                            .ticker(() -> nanos.addAndGet(1_000_000_000))
                            .within(Duration.ofSeconds(30))
                            .into(folder, Format.CSV))
                    .withMessageContaining("ASSAY-DATA-066");
            assertThat(names(folder)).isEmpty();
        }

        @Test
        void a_rule_that_does_not_end_is_not_waited_for() {
            Dataset endless = notesThatBlock();
            AtomicLong nanos = new AtomicLong();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(endless)
                            .ticker(() -> nanos.addAndGet(1_000_000_000))
                            .within(Duration.ofSeconds(5))
                            .into(folder, Format.CSV))
                    .withMessageContaining("ASSAY-DATA-066");
            assertThat(names(folder)).isEmpty();
        }

        private Dataset notesThatBlock() {
            Model model = Model.of(Entity.named("note")
                            .field("id", Integer.class)
                            .field("text", String.class)
                            .build())
                    .with("note", "text", (row, own) -> {
                        try {
                            Thread.currentThread().join();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return "";
                    });
            return ScenarioSpec.of(model, "notes").rows("note", 5).dataset(Seed.of(1), LocalDate.of(2026, 1, 1));
        }

        @Test
        void somebody_cancelled_before() {
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).cancelledBy(cancellation).into(folder, Format.CSV))
                    .withMessageContaining("ASSAY-DATA-067");
            assertThat(names(folder)).isEmpty();
        }

        @Test
        void a_stream_that_takes_no_more() {
            OutputStream full = new OutputStream() {
                @Override
                public void write(int each) throws IOException {
                    throw new IOException("no more");
                }
            };
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).into(full, Customer.class, Format.CSV))
                    .withMessageContaining("ASSAY-DATA-068")
                    .withMessageContaining("what the stream had taken");
        }

        @Test
        void a_shard_that_there_is_not() {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Load.of(SMALL).shard(8, 7))
                    .withMessage("shard (8) must be from 1 to 7");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Load.of(SMALL).threads(0))
                    .withMessage("threads (0) must be at least 1");
        }
    }

    @Nested
    class Listeners {
        @Test
        void hear_of_progress_so_many_times_a_second() {
            AtomicLong nanos = new AtomicLong();
            List<Progress> heard = new ArrayList<>();
            Load.of(LARGE)
                    .ticker(() -> nanos.addAndGet(10_000_000))
                    .listen(heard::add, 5)
                    .into(folder, Format.CSV);
            assertThat(heard).hasSizeBetween(4, 15);
            assertThat(heard).extracting(Progress::rows).isSorted();
            assertThat(heard).allMatch(each -> each.of() == 43_137);
            assertThat(heard.get(1).remaining()).isPositive();
            assertThat(heard.get(heard.size() - 1).stage()).isEqualTo(Progress.Stage.DONE);
        }

        @Test
        void that_fail_once_all_is_done_are_too_late() {
            LoadResult loaded = Load.of(SMALL)
                    .listen(progress -> {
                        if (progress.stage() == Progress.Stage.DONE) {
                            throw new IllegalStateException("no");
                        }
                    })
                    .into(folder, Format.CSV);
            assertThat(loaded.rows()).containsEntry("Product", 100L);
            assertThat(names(folder)).hasSize(6);
        }

        @Test
        void draw_one_line() {
            StringBuilder out = new StringBuilder();
            TerminalProgress terminal = new TerminalProgress(out);
            Stream.of(
                            new Progress(0, 30_000_000, 0, Duration.ZERO, Progress.Stage.ROWS),
                            new Progress(
                                    12_300_000, 30_000_000, 1_900_000, Duration.ofMillis(8_900), Progress.Stage.ROWS),
                            new Progress(30_000_000, 30_000_000, 900, Duration.ZERO, Progress.Stage.COMPLETION),
                            new Progress(30_000_000, 30_000_000, 20_000, Duration.ZERO, Progress.Stage.DONE))
                    .forEach(terminal);
            assertThat(Arrays.stream(out.toString().split("\r")).map(String::strip))
                    .containsExactly(
                            "",
                            "Loading   0% ░░░░░░░░░░░░░░░░░░░░ 0 / 30,000,000 rows 0 /s",
                            "Loading  41% ████████░░░░░░░░░░░░ 12,300,000 / 30,000,000 rows 1.9 M/s about 9 s left",
                            "Loading 100% ████████████████████ 30,000,000 / 30,000,000 rows 900 /s completing",
                            "Loading 100% ████████████████████ 30,000,000 / 30,000,000 rows 20 k/s done");
            assertThat(out.toString()).endsWith("\n").doesNotContain("\n\r");
        }
    }
}
