/** Tables for analysts: language breakdown, headline figures, the choices an article makes. */
@NullMarked
package dev.reposignal.report;

import org.jspecify.annotations.NullMarked;
