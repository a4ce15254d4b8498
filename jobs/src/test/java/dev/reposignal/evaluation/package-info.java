@NullMarked
package dev.reposignal.evaluation;

import org.jspecify.annotations.NullMarked;
