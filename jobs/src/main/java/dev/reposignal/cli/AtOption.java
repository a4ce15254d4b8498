package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.LakeSession;
import dev.reposignal.query.PastNight;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --at}: the tables as one night wrote them. */
final class AtOption {
    @Option(
            names = "--at",
            paramLabel = "NIGHT",
            description = {
                "The tables as a night wrote them: a day (its last published run), a run_id such as 2026-03-06-0001,",
                "or a version of the table runs (default: the present tables)."
            })
    private @Nullable String at;

    /** @throws dev.reposignal.error.UserException where there is no lake: a table that is missing in one merely has no rows */
    LakeSession session(Lake lake) {
        if (lake.isEmpty()) {
            throw Errors.noLake(lake.root());
        }
        return at == null ? LakeSession.now(lake) : LakeSession.asOf(lake, PastNight.named(lake, at));
    }
}
