package dev.assay.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrieTest {
    /** Numbers whose low bits are often the same, so that paths are long. */
    private static int key(int i) {
        return (int) (Seed.scale(Seed.bits(7, i), 64) << Seed.scale(Seed.bits(8, i), 30));
    }

    @Test
    void holds_what_a_map_would_after_any_changes() {
        Trie<Integer> trie = Trie.empty();
        Map<Integer, Integer> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int key = key(i);
            if (Seed.scale(Seed.bits(9, i), 3) == 0) {
                trie = trie.without(key);
                map.remove(key);
            } else {
                trie = trie.with(key, i);
                map.put(key, i);
            }
        }
        List<Integer> values = new ArrayList<>();
        trie.forEach(values::add);
        assertThat(values).containsExactlyInAnyOrderElementsOf(map.values());
        for (int i = 0; i < 20_000; i++) {
            assertThat(trie.get(key(i))).isEqualTo(map.get(key(i)));
        }
    }

    @Test
    void stays_as_it_is_when_another_is_made_of_it() {
        Trie<String> before = Trie.<String>empty().with(1, "a").with(33, "b");
        Trie<String> after = before.with(1, "c").without(33);
        assertThat(before.get(1)).isEqualTo("a");
        assertThat(before.get(33)).isEqualTo("b");
        assertThat(after.get(1)).isEqualTo("c");
        assertThat(after.get(33)).isNull();
        assertThat(after.without(1).isEmpty()).isTrue();
    }

    @Test
    void tells_apart_keys_of_one_hash() {
        Trie<Index.Postings> all = Trie.empty();
        // Both hash to the same number, as texts do by accident.
        for (String key : List.of("Aa", "BB")) {
            all = Index.Postings.add(all, key, 1);
            all = Index.Postings.add(all, key, 0);
        }
        assertThat(Index.Postings.get(all, "Aa")).containsExactly(0, 1);
        all = Index.Postings.remove(Index.Postings.remove(all, "Aa", 0), "Aa", 1);
        assertThat(Index.Postings.get(all, "Aa")).isEmpty();
        assertThat(Index.Postings.get(all, "BB")).containsExactly(0, 1);
        assertThat(Index.Postings.remove(all, "CC", 5)).isEqualTo(all);
    }
}
