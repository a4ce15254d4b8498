package dev.reposignal.alert;

import java.time.LocalDate;

/** The last run of a day, which can be published. */
public record NightRun(String runId, LocalDate day) {}
