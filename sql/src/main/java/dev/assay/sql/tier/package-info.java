/** Where tests have their databases from, and what is in them before a test begins. */
@NullMarked
package dev.assay.sql.tier;

import org.jspecify.annotations.NullMarked;
