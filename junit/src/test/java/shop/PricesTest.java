package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.junit.Fixture;
import dev.assay.junit.Scope;
import dev.assay.junit.Use;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The examples of the guide's page on fixtures. */
class PricesTest {
    static final class Prices implements Fixture<PriceServer> {
        @Override
        public Scope scope() {
            return Scope.SESSION;
        }

        @Override
        public PriceServer open(Opened required) throws IOException {
            return PriceServer.start();
        }

        @Override
        public boolean isHealthy(PriceServer server) throws IOException {
            return server.answers();
        }
    }

    static final class Client implements Fixture<PriceClient> {
        @Override
        public Set<Class<? extends Fixture<?>>> requires() {
            return Set.of(Prices.class);
        }

        @Override
        public PriceClient open(Opened required) {
            return new PriceClient(required.get(Prices.class).port());
        }
    }

    @Test
    void a_price_is_asked_for(@Use(Client.class) PriceClient client) throws Exception {
        assertThat(client.priceOf("apple")).isEqualTo("3.50");
    }
}
