package dev.assay.event;

/**
 * What a test or container failed with.
 *
 * @param type binary name of the throwable's class
 * @param message its message; empty where it has none
 * @param stackTrace the trace with causes as the JVM prints it, or a thread dump after a time-out
 * @since 0.1
 */
public record Failure(String type, String message, String stackTrace) {}
