/** Tests of the clusters on small texts and real models. */
@NullMarked
package dev.reposignal.cluster;

import org.jspecify.annotations.NullMarked;
