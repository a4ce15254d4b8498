/** Descriptions to vectors, vectors to clusters, clusters to labels. */
@NullMarked
package dev.reposignal.cluster;

import org.jspecify.annotations.NullMarked;
