@NullMarked
package dev.reposignal.backtest;

import org.jspecify.annotations.NullMarked;
