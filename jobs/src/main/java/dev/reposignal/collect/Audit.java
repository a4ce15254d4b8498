package dev.reposignal.collect;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ids of the repositories whose star history is read again and again, so that kept stars can be compared with seen ones: a
 * file, because the tables are not open when it is read.
 */
public final class Audit {
    private Audit() {}

    /** A file that is not there names none. */
    static Set<Long> read(Path file) {
        Set<Long> ids = new TreeSet<>();
        WholeFiles.lines(file).stream()
                .filter(line -> line.matches("\\d{1,18}"))
                .forEach(line -> ids.add(Long.valueOf(line)));
        return ids;
    }

    public static void write(Path file, Collection<Long> ids) {
        WholeFiles.write(file, new TreeSet<>(ids).stream().map(String::valueOf).toList());
    }
}
