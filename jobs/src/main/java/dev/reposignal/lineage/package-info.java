/** Tells a catalog of data which tables each run of a night read and wrote, as OpenLineage asks for. */
@NullMarked
package dev.reposignal.lineage;

import org.jspecify.annotations.NullMarked;
