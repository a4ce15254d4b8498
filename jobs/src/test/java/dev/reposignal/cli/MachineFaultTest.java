package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MachineFaultTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        new IOException("No space left on device"), ExitCode.MACHINE, "Cannot write: the disk is full"),
                Arguments.of(new IOException("Disk quota exceeded"), ExitCode.MACHINE, "the disk is full"),
                Arguments.of(new IOException("/lake/runs: Read-only file system"), ExitCode.MACHINE, "Cannot write"),
                Arguments.of(new AccessDeniedException("/lake/runs"), ExitCode.MACHINE, "/lake/runs"),
                Arguments.of(new IOException("Input/output error"), ExitCode.MACHINE, "Check the disk"),
                Arguments.of(
                        new FileNotFoundException("File file:/lake/a.parquet does not exist"),
                        ExitCode.DAMAGED,
                        "a.parquet does not exist"),
                Arguments.of(new OutOfMemoryError("Java heap space"), ExitCode.MACHINE, "RS_MEMORY"),
                Arguments.of(
                        new IllegalStateException("Job aborted: java.lang.OutOfMemoryError: Java heap space"),
                        ExitCode.MACHINE,
                        "RS_MEMORY"),
                Arguments.of(
                        new IllegalArgumentException("System memory 398458880 must be at least 471859200."),
                        ExitCode.BAD_INPUT,
                        "Give Java at least 1g"),
                Arguments.of(
                        new IllegalStateException("[DELTA_TRUNCATED_TRANSACTION_LOG] 1.json: gone"),
                        ExitCode.DAMAGED,
                        "reposignal doctor"),
                Arguments.of(
                        new RuntimeException("file:/lake/a.parquet is not a Parquet file. Expected magic number"),
                        ExitCode.DAMAGED,
                        "reposignal doctor"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultOfTheMachine_isOneSentenceWithItsExitCode(Throwable fault, ExitCode exit, String told) {
        for (Throwable thrown : new Throwable[] {
            fault,
            new IllegalStateException("Job aborted", new RuntimeException("Task failed", fault)),
            suppressing(fault)
        }) {
            assertThat(MachineFault.of(thrown)).isPresent().get().satisfies(error -> {
                assertThat(error.exitCode()).isEqualTo(exit);
                assertThat(error).hasMessageContaining(told);
                assertThat(String.valueOf(error.getMessage()).lines()).hasSize(1);
            });
        }
    }

    /** Hadoop throws no exception but an error where a local disk is full; /dev/full is a disk that always is. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void fullLocalDisk_whichHadoopTellsAsAnError_isOneSentenceWithItsExitCode() {
        assertThatThrownBy(() -> LakeOption.withSpark("test", spark -> {
                    RawLocalFileSystem disk = new RawLocalFileSystem();
                    try {
                        disk.initialize(
                                URI.create("file:///"), spark.sparkContext().hadoopConfiguration());
                        try (OutputStream out = disk.create(new Path("/dev/full"), true)) {
                            out.write(new byte[1 << 20]);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return 0;
                }))
                .isInstanceOf(UncheckedIOException.class)
                .satisfies(thrown -> assertThat(MachineFault.of(thrown)).hasValueSatisfying(told -> {
                    assertThat(told.exitCode()).isEqualTo(ExitCode.MACHINE);
                    assertThat(told).hasMessageContaining("the disk is full");
                }));
    }

    @Test
    void sentenceThatNamesThePlace_staysAndEndsAsItsCause() {
        assertThat(MachineFault.of(Errors.cannotWriteSite("/www", new IOException("No space left on device"))))
                .hasValueSatisfying(told -> {
                    assertThat(told.exitCode()).isEqualTo(ExitCode.MACHINE);
                    assertThat(told).hasMessageStartingWith("Cannot publish to /www");
                });
        assertThat(MachineFault.of(Errors.unwritableLake(
                        "/lake", new FileSystemException("/lake/.lock", null, "Read-only file system"))))
                .hasValueSatisfying(told -> {
                    assertThat(told.exitCode()).isEqualTo(ExitCode.MACHINE);
                    assertThat(told).hasMessageStartingWith("Cannot write to the lake /lake");
                });
        assertThat(MachineFault.of(Errors.cannotWriteSite("/www", new IOException("links are not supported"))))
                .hasValueSatisfying(told -> assertThat(told.exitCode()).isEqualTo(ExitCode.BAD_INPUT));
    }

    @Test
    void mistakeOfTheProgram_isNoFaultOfTheMachine() {
        assertThat(MachineFault.of(new IllegalStateException("days do not match", new NullPointerException())))
                .isEmpty();
        assertThat(MachineFault.of(new UncheckedIOException(new IOException("stream closed"))))
                .isEmpty();
    }

    @Test
    void cycleOfCauses_ends() {
        IllegalStateException first = new IllegalStateException("first");
        first.addSuppressed(new IllegalStateException("second", first));

        assertThat(MachineFault.of(first)).isEmpty();
    }

    private static Throwable suppressing(Throwable fault) {
        IllegalStateException thrown = new IllegalStateException("a stage failed");
        thrown.addSuppressed(fault);
        return thrown;
    }
}
