package dev.assay.spring.internal;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the databases of a context are called. Data sources of one name on one server are one database, and so is one that
 * only reads, for a replica is another server; two of one name on two servers, both of which are written to, are two.
 */
final class DatabaseNames {
    private final Map<String, Known> known = new LinkedHashMap<>();

    /**
     * A database.
     *
     * @param name what addresses call it
     * @param servers those that are written to; none if all that is known of it only reads
     */
    private record Known(String name, Set<String> servers) {}

    /** Returns what the database is called that a data source has, which it is known by from now on. */
    String of(Address address, boolean reads) {
        Set<String> servers = address.servers();
        String name = find(address, each -> !Collections.disjoint(each.servers(), servers))
                .or(() -> find(address, each -> reads || each.servers().isEmpty()))
                .orElseGet(() -> unused(address));
        Known database = known.computeIfAbsent(name, key -> new Known(address.name(), new HashSet<>()));
        if (!reads) {
            database.servers().addAll(servers);
        }
        return name;
    }

    private Optional<String> find(Address address, Predicate<Known> which) {
        return known.entrySet().stream()
                .filter(each -> each.getValue().name().equals(address.name()) && which.test(each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private String unused(Address address) {
        return known.containsKey(address.name())
                ? address.name() + " at " + String.join(",", address.servers())
                : address.name();
    }
}
