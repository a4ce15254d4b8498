/** The static site, switched into place at once. */
@NullMarked
package dev.reposignal.publish;

import org.jspecify.annotations.NullMarked;
