package dev.reposignal.lake;

import dev.reposignal.error.Errors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a lake on S3, for a time: an object that is only written on the condition that nobody else has written it
 * meanwhile, which S3 checks itself. The holder prolongs it; the lease of a process that was killed ends by itself.
 *
 * <p>Machines that share a lake must agree on the time to some minutes.
 */
final class StoreLease implements AutoCloseable {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private static final Duration PROLONGED_EVERY = Duration.ofMinutes(3);
    private static final String SCHEME = "s3a:";

    private final FileSystem store;
    private final Path file;
    private final String holder;
    private final InstantSource clock;
    private final Thread owner = Thread.currentThread();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "lease of the lake");
        thread.setDaemon(true);
        return thread;
    });
    private String etag;
    private Instant until;
    private boolean isLost;

    /**
     * What a lease object says.
     *
     * @param holder a process
     * @param until when its right ends
     * @param etag of the object, which changes with every write
     */
    private record Found(String holder, Instant until, String etag) {}

    private StoreLease(FileSystem store, Path file, String holder, InstantSource clock, Found written) {
        this.store = store;
        this.file = file;
        this.holder = holder;
        this.clock = clock;
        this.etag = written.etag();
        this.until = written.until();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                this::prolong, PROLONGED_EVERY.toSeconds(), PROLONGED_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether a lake is on a store that leases work on. */
    static boolean isFor(String lakeRoot) {
        return lakeRoot.startsWith(SCHEME);
    }

    /** Takes the lease; null where another process has it. */
    static @Nullable StoreLease tryTake(Path file, InstantSource clock) throws IOException {
        FileSystem store = store(file);
        Found before = found(store, file);
        if (before != null && before.until().isAfter(clock.instant())) {
            return null;
        }
        String holder = UUID.randomUUID().toString();
        Found written =
                written(store, file, holder, clock.instant().plus(LENGTH), before == null ? null : before.etag());
        return written == null ? null : new StoreLease(store, file, holder, clock, written);
    }

    /** Whether a process has the lease. */
    static boolean isHeld(Path file, InstantSource clock) throws IOException {
        Found found = found(store(file), file);
        return found != null && found.until().isAfter(clock.instant());
    }

    private static FileSystem store(Path file) throws IOException {
        // The settings that the session will have: of Hadoop's files, of spark.hadoop.* and of the environment.
        Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
        try {
            return file.getFileSystem(configuration);
        } catch (NoClassDefFoundError e) {
            throw withoutModule(e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                throw withoutModule(e);
            }
            throw e;
        }
    }

    private static IOException withoutModule(Throwable cause) {
        return new IOException(
                "the class path lacks a part of Hadoop's S3 module (%s); see jobs/docs/operations.md, object stores"
                        .formatted(cause.getMessage()),
                cause);
    }

    private static @Nullable Found found(FileSystem store, Path file) throws IOException {
        try {
            String etag = etag(store, file);
            String text;
            try (InputStream in = store.open(file)) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
            int blank = text.indexOf(' ');
            return new Found(text.substring(0, Math.max(blank, 0)), Instant.parse(text.substring(blank + 1)), etag);
        } catch (FileNotFoundException e) {
            return null;
        } catch (DateTimeException e) {
            throw new IOException(
                    "%s is no lease of RepoSignal; remove it if no command writes to the lake".formatted(file), e);
        }
    }

    private static String etag(FileSystem store, Path file) throws IOException {
        FileStatus status = store.getFileStatus(file);
        String etag = status instanceof EtagSource source ? source.getEtag() : null;
        if (etag == null || etag.isEmpty()) {
            throw new IOException("%s has no ETag, so two writers cannot be kept apart".formatted(file));
        }
        return etag;
    }

    /** Writes the object if it has this ETag, or does not exist where that is null; null where it is not so. */
    private static @Nullable Found written(
            FileSystem store, Path file, String holder, Instant until, @Nullable String etag) throws IOException {
        // A mandatory option: a store without conditional writes refuses it instead of ignoring it.
        FSDataOutputStreamBuilder<?, ?> builder = store.createFile(file).overwrite(true);
        builder = etag == null
                ? builder.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, "true")
                : builder.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG, etag);
        try {
            try (OutputStream out = builder.build()) {
                out.write("%s %s%n".formatted(holder, until).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new IOException(
                    "the store of %s has no conditional writes, so two writers cannot be kept apart".formatted(file),
                    e);
        } catch (IOException e) {
            Found now = found(store, file);
            if (now != null && now.holder().equals(holder) && now.until().equals(until)) {
                // It was written and only the answer was lost; the retry then failed on the new ETag.
                return now;
            }
            if (now != null && !now.etag().equals(etag) && !now.holder().equals(holder)) {
                return null;
            }
            throw e;
        }
        Found now = found(store, file);
        return now != null && now.holder().equals(holder) ? now : null;
    }

    /** The timer calls it; afterwards the lease is as long as a new one, or lost. */
    synchronized void prolong() {
        if (isLost) {
            return;
        }
        try {
            Found now = written(store, file, holder, clock.instant().plus(LENGTH), etag);
            if (now != null) {
                etag = now.etag();
                until = now.until();
                return;
            }
            isLost = true;
        } catch (IOException e) {
            // The network may be back before the lease ends.
            isLost = !until.isAfter(clock.instant());
        }
        if (isLost) {
            // Another process may write from now on: what this one is at must end.
            owner.interrupt();
        }
    }

    /**
     * Gives the lease back.
     *
     * @throws IOException where the store cannot be asked
     * @throws dev.reposignal.error.UserException where the lease was lost meanwhile, as by a machine that slept for longer
     *     than it lasts
     */
    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        synchronized (this) {
            Found now = found(store, file);
            if (isLost || now == null || !now.holder().equals(holder)) {
                throw Errors.lostLease(file.toString());
            }
            isLost = true;
            store.delete(file, false);
        }
    }
}
