package dev.reposignal.lake;

/**
 * What one write committed.
 *
 * @param version the table's Delta version after the write
 * @param rows rows the commit added
 */
public record CommitResult(long version, long rows) {}
