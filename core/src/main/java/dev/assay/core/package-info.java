/** What every part of Assay needs: how an error teaches. */
@NullMarked
package dev.assay.core;

import org.jspecify.annotations.NullMarked;
