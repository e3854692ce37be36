package shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Who asks a {@link PriceServer}. */
record PriceClient(int port) {
    String priceOf(String product) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + "/" + product);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
