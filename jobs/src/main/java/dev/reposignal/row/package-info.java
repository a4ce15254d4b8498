/** Rows of tables as records, each with the table, key and version it was read from. */
@NullMarked
package dev.reposignal.row;

import org.jspecify.annotations.NullMarked;
