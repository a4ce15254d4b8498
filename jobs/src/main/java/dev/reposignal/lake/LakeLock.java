package dev.reposignal.lake;

import dev.reposignal.error.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two writers off one local lake. Delta's commit on a local disk checks and then renames, which two processes can
 * both pass; on other file systems Delta's own log store decides, and this lock is none.
 */
public final class LakeLock implements AutoCloseable {
    private static final String FILE = ".reposignal.lock";
    private static final long ASKED_EVERY_MILLIS = 500;

    private final @Nullable FileChannel channel;

    private LakeLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock until {@link #close()}.
     *
     * @param wait how long another process that holds it is waited for
     * @throws dev.reposignal.error.UserException where another process holds it for longer
     */
    public static LakeLock take(String lakeRoot, Duration wait) {
        Optional<Path> folder = LakeFolder.local(lakeRoot);
        if (folder.isEmpty()) {
            return new LakeLock(null);
        }
        FileChannel channel = null;
        try {
            Files.createDirectories(folder.get());
            channel = FileChannel.open(folder.get().resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lockWithin(channel, wait);
            if (lock == null) {
                channel.close();
                throw Errors.lakeIsBusy(lakeRoot);
            }
            return new LakeLock(channel);
        } catch (IOException e) {
            throw Errors.unwritableLake(lakeRoot, e.toString());
        }
    }

    /** Whether a process holds the lock of a local lake; it is not taken. */
    public static boolean isHeld(String lakeRoot) {
        Optional<Path> folder = LakeFolder.local(lakeRoot);
        Path file = folder.map(path -> path.resolve(FILE)).orElse(null);
        if (file == null || !Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException e) {
            // Who cannot write the file cannot tell.
            return false;
        }
    }

    private static @Nullable FileLock lockWithin(FileChannel channel, Duration wait) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        FileLock lock = tryLock(channel);
        while (lock == null && System.nanoTime() < end) {
            try {
                Thread.sleep(ASKED_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            lock = tryLock(channel);
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process, which is as busy as any other
        }
    }

    /** Lets the next writer in. */
    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
