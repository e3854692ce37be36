package dev.assay.junit.internal;

/** Something that a test was given, of which it tells when it fails. */
sealed interface Gift permits Made, FixtureFiles, Chance {
    /** Returns what it is called. */
    String name();

    /** Returns what it was, in one line. */
    String line();
}
