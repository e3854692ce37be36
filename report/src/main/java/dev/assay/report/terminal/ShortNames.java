package dev.assay.report.terminal;

import dev.assay.event.TestRef;
import org.jspecify.annotations.Nullable;

/** Shortens class names by the packages that all classes of a run share. */
final class ShortNames {
    private @Nullable String shared;

    void see(String className) {
        String pack = className.substring(0, className.lastIndexOf('.') + 1);
        String known = shared;
        if (known == null) {
            shared = pack;
        } else if (!pack.startsWith(known)) {
            int same = 0;
            while (same < known.length() && same < pack.length() && known.charAt(same) == pack.charAt(same)) {
                same++;
            }
            shared = known.substring(0, known.lastIndexOf('.', same - 1) + 1);
        }
    }

    /** Names a test or a container; a container that is a class is named by its class alone. */
    String of(TestRef test) {
        String name = of(test.className());
        return test.name().equals(test.className()) ? name : name + "." + test.name();
    }

    String of(String className) {
        String known = shared;
        return known != null && className.startsWith(known) ? className.substring(known.length()) : className;
    }
}
