/** Highlights, insights and language shares of a night: what is notable in its tables, ranked. */
@NullMarked
package dev.reposignal.insight;

import org.jspecify.annotations.NullMarked;
