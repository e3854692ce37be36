package dev.assay.example.billing.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What time it is. */
@Configuration
class Time {
    @Bean
    Clock clock() {
        return Clock.systemDefaultZone();
    }
}
