/** The model checked on small series, generated feeds and made-up examples. */
@NullMarked
package dev.reposignal.model;

import org.jspecify.annotations.NullMarked;
