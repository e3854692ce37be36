/** What a model looks like: in words, as JSON, and as a picture. */
@NullMarked
package dev.assay.cli.data.describe;

import org.jspecify.annotations.NullMarked;
