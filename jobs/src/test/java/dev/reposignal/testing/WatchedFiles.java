package dev.reposignal.testing;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The local disk as {@link java.nio.file.Files} sees it, on which every operation that changes something first calls somebody:
 * what {@link KillableFileSystem} is for Hadoop.
 */
public final class WatchedFiles extends FileSystemProvider {
    private static final FileSystem DISK = FileSystems.getDefault();

    private final Runnable before;
    private final FileSystem fileSystem = new Watched();

    private WatchedFiles(Runnable before) {
        this.before = before;
    }

    /** The same path; before whatever is changed through it something is run. */
    public static Path watched(Path path, Runnable before) {
        return new WatchedFiles(before).wrapped(path);
    }

    private Path wrapped(Path path) {
        return (Path) Proxy.newProxyInstance(
                WatchedFiles.class.getClassLoader(), new Class<?>[] {Path.class}, new WatchedPath(this, path));
    }

    private record WatchedPath(WatchedFiles files, Path real) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("getFileSystem")) {
                return files.fileSystem;
            }
            Object[] plain = arguments == null
                    ? new Object[0]
                    : Arrays.stream(arguments)
                            .map(each -> each instanceof Path path ? WatchedFiles.real(path) : each)
                            .toArray();
            try {
                Object result = method.invoke(real, plain);
                return result instanceof Path path ? files.wrapped(path) : result;
            } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
            }
        }
    }

    private static Path real(Path path) {
        return Proxy.isProxyClass(path.getClass()) ? ((WatchedPath) Proxy.getInvocationHandler(path)).real() : path;
    }

    @Override
    public String getScheme() {
        return "watched";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return wrapped(Path.of(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        changing(options);
        return DISK.provider().newByteChannel(real(path), options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        changing(options);
        return DISK.provider().newFileChannel(real(path), options, attributes);
    }

    private void changing(Set<? extends OpenOption> options) {
        if (options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND)) {
            before.run();
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> real = DISK.provider().newDirectoryStream(real(folder), filter)) {
            real.forEach(each -> found.add(wrapped(each)));
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        before.run();
        DISK.provider().createDirectory(real(folder), attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        before.run();
        DISK.provider().createSymbolicLink(real(link), real(target), attributes);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return wrapped(DISK.provider().readSymbolicLink(real(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        before.run();
        DISK.provider().delete(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        before.run();
        DISK.provider().copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        before.run();
        DISK.provider().move(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return DISK.provider().isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return DISK.provider().isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return DISK.provider().getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        DISK.provider().checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return DISK.provider().getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return DISK.provider().readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return DISK.provider().readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        before.run();
        DISK.provider().setAttribute(real(path), attribute, value, options);
    }

    private final class Watched extends FileSystem {
        @Override
        public FileSystemProvider provider() {
            return WatchedFiles.this;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return DISK.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return DISK.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return DISK.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return DISK.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return wrapped(DISK.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            return DISK.getPathMatcher(pattern);
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return DISK.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }
}
