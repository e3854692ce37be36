package dev.assay.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IndexTest {
    @Test
    @Timeout(10)
    void takes_half_a_million_rows_of_one_key() {
        Index.Built built = new Index.Built();
        for (int i = 0; i < 500_000; i++) {
            built.add("one", i);
        }
        built.add("other", 7);
        int[] rows = built.built().get("one");
        assertThat(rows).hasSize(500_000).isSorted();
        assertThat(built.get("other")).containsExactly(7);
        assertThat(built.get("none")).isEmpty();
    }

    @Test
    void keeps_changed_rows_in_order() {
        Trie<Index.Postings> all = Trie.empty();
        for (int row : new int[] {5, 1, 9, 7, 0}) {
            all = Index.Postings.add(all, "key", row);
        }
        assertThat(Index.Postings.get(all, "key")).containsExactly(0, 1, 5, 7, 9);
        assertThat(Index.Postings.get(Index.Postings.remove(all, "key", 5), "key"))
                .containsExactly(0, 1, 7, 9);
    }
}
