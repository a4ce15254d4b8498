package dev.reposignal.ingest;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One file to load.
 *
 * @param index place among the files of the ingest, in order of path
 * @param name as named on the command line
 * @param path the same, qualified by its file system
 * @param day the day of rows that carry none: from --date or the file's name
 */
record InputFile(
        int index,
        String name,
        String path,
        InputFormat format,
        @Nullable LocalDate day) implements Serializable {}
