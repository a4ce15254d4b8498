/** Every table's grain, keys, columns and checks, declared once; the dictionary in data/README.md is generated from it. */
@NullMarked
package dev.reposignal.table;

import org.jspecify.annotations.NullMarked;
