/**
 * Spring's tests, each of which owns what it does in the application's databases: on the classpath of tests, this is all
 * it takes.
 */
@NullMarked
package dev.assay.spring;

import org.jspecify.annotations.NullMarked;
