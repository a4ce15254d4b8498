/** Looks every printed fact of an article up again in the table row it names. */
@NullMarked
package dev.reposignal.audit;

import org.jspecify.annotations.NullMarked;
