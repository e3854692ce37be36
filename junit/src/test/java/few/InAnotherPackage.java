package few;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.store.Store;
import dev.assay.junit.Load;
import dev.assay.junit.Scenario;
import dev.assay.junit.Scope;
import org.junit.jupiter.api.Test;

/** Played by a test of another package. */
public class InAnotherPackage {
    @Test
    void has_the_file_beside_it(@Load("customers.csv") @Scenario(scope = Scope.SESSION) Store store) {
        assertThat(store.stats()).containsEntry("Customer", 26L);
    }
}
