/** Every setting in one record, read from defaults, the configuration file, the environment and flags, in that order. */
@NullMarked
package dev.reposignal.config;

import org.jspecify.annotations.NullMarked;
