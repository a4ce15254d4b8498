/** Windows over days: velocities, burst, flags, score, tier; and the health of the feed itself. */
@NullMarked
package dev.reposignal.signal;

import org.jspecify.annotations.NullMarked;
