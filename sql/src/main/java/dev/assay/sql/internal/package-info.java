/** How the sandbox does it; nothing here is for users. */
@NullMarked
package dev.assay.sql.internal;

import org.jspecify.annotations.NullMarked;
