package dev.assay.report;

import static dev.assay.report.Script.test;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.RunEvent.Output.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
    @TempDir
    Path folder;

    private void write(Consumer<Script> run) throws IOException {
        try (OutputFiles files = new OutputFiles(folder)) {
            run.accept(new Script(files).begin());
        }
    }

    @Test
    void all_bytes_of_a_class_are_there_in_order_whatever_they_are() throws IOException {
        write(script -> {
            script.part(1, 1, "a.CartTest").print(1, null, "before all\n").part(2, 2, "a.StockTest");
            script.print(1, test("a.CartTest", "adds"), Channel.ERR, new byte[] {(byte) 0xFF, 0, 'x', '\n'});
            script.print(2, null, "other").print(1, null, Channel.PROCESS, "native".getBytes(UTF_8));
            script.endClass("a.CartTest").part(3, 1, "a.CartTest").print(3, null, ", and again");
        });

        assertThat(folder.resolve("output/a.CartTest.txt"))
                .hasBinaryContent("before all\n\u00ff\0x\nnative, and again".getBytes(ISO_8859_1));
        assertThat(folder.resolve("output/a.StockTest.txt")).hasContent("other");
    }

    @Test
    void a_class_that_writes_nothing_has_no_file() throws IOException {
        write(script -> script.part(1, 1, "a.CartTest").endClass("a.CartTest"));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void two_hundred_megabytes_stream_to_disk() throws IOException {
        byte[] chunk = new byte[1 << 16];
        write(script -> {
            script.part(1, 1, "a.CartTest");
            for (int i = 0; i < 3200; i++) {
                script.print(1, test("a.CartTest", "prints"), Channel.OUT, chunk);
            }
        });

        assertThat(Files.size(folder.resolve("output/a.CartTest.txt"))).isEqualTo(3200L << 16);
    }

    @Test
    void more_classes_than_files_may_be_open_lose_nothing() throws IOException {
        write(script -> {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 100; i++) {
                    script.part(i, 1, "a.C" + i + "Test").print(i, null, "round " + round + "\n");
                }
            }
        });

        for (int i = 0; i < 100; i++) {
            assertThat(folder.resolve("output/a.C" + i + "Test.txt")).hasContent("round 0\nround 1\n");
        }
    }

    @Test
    void what_belongs_to_no_class_is_kept_too() throws IOException {
        write(script -> script.print(9, null, Channel.PROCESS, "JVM warning".getBytes(UTF_8)));

        assertThat(folder.resolve("output/_workers.txt")).hasContent("JVM warning");
    }
}
