/** Questions to a lake: tables and views under their names, now or as one night left them; nothing here writes a table. */
@NullMarked
package dev.reposignal.query;

import org.jspecify.annotations.NullMarked;
