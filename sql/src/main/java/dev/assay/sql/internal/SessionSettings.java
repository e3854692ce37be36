package dev.assay.sql.internal;

import java.time.Duration;

/**
 * What a session's connection is told before its transaction begins.
 *
 * @param isolation as {@link java.sql.Connection} numbers it; 0 leaves it
 * @param lockTimeout how long statements wait for locks; zero for ever
 */
record SessionSettings(int isolation, Duration lockTimeout) {}
