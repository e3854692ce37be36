/** What Spring finds by itself. */
@NullMarked
package dev.assay.spring.internal;

import org.jspecify.annotations.NullMarked;
