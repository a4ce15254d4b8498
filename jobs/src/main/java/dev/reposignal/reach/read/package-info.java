/** Reads from the tables what the package {@code reach} shows. */
@org.jspecify.annotations.NullMarked
package dev.reposignal.reach.read;
