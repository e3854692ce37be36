package dev.assay.data.internal;

import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a row are two ends of one span, by a word in which their names differ: {@code valid_from} and {@code
 * valid_to}, {@code contractStartDate} and {@code contractEndDate}, {@code checked_in_at} and {@code checked_out_at}.
 */
final class Spans {
    /** What tells a day from a moment, and says nothing else. */
    private static final Set<String> KINDS = Set.of("at", "on", "date", "day", "time", "datetime", "timestamp");

    private static final Set<String> LENDINGS = Set.of("loan", "lending", "borrowing", "rental", "checkout");
    private static final Set<String> STAYS =
            Set.of("reservation", "booking", "stay", "visit", "guest", "accommodation");

    /** By what ends something: what begins it. */
    private static final Map<String, List<String>> BEGINNINGS = Map.ofEntries(
            Map.entry("end", List.of("start", "begin", "from")),
            Map.entry("ends", List.of("starts", "begins")),
            Map.entry("ended", List.of("started", "began", "begun")),
            Map.entry("ending", List.of("starting", "beginning")),
            Map.entry("finish", List.of("start", "begin")),
            Map.entry("finished", List.of("started", "began", "begun")),
            Map.entry("stopped", List.of("started")),
            Map.entry("to", List.of("from")),
            Map.entry("until", List.of("from", "since")),
            Map.entry("till", List.of("from", "since")),
            Map.entry("through", List.of("from")),
            Map.entry("close", List.of("open")),
            Map.entry("closes", List.of("opens")),
            Map.entry("closed", List.of("opened")),
            Map.entry("closing", List.of("opening")),
            Map.entry("logout", List.of("login")),
            Map.entry("signout", List.of("signin")),
            Map.entry("last", List.of("first")),
            Map.entry("disabled", List.of("enabled")),
            Map.entry("deactivated", List.of("activated")),
            Map.entry("unsubscribed", List.of("subscribed")),
            Map.entry("uninstalled", List.of("installed")),
            Map.entry("unlocked", List.of("locked")),
            Map.entry("unblocked", List.of("blocked")),
            Map.entry("dropoff", List.of("pickup")),
            Map.entry("dropped", List.of("picked")));

    /** What may come after the day as of which there are rows. */
    private static final Set<String> AHEAD =
            Set.of("end", "ends", "ending", "finish", "to", "until", "till", "through", "close", "closes", "closing");

    private Spans() {}

    /**
     * Where a span begins that a field ends.
     *
     * @param place the beginning's place in its entity
     * @param ahead whether the end may be yet to come
     */
    record Beginning(int place, boolean ahead) {}

    /** Returns where the span begins that a field ends; null if it ends none. */
    static @Nullable Beginning of(Entity entity, Field field) {
        List<String> name = words(field);
        for (int i = 0; i < name.size(); i++) {
            String end = name.get(i);
            for (String begins : beginnings(entity, end)) {
                List<String> other = new ArrayList<>(name);
                other.set(i, begins);
                int place = place(entity, other, field);
                if (place >= 0) {
                    return new Beginning(place, AHEAD.contains(end));
                }
            }
        }
        return null;
    }

    private static List<String> beginnings(Entity entity, String end) {
        String owner = FieldName.last(entity.name());
        boolean lent = LENDINGS.contains(owner)
                || entity.fields().stream().anyMatch(each -> each.meaning().startsWith("due"));
        boolean stays = STAYS.contains(owner);
        return switch (end) {
            case "out" -> lent ? List.of() : List.of("in");
            case "in" -> lent ? List.of("out") : List.of();
            case "checkout" -> lent ? List.of() : List.of("checkin");
            case "checkin" -> lent ? List.of("checkout") : List.of();
            case "departure" -> stays ? List.of("arrival") : List.of();
            case "departed" -> stays ? List.of("arrived") : List.of();
            case "departs" -> stays ? List.of("arrives") : List.of();
            case "arrival" -> stays ? List.of() : List.of("departure");
            case "arrived" -> stays ? List.of() : List.of("departed");
            case "arrives" -> stays ? List.of() : List.of("departs");
            default -> BEGINNINGS.getOrDefault(end, List.of());
        };
    }

    private static int place(Entity entity, List<String> name, Field end) {
        for (int i = 0; i < entity.fields().size(); i++) {
            Field each = entity.fields().get(i);
            if (each != end && words(each).equals(name) && (each.type() == end.type() || Times.isTime(each))) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the words of a name, but for those behind that say which kind of time it is. */
    private static List<String> words(Field field) {
        List<String> words = FieldName.words(
                field.domain().meaning().isEmpty()
                        ? field.name()
                        : field.domain().meaning());
        int end = words.size();
        while (end > 1 && KINDS.contains(words.get(end - 1))) {
            end--;
        }
        return words.subList(0, end);
    }
}
