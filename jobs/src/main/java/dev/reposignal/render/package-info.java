/** Fills compiled templates; they escape what they print by where it goes in the HTML. */
@NullMarked
package dev.reposignal.render;

import org.jspecify.annotations.NullMarked;
