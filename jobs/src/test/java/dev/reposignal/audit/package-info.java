/** Signals checked on small tables, on generated feeds, and against another engine on real snapshots. */
@NullMarked
package dev.repoaudit.signal;

import org.jspecify.annotations.NullMarked;
