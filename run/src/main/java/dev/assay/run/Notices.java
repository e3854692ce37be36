package dev.assay.run;

import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.Notice.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the user something, once, however many workers say so. */
final class Notices {
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private final Set<String> said = new HashSet<>();

    Notices(LongSupplier clock, Consumer<RunEvent> events) {
        this.clock = clock;
        this.events = events;
    }

    void info(String text) {
        say(Level.INFO, text);
    }

    void warning(String text) {
        say(Level.WARNING, text);
    }

    void error(Diagnosis diagnosis) {
        say(Level.ERROR, diagnosis.render());
    }

    void say(Level level, String text) {
        if (said.add(text)) {
            events.accept(new RunEvent.Notice(clock.getAsLong(), level, text));
        }
    }
}
