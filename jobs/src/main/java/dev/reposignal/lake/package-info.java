/** The only place that reads or writes tables: Delta tables addressed by path, one folder per table under the lake. */
@NullMarked
package dev.reposignal.lake;

import org.jspecify.annotations.NullMarked;
