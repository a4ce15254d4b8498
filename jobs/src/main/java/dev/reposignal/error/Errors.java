package dev.reposignal.error;

import java.util.List;

/** All user-facing errors. A message says what failed (with values), why, and what to do. */
public final class Errors {
    private Errors() {}

    public static UserException invalidSettings(List<String> problems) {
        return new UserException("Invalid configuration (%d problem%s):%n  - %s"
                .formatted(problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
    }

    public static UserException unreadableSettings(String file, String cause) {
        return new UserException(
                "Cannot read the configuration file %s: %s. Correct the file or name another with --config."
                        .formatted(file, cause));
    }

    public static UserException noSnapshots(String lake) {
        return new UserException(
                "Cannot find any snapshot in the lake %s. Load some first: reposignal ingest --lake %s PATH..."
                        .formatted(lake, lake));
    }

    public static UserException noSnapshotsOn(String day, String lake, String latest) {
        return new UserException(
                "Cannot run the night of %s: the lake %s holds no snapshot of that day (the latest is %s). Ingest that day first or choose another --date."
                        .formatted(day, lake, latest));
    }

    public static UserException lakeIsBusy(String lake) {
        return new UserException(
                "Cannot write to the lake %s: another reposignal process is writing to it. Wait for it to end, then run the command again."
                        .formatted(lake));
    }

    public static UserException missingTable(String table, String lake) {
        return new UserException(
                "Cannot read the table %s: the lake %s has none yet. Run reposignal nightly --lake %s first."
                        .formatted(table, lake, lake));
    }

    public static UserException siteIsTaken(String site, String what) {
        return new UserException(
                "Cannot publish to %s: %s that RepoSignal did not make stands there, and it would be replaced. Move it away or name another place with --site."
                        .formatted(site, what));
    }

    public static UserException cannotWriteSite(String site, Exception cause) {
        return new UserException(
                "Cannot publish to %s: %s. Make sure that the folder above it can be written and supports symbolic links, or name another place with --site."
                        .formatted(site, cause),
                cause);
    }
}
