/** Alerts and the tables: what a night has to tell, and what was told. */
@org.jspecify.annotations.NullMarked
package dev.reposignal.alert.read;
