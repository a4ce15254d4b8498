/** Asks GitHub for the star counts of a day and finds new repositories. It knows no Spark. */
@NullMarked
package dev.reposignal.collect;

import org.jspecify.annotations.NullMarked;
