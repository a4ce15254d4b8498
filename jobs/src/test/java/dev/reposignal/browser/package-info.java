/** The site in a real browser: what its readers see, hear and can reach by keyboard. */
@NullMarked
package dev.reposignal.browser;

import org.jspecify.annotations.NullMarked;
