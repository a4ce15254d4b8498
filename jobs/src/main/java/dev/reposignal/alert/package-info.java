/** Alerts: which events of a published night are told, once each, over which channels, and how they are graded later. */
@org.jspecify.annotations.NullMarked
package dev.reposignal.alert;
