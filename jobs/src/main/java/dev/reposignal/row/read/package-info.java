/** Reads rows of tables from Spark; the records themselves know no Spark. */
@NullMarked
package dev.reposignal.row.read;

import org.jspecify.annotations.NullMarked;
