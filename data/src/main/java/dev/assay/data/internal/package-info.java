/** What fields hold by their names, and the words for it. Not for users: it changes without notice. */
@NullMarked
package dev.assay.data.internal;

import org.jspecify.annotations.NullMarked;
