package dev.reposignal.query;

import dev.reposignal.error.Errors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Ends a query that runs longer or reads more than it may. */
final class QueryWatch {
    /** Numbers the queries of this process, so that each cancels its own jobs alone. */
    private static final AtomicLong QUERIES = new AtomicLong();

    private QueryWatch() {}

    /**
     * Runs work under limits.
     *
     * @throws dev.reposignal.error.UserException where a limit ended it
     */
    static <T> T under(QueryLimits limits, SparkSession spark, Supplier<T> work) {
        if (limits.time().isZero() && limits.rowsRead() == 0) {
            return work.get();
        }
        SparkContext context = spark.sparkContext();
        String tag = "reposignal-query-" + QUERIES.incrementAndGet();
        AtomicLong read = new AtomicLong();
        AtomicLong elapsed = new AtomicLong();
        SparkListener counting = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                if (task.taskMetrics() == null || limits.rowsRead() == 0) {
                    return;
                }
                long rows = read.addAndGet(task.taskMetrics().inputMetrics().recordsRead());
                if (rows > limits.rowsRead()) {
                    context.cancelJobsWithTag(tag);
                }
            }
        };
        ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);
        context.addSparkListener(counting);
        context.addJobTag(tag);
        try {
            if (!limits.time().isZero()) {
                // Again and again: a query of several jobs begins its next one after the first is cancelled.
                ScheduledFuture<?> unused = clock.scheduleAtFixedRate(
                        () -> {
                            elapsed.set(1);
                            context.cancelJobsWithTag(tag);
                        },
                        limits.time().toMillis(),
                        200,
                        TimeUnit.MILLISECONDS);
            }
            return work.get();
        } catch (Exception e) { // Spark throws checked exceptions that no signature names
            if (elapsed.get() > 0) {
                throw Errors.queryTooLong(limits.time().toSeconds());
            }
            if (limits.rowsRead() > 0 && read.get() > limits.rowsRead()) {
                throw Errors.queryTooLarge(limits.rowsRead());
            }
            throw e;
        } finally {
            clock.shutdownNow();
            context.removeJobTag(tag);
            context.removeSparkListener(counting);
        }
    }
}
