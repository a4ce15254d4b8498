package dev.reposignal.lake;

import dev.reposignal.error.Errors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two writers off one lake. Delta's commit on a local disk checks and then renames, which two processes can both pass, and
 * on S3 it checks and then writes. On a local disk this is a lock of the operating system, on S3 a {@link StoreLease}; on
 * other file systems it is none, and Delta's own log store keeps single commits apart.
 */
public final class LakeLock implements AutoCloseable {
    private static final String FILE = ".reposignal.lock";
    private static final long ASKED_EVERY_MILLIS = 500;
    private static final long STORE_ASKED_EVERY_MILLIS = 5_000;

    private final String lakeRoot;
    private final Held held;

    /** What is given back at the end. */
    @FunctionalInterface
    private interface Held {
        void close() throws IOException;
    }

    /** One attempt to take the lock; null where another process holds it. */
    @FunctionalInterface
    private interface Attempt {
        @Nullable
        Held held() throws IOException;
    }

    private LakeLock(String lakeRoot, Held held) {
        this.lakeRoot = lakeRoot;
        this.held = held;
    }

    /**
     * Takes the lock until {@link #close()}.
     *
     * @param wait how long another process that holds it is waited for
     * @throws dev.reposignal.error.UserException where another process holds it for longer, or it cannot be written
     */
    public static LakeLock take(String lakeRoot, Duration wait) {
        try {
            Held held = taken(lakeRoot, wait);
            if (held == null) {
                throw Errors.lakeIsBusy(lakeRoot);
            }
            return new LakeLock(lakeRoot, held);
        } catch (IOException e) {
            throw Errors.unwritableLake(lakeRoot, e);
        }
    }

    private static @Nullable Held taken(String lakeRoot, Duration wait) throws IOException {
        if (StoreLease.isFor(lakeRoot)) {
            Path file = new Path(lakeRoot, FILE);
            return within(wait, STORE_ASKED_EVERY_MILLIS, () -> {
                StoreLease lease = StoreLease.tryTake(file, InstantSource.system());
                return lease == null ? null : lease::close;
            });
        }
        Optional<java.nio.file.Path> folder = LakeFolder.local(lakeRoot);
        if (folder.isEmpty()) {
            return () -> {};
        }
        Files.createDirectories(folder.get());
        FileChannel channel =
                FileChannel.open(folder.get().resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Held held = within(wait, ASKED_EVERY_MILLIS, () -> tryLock(channel) == null ? null : channel::close);
        if (held == null) {
            channel.close();
        }
        return held;
    }

    /** Whether a process holds the lock of a lake; it is not taken. */
    public static boolean isHeld(String lakeRoot) {
        try {
            if (StoreLease.isFor(lakeRoot)) {
                return StoreLease.isHeld(new Path(lakeRoot, FILE), InstantSource.system());
            }
            java.nio.file.Path file =
                    LakeFolder.local(lakeRoot).map(path -> path.resolve(FILE)).orElse(null);
            if (file == null || !Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return tryLock(channel) == null;
            }
        } catch (IOException e) {
            // Who cannot write the file cannot tell.
            return false;
        }
    }

    private static @Nullable Held within(Duration wait, long everyMillis, Attempt attempt) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        Held held = attempt.held();
        while (held == null && System.nanoTime() < end) {
            try {
                Thread.sleep(everyMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            held = attempt.held();
        }
        return held;
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
        try {
            held.close();
        } catch (IOException e) {
            throw Errors.unwritableLake(lakeRoot, e);
        }
    }
}
