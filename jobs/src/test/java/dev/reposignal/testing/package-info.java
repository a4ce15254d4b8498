/** What tests share: one Spark session, rows from maps, the real data where it is. */
@NullMarked
package dev.reposignal.testing;

import org.jspecify.annotations.NullMarked;
