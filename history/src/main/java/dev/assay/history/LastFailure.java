package dev.assay.history;

/**
 * Something that failed, or was lost, when it last ran.
 *
 * @param suite the suite it belongs to
 * @param topClass binary name of the top-level class that runs it
 * @param uniqueId the JUnit Platform's unique id: of the test, of the one invocation that failed, of a container, or of
 *     the whole template where too many of its invocations failed
 * @since 0.1
 */
public record LastFailure(String suite, String topClass, String uniqueId) {}
