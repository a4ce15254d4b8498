package dev.reposignal.lake;

import java.time.LocalDate;
import java.util.NavigableSet;

/**
 * The days of one version of a table.
 *
 * @param version the Delta version
 * @param days every day it holds rows of
 */
record KnownDays(long version, NavigableSet<LocalDate> days) {}
