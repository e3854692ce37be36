package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DocumentedErrors;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationDatabaseTest {
    private static final ApplicationDatabase.Application NONE = new ApplicationDatabase.Application() {
        @Override
        public List<Sandbox> sandboxes() {
            return List.of();
        }

        @Override
        public Map<String, String> keep(Owner owner) {
            return Map.of();
        }
    };

    @Test
    void what_it_does_not_give_is_told() {
        Exception refused = ApplicationDatabase.refused("parameter connection of PaymentsTest.pays", "Connection");
        assertThat(String.valueOf(refused.getMessage()).strip()).isEqualTo(DocumentedErrors.message("ASSAY-JUNIT-030"));
    }

    @Test
    void none_of_several_data_sources_is_the_usual_one() {
        try (Owner owner = Ownership.create().begin("PaymentsTest.pays")) {
            assertThat(ApplicationDatabase.of(owner)).isEmpty();
            ApplicationDatabase.give(owner, null, NONE, new RunSettings(setting -> Optional.empty()));
            assertThatThrownBy(() -> ApplicationDatabase.of(owner).orElseThrow().at("field PaymentsTest.database"))
                    .hasMessageContaining("ASSAY-JUNIT-030");
        }
    }
}
