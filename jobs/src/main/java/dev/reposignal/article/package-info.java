/** Words bound to facts: an article as text and as numbers that name their row. */
@NullMarked
package dev.reposignal.article;

import org.jspecify.annotations.NullMarked;
