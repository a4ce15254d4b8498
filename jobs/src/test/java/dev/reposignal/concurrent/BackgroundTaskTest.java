package dev.reposignal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {
    @Test
    void work_runsWhileTheCallerGoesOn() {
        CountDownLatch goneOn = new CountDownLatch(1);

        try (BackgroundTask<String> task = BackgroundTask.begun(() -> {
            await(goneOn);
            return "done";
        })) {
            goneOn.countDown();
            assertThat(task.answer()).isEqualTo("done");
            assertThat(task.answer()).isEqualTo("done");
            assertThat(task.ended()).contains("done");
        }
    }

    @Test
    void thread_isNoneOfTheCommonPool_andSeesTheClassesOfTheCaller() {
        try (BackgroundTask<Thread> task = BackgroundTask.begun(Thread::currentThread)) {
            assertThat(task.answer())
                    .isNotInstanceOf(ForkJoinWorkerThread.class)
                    .isNotEqualTo(Thread.currentThread());
        }
        try (BackgroundTask<ClassLoader> task =
                BackgroundTask.begun(() -> Thread.currentThread().getContextClassLoader())) {
            assertThat(task.answer()).isSameAs(Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void failure_isThrownToWhoeverAsks() {
        try (BackgroundTask<String> task = BackgroundTask.begun(BackgroundTaskTest::failed)) {
            assertThatThrownBy(task::answer)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no answer");
        }
    }

    @Test
    void failure_leavesAnEndedTaskEmpty_andIsNotThrownAgain() {
        BackgroundTask<String> task = BackgroundTask.begun(BackgroundTaskTest::failed);

        assertThat(task.ended()).isEmpty();
        assertThatCode(task::close).doesNotThrowAnyException();
    }

    @Test
    void failureThatNobodyAskedFor_isThrownByClose() {
        BackgroundTask<String> task = BackgroundTask.begun(BackgroundTaskTest::failed);

        assertThatThrownBy(task::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no answer");
    }

    @Test
    void close_waitsForTheEndOfTheWork() {
        AtomicBoolean isEnded = new AtomicBoolean();
        CountDownLatch isClosing = new CountDownLatch(1);
        BackgroundTask<String> task = BackgroundTask.begun(() -> {
            await(isClosing);
            isEnded.set(true);
            return "done";
        });

        assertThat(isEnded).isFalse();
        isClosing.countDown();
        task.close();

        assertThat(isEnded).isTrue();
    }

    private static String failed() {
        throw new IllegalStateException("no answer");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
