package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DocumentedErrors;
import dev.assay.sql.Tier;
import org.junit.jupiter.api.Test;

class SharedDatabasesTest {
    @Test
    void a_missing_driver_is_told() {
        assertThatThrownBy(() -> SharedDatabases.checkDriver(Tier.SANDBOX, ClassLoader.getPlatformClassLoader()))
                .satisfies(told -> assertThat(String.valueOf(told.getMessage()).strip())
                        .isEqualTo(DocumentedErrors.message("ASSAY-JUNIT-031")));
    }
}
