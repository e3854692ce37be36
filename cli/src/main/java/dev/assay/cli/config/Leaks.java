package dev.assay.cli.config;

/**
 * What it means that classes leave something behind.
 *
 * @since 0.1
 */
public enum Leaks {
    /** The run fails. */
    FAIL,
    /** It is reported. */
    WARN,
    /** It is not even reported. */
    OFF
}
