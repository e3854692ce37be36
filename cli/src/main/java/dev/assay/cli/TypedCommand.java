package dev.assay.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line as it can be typed again.
 *
 * @param words what follows {@code assay test}
 */
record TypedCommand(List<String> words) {
    TypedCommand {
        words = List.copyOf(words);
    }

    /** Returns the command with an option's value set, in the option's place if it is there. */
    TypedCommand with(String option, String value) {
        List<String> changed = new ArrayList<>(without(option).words);
        int at = words.indexOf(option);
        int joined = indexOfJoined(option);
        int place = at >= 0 ? at : joined >= 0 ? joined : changed.size();
        changed.addAll(place, List.of(option, value));
        return new TypedCommand(changed);
    }

    /** Returns the command without an option and its value. */
    TypedCommand without(String option) {
        List<String> left = new ArrayList<>(words);
        int at = left.indexOf(option);
        if (at >= 0) {
            left.subList(at, Math.min(at + 2, left.size())).clear();
        }
        left.removeIf(word -> word.startsWith(option + "="));
        return new TypedCommand(left);
    }

    private int indexOfJoined(String option) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(option + "=")) {
                return i;
            }
        }
        return -1;
    }

    /** Returns it as a shell reads it. */
    String text() {
        StringBuilder line = new StringBuilder(System.getProperty("assay.typed", "assay")).append(" test");
        for (String word : words) {
            boolean plain = word.matches("[\\w./:=,@%+-]+");
            line.append(' ').append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
