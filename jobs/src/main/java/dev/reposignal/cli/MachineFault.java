package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.error.UserException;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells faults of the machine and of the files of a lake from mistakes in the program, whatever Spark wrapped them in. */
final class MachineFault {
    private static final int LONGEST_CAUSE = 300;
    private static final Pattern FULL =
            Pattern.compile("No space left on device|Disk quota exceeded|There is not enough space");
    private static final Pattern NOT_WRITABLE =
            Pattern.compile("Read-only file system|Permission denied|Mkdirs failed to create|Operation not permitted");
    private static final Pattern DAMAGED = Pattern.compile(
            "DELTA_(LOG|TRUNCATED|VERSIONS_NOT_CONTIGUOUS|STATE_RECOVER|MISSING|FILE_NOT_FOUND|CHECKPOINT|UNSUPPORTED_FEATURES_FOR_READ)"
                    + "|CANNOT_READ_FILE_FOOTER|is not a Parquet file|FAILED_READ_FILE|Could not read footer|MALFORMED_(RECORD|CSV)"
                    + "|_delta_log|corrupt|unexpected end of (file|stream|input)",
            Pattern.CASE_INSENSITIVE);

    private MachineFault() {}

    /** The sentence for a fault of the machine; empty for any other. */
    static Optional<UserException> of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            if (cause instanceof UserException told) {
                return Optional.of(withExitCodeOfItsCause(told));
            }
        }
        for (Throwable cause : causes) {
            Optional<UserException> told = told(cause);
            if (told.isPresent()) {
                return told;
            }
        }
        return causes.stream()
                .filter(cause -> DAMAGED.matcher(text(cause)).find())
                .findFirst()
                .map(cause -> Errors.damagedLake(shown(innermost(causes))));
    }

    /** The message names the place and the remedy; whether the machine is at fault follows from what it was caused by. */
    private static UserException withExitCodeOfItsCause(UserException told) {
        boolean isOfTheMachine = causes(told).stream()
                .skip(1)
                .flatMap(cause -> told(cause).stream())
                .anyMatch(fault -> fault.exitCode() == ExitCode.MACHINE);
        return isOfTheMachine ? told.endingWith(ExitCode.MACHINE) : told;
    }

    private static Optional<UserException> told(Throwable cause) {
        String text = text(cause);
        if (FULL.matcher(text).find()) {
            return Optional.of(Errors.diskFull(shown(cause)));
        }
        if (cause instanceof OutOfMemoryError || text.contains("java.lang.OutOfMemoryError")) {
            return Optional.of(Errors.tooLittleMemory(shown(cause)));
        }
        if (text.contains("System memory") && text.contains("must be at least")) {
            return Optional.of(Errors.memoryBelowMinimum(shown(cause)));
        }
        if (cause instanceof AccessDeniedException || NOT_WRITABLE.matcher(text).find()) {
            return Optional.of(Errors.notWritable(shown(cause)));
        }
        if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
            return Optional.of(Errors.vanishedFile(shown(cause)));
        }
        if (text.contains("Input/output error")) {
            return Optional.of(Errors.inputOutputError(shown(cause)));
        }
        return Optional.empty();
    }

    private static List<Throwable> causes(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        collect(thrown, seen, causes);
        return causes;
    }

    private static void collect(@Nullable Throwable thrown, Set<Throwable> seen, List<Throwable> causes) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        causes.add(thrown);
        collect(thrown.getCause(), seen, causes);
        for (Throwable suppressed : thrown.getSuppressed()) {
            collect(suppressed, seen, causes);
        }
    }

    private static Throwable innermost(List<Throwable> causes) {
        Throwable last = causes.get(0);
        while (last.getCause() != null && causes.contains(last.getCause()) && last.getCause() != last) {
            last = last.getCause();
        }
        return last;
    }

    private static String text(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    /** The first line of the message, with the kind of fault where the message alone would not tell it. */
    private static String shown(Throwable cause) {
        String line = text(cause).lines().findFirst().orElse("").strip();
        String told = line.isEmpty()
                        || line.equals("null")
                        || cause instanceof NoSuchFileException
                        || cause instanceof AccessDeniedException
                ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + line
                : line;
        return told.length() > LONGEST_CAUSE ? told.substring(0, LONGEST_CAUSE) + "..." : told;
    }
}
