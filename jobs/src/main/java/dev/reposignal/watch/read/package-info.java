/** What a watchlist names, as conditions on rows. */
@NullMarked
package dev.reposignal.watch.read;

import org.jspecify.annotations.NullMarked;
