/** Files of four formats to rows of snapshots; what cannot be taken goes to rejected_rows. */
@NullMarked
package dev.reposignal.ingest;

import org.jspecify.annotations.NullMarked;
