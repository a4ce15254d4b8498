/** Reads what the site shows from the tables; the pages themselves know no Spark. */
@NullMarked
package dev.reposignal.site.read;

import org.jspecify.annotations.NullMarked;
