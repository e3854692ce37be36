package dev.assay.maven;

import java.nio.file.Path;

/**
 * The JDK that tests run on.
 *
 * @param home its folder
 * @param command its {@code java}
 * @param chosen whether the configuration or a toolchain chose it; it is Maven's own otherwise
 */
record JavaHome(Path home, Path command, boolean chosen) {}
