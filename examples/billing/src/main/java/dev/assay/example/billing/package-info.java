/** A billing system's data: eight entities, what they compute and keep, and scenarios of all sizes. */
@NullMarked
package dev.assay.example.billing;

import org.jspecify.annotations.NullMarked;
