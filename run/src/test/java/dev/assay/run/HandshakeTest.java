package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandshakeTest {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Handshake handshake;

    @BeforeEach
    void opens() throws IOException {
        handshake = new Handshake(Duration.ofMillis(300));
    }

    @AfterEach
    void closes() throws IOException {
        thread.shutdownNow();
        handshake.close();
    }

    private Socket connect(String greeting) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), handshake.port());
        socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void isTurnedAway(Socket stranger) throws IOException {
        int read;
        try (stranger) {
            read = stranger.getInputStream().read();
        } catch (IOException e) {
            // A reset: what the stranger had sent was not read to its end.
            read = -1;
        }
        assertThat(read).isEqualTo(-1);
    }

    @Test
    void strangers_are_turned_away_and_the_worker_is_let_in() throws Exception {
        Future<Socket> accepted = thread.submit(() -> handshake.accept(() -> true));
        Socket wrong = connect("f".repeat(32));
        Socket silent = connect("");
        Socket tooShort = connect(handshake.token().substring(1));
        connect("").close();
        Socket worker = connect(handshake.token() + "!");
        isTurnedAway(wrong);
        isTurnedAway(silent);
        isTurnedAway(tooShort);
        try (Socket server = accepted.get()) {
            assertThat(server.getInputStream().read()).isEqualTo('!');
            server.getOutputStream().write('?');
            assertThat(worker.getInputStream().read()).isEqualTo('?');
        }
        worker.close();
    }

    @Test
    void nobody_is_waited_for_when_the_process_is_gone() throws InterruptedException, ExecutionException {
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        Future<Socket> accepted = thread.submit(() -> handshake.accept(() -> !gone.isDone()));
        gone.complete(true);
        assertThat(accepted.get()).isNull();
    }

    @Test
    void each_worker_has_a_token_of_its_own() throws IOException {
        try (Handshake other = new Handshake(Handshake.PATIENCE)) {
            assertThat(other.token()).hasSize(32).isNotEqualTo(handshake.token());
        }
    }
}
