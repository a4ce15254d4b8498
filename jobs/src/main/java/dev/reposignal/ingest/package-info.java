/** Files of four formats to rows of snapshots; a row that cannot be loaded goes to rejected_rows. */
@NullMarked
package dev.reposignal.ingest;

import org.jspecify.annotations.NullMarked;
