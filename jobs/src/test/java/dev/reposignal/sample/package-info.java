/** Makes {@code data/sample}: invented repositories whose counts behave, and misbehave, like those of a real feed. */
@NullMarked
package dev.reposignal.sample;

import org.jspecify.annotations.NullMarked;
