/**
 * A language model writes paragraphs of an article from facts, and a guard refuses every word that no fact supports. Only
 * {@code ChatCompletions} opens a connection.
 */
@NullMarked
package dev.reposignal.writer;

import org.jspecify.annotations.NullMarked;
