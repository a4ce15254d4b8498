package dev.reposignal.table;

/**
 * A condition that every row of a table meets.
 *
 * @param sentence what holds, read aloud: "stars are not negative"
 * @param condition the same in Spark SQL; null counts as met
 */
public record Check(String sentence, String condition) {}
