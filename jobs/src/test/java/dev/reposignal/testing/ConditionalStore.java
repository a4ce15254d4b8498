package dev.reposignal.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/**
 * Objects in memory under the scheme {@value #SCHEME} with what leases ask of Amazon S3: an object appears whole when its stream
 * is closed, has an ETag that changes with every write, and can be written on the condition that there is none yet or that it
 * still has an ETag. Real S3 requests are tried by jobs/bin/object-store-check.
 */
public final class ConditionalStore extends FileSystem {
    public static final String SCHEME = "conditional";

    private static final Set<String> CONDITIONS = Set.of(
            CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE,
            CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG);
    private static final Map<String, Stored> OBJECTS = new ConcurrentHashMap<>();
    private static final AtomicLong WRITES = new AtomicLong();
    private static Runnable beforeNextWrite = () -> {};
    private static Fault fault = Fault.NONE;

    /** What goes wrong with every write. */
    public enum Fault {
        NONE,
        /** Nothing reaches the store. */
        NO_NETWORK,
        /** The object is written, and the writer does not hear of it. */
        ANSWER_LOST,
        /** The store knows no conditions. */
        NO_CONDITIONS
    }

    private record Stored(String text, String etag) {}

    /** Makes the scheme known to every Hadoop configuration of Spark, and forgets all objects. */
    public static void begin() {
        System.setProperty("spark.hadoop.fs." + SCHEME + ".impl", ConditionalStore.class.getName());
        OBJECTS.clear();
        fault = Fault.NONE;
        beforeNextWrite = () -> {};
    }

    public static void end() {
        System.clearProperty("spark.hadoop.fs." + SCHEME + ".impl");
    }

    public static void fail(Fault next) {
        fault = next;
    }

    /** Runs something once, after the next writer has looked at the store and before its object is written. */
    public static void beforeNextWrite(Runnable other) {
        beforeNextWrite = other;
    }

    /** The text of an object; null where there is none. */
    public static @Nullable String text(Path path) {
        Stored stored = OBJECTS.get(path.toString());
        return stored == null ? null : stored.text();
    }

    /** Writes an object on no condition, as a person with another program would. */
    public static void put(Path path, String text) {
        OBJECTS.put(path.toString(), stored(text));
    }

    private static Stored stored(String text) {
        return new Stored(text, "etag-" + WRITES.incrementAndGet());
    }

    private static void put(Path path, String text, boolean onlyIfNew, @Nullable String etag) throws IOException {
        Runnable other = beforeNextWrite;
        beforeNextWrite = () -> {};
        other.run();
        if (fault == Fault.NO_NETWORK) {
            throw new IOException("no route to host");
        }
        Stored next = stored(text);
        Stored now = OBJECTS.compute(path.toString(), (name, before) -> {
            boolean isMet = onlyIfNew
                    ? before == null
                    : etag == null || (before != null && before.etag().equals(etag));
            return isMet ? next : before;
        });
        if (now == null || !now.etag().equals(next.etag())) {
            throw new IOException("412: the condition of the request is not met");
        }
        if (fault == Fault.ANSWER_LOST) {
            throw new IOException("412: the condition of the request is not met, asked again after a time-out");
        }
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
        return new Builder(this, path);
    }

    private static final class Builder extends FSDataOutputStreamBuilder<FSDataOutputStream, Builder> {
        private final Path path;

        Builder(FileSystem store, Path path) {
            super(store, path);
            this.path = path;
        }

        @Override
        public Builder getThisBuilder() {
            return this;
        }

        @Override
        public FSDataOutputStream build() throws IOException {
            rejectUnknownMandatoryKeys(fault == Fault.NO_CONDITIONS ? Set.of() : CONDITIONS, "for " + path);
            boolean onlyIfNew =
                    getOptions().getBoolean(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, false);
            String etag = getOptions().get(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
                @Override
                public void close() throws IOException {
                    put(path, toString(StandardCharsets.UTF_8), onlyIfNew, etag);
                }
            };
            return new FSDataOutputStream(bytes, null);
        }
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return new FSDataInputStream(new InMemory(object(path).text().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        Stored stored = object(path);
        return new TaggedStatus(path, stored.text().length(), stored.etag());
    }

    private static Stored object(Path path) throws FileNotFoundException {
        Stored stored = OBJECTS.get(path.toString());
        if (stored == null) {
            throw new FileNotFoundException(path.toString());
        }
        return stored;
    }

    @Override
    public boolean delete(Path path, boolean isRecursive) {
        return OBJECTS.remove(path.toString()) != null;
    }

    private static final class TaggedStatus extends FileStatus implements EtagSource {
        private static final long serialVersionUID = 1;
        private final String etag;

        TaggedStatus(Path path, long length, String etag) {
            super(length, false, 1, 1, 0, path);
            this.etag = etag;
        }

        @Override
        public String getEtag() {
            return etag;
        }
    }

    private static final class InMemory extends FSInputStream {
        private final ByteArrayInputStream bytes;
        private long position;

        InMemory(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            position++;
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int count = bytes.read(into, from, most);
            position += Math.max(count, 0);
            return count;
        }

        @Override
        public void seek(long to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public boolean seekToNewSource(long to) {
            return false;
        }
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            @Nullable Progressable progress) {
        throw new UnsupportedOperationException("only with createFile");
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, @Nullable Progressable progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStatus[] listStatus(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setWorkingDirectory(Path path) {}

    @Override
    public Path getWorkingDirectory() {
        return new Path("/");
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) {
        return true;
    }
}
