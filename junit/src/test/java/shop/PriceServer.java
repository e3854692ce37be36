package shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Something dear, for the guide's page on fixtures. */
record PriceServer(HttpServer server) implements AutoCloseable {
    static PriceServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] price = "3.50".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, price.length);
            exchange.getResponseBody().write(price);
            exchange.close();
        });
        server.start();
        return new PriceServer(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    boolean answers() throws IOException {
        try {
            return !new PriceClient(port()).priceOf("anything").isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
