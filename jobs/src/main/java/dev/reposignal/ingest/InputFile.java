package dev.reposignal.ingest;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One file to load.
 *
 * @param index position among the files of the ingest, in order of path, from 0
 * @param name as named on the command line
 * @param path the same, qualified by its file system
 * @param day the day of rows without a day: from --date or from the name of the file
 */
record InputFile(
        int index,
        String name,
        String path,
        InputFormat format,
        @Nullable LocalDate day) implements Serializable {}
