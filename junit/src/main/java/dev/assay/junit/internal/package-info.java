/** How the annotations come to what they promise. */
@NullMarked
package dev.assay.junit.internal;

import org.jspecify.annotations.NullMarked;
