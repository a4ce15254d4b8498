/** Watchlists: files in which an operator names what to watch; without Spark. */
@org.jspecify.annotations.NullMarked
package dev.reposignal.watch;
