package dev.reposignal.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a signal ends the process: the jobs that run are cancelled, the command notes that it was interrupted, and
 * only then Spark is stopped.
 */
final class Ending {
    /** Before Hadoop's and Spark's own, which would stop Spark under the work. */
    private static final int BEFORE_SPARK = 1_000;

    private static final long CANCELLED_EVERY_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 4;

    private static final AtomicReference<@Nullable Watch> RUNNING = new AtomicReference<>();
    private static final AtomicBoolean IS_REQUESTED = new AtomicBoolean();
    private static final AtomicBoolean IS_NOTED = new AtomicBoolean();

    static {
        ShutdownHookManager.get().addShutdownHook(Ending::end, BEFORE_SPARK, PATIENCE_SECONDS + 1, TimeUnit.SECONDS);
    }

    private Ending() {}

    /** Work that is to be interrupted while this is open. */
    static final class Watch implements AutoCloseable {
        private final SparkContext context;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Watch(SparkContext context) {
            this.context = context;
        }

        @Override
        public void close() {
            RUNNING.compareAndSet(this, null);
            ended.countDown();
        }
    }

    /** @param isOurs whether the process is ours to end; in a notebook it is not */
    static Watch watching(SparkSession spark, boolean isOurs) {
        Watch watch = new Watch(spark.sparkContext());
        if (isOurs) {
            RUNNING.set(watch);
        }
        return watch;
    }

    /** Whether a signal has asked the process to end. */
    static boolean isRequested() {
        return IS_REQUESTED.get();
    }

    /** The same, asked by work that now only notes that it was interrupted: its jobs are not cancelled any more. */
    static boolean isRequestedNow() {
        if (IS_REQUESTED.get()) {
            IS_NOTED.set(true);
        }
        return IS_REQUESTED.get();
    }

    private static void end() {
        // Also at the end of a command that has nothing left to say.
        IS_REQUESTED.set(true);
        Watch running = RUNNING.get();
        if (running == null) {
            return;
        }
        // Each cancelled job is logged with its stack trace.
        running.context.setLogLevel("OFF");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            do {
                if (!IS_NOTED.get()) {
                    running.context.cancelAllJobs();
                }
            } while (!running.ended.await(CANCELLED_EVERY_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
