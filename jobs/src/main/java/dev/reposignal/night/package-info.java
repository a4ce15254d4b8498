/** The order of the stages of one night, what each reads and writes, and the manifest of the run. */
@NullMarked
package dev.reposignal.night;

import org.jspecify.annotations.NullMarked;
