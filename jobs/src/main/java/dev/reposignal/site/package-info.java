/** The pages, feeds and data files of the static site, published by one atomic switch. */
@NullMarked
package dev.reposignal.site;

import org.jspecify.annotations.NullMarked;
