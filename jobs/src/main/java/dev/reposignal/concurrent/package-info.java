/** Work on threads of its own; the common pool does not see the classes that spark-submit adds. */
@NullMarked
package dev.reposignal.concurrent;

import org.jspecify.annotations.NullMarked;
