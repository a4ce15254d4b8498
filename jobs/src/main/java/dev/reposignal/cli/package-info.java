/** The command line: arguments in, exit codes out. The only place that reads the clock, the environment and the terminal. */
@NullMarked
package dev.reposignal.cli;

import org.jspecify.annotations.NullMarked;
