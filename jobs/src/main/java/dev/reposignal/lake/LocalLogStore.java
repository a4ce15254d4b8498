package dev.reposignal.lake;

import io.delta.storage.HDFSLogStore;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The log store that Delta takes for local disks, with another listing: Delta's asks for the length and the time of every
 * file of a log, some dozen times a night and table, this one for those of the files it returns. Delta creates it by its
 * name.
 */
public final class LocalLogStore extends HDFSLogStore {
    public LocalLogStore(Configuration configuration) {
        super(configuration);
    }

    @Override
    public Iterator<FileStatus> listFrom(Path first, Configuration configuration) throws IOException {
        return LogFiles.from(first, configuration).iterator();
    }
}
