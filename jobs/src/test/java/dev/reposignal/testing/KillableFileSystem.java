package dev.reposignal.testing;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under the scheme {@value #SCHEME}, on which every operation that changes something is a step: a test looks at
 * the disk before each, or lets no step after one happen, as if the process had been killed there.
 */
public final class KillableFileSystem extends RawLocalFileSystem {
    public static final String SCHEME = "killable";

    private static final AtomicLong STEPS = new AtomicLong();
    private static final AtomicLong LAST = new AtomicLong(Long.MAX_VALUE);
    private static volatile LongConsumer watcher = step -> {};

    /** Makes the scheme known to a session. */
    public static void register(Configuration configuration) {
        configuration.set("fs." + SCHEME + ".impl", KillableFileSystem.class.getName());
        configuration.set("fs.AbstractFileSystem." + SCHEME + ".impl", Abstract.class.getName());
    }

    /** A folder of the disk as this file system names it. */
    public static String name(java.nio.file.Path folder) {
        return SCHEME + ":" + folder.toAbsolutePath();
    }

    /**
     * Counts from 0 again.
     *
     * @param lastStep no step after this one happens
     * @param before gets the number of each step before it happens
     */
    public static void begin(long lastStep, LongConsumer before) {
        STEPS.set(0);
        LAST.set(lastStep);
        watcher = before;
    }

    /** Steps since {@link #begin}. */
    public static long steps() {
        return STEPS.get();
    }

    private static void step() throws IOException {
        long step = STEPS.incrementAndGet();
        if (step > LAST.get()) {
            throw new IOException("killed before step " + step);
        }
        watcher.accept(step);
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        step();
        return super.create(file, overwrite, buffer, replication, block, progress);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        step();
        return super.create(file, permission, overwrite, buffer, replication, block, progress);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        step();
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean isRecursive) throws IOException {
        step();
        return super.delete(path, isRecursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        if (!exists(path)) {
            step();
        }
        return super.mkdirs(path);
    }

    /** Without the owner and the rights, which Hadoop looks up by a path of the scheme "file" only. */
    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        FileStatus[] found = super.listStatus(folder);
        for (int i = 0; i < found.length; i++) {
            found[i] = plain(found[i]);
        }
        return found;
    }

    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                status.getReplication(),
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }

    /** The same for Hadoop's other interface, which Delta writes its commits by. */
    public static final class Abstract extends DelegateToFileSystem {
        public Abstract(URI uri, Configuration configuration) throws IOException, java.net.URISyntaxException {
            super(uri, new KillableFileSystem(), configuration, SCHEME, false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }
    }
}
