package dev.reposignal.table;

/**
 * A condition that every row of a table meets.
 *
 * @param sentence the condition in words: "stars are not negative"
 * @param condition the same in Spark SQL; null counts as met
 */
public record Check(String sentence, String condition) {}
