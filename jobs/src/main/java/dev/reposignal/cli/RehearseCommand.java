package dev.reposignal.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code reposignal rehearse}: does a little of everything in one process, so that the launcher can keep the classes this
 * loads in an archive.
 */
@Command(
        name = "rehearse",
        description = "Loads a sample into a lake and asks it some questions; for the launcher.",
        hidden = true)
final class RehearseCommand implements Callable<Integer> {
    /** Together they touch what most questions touch: windows, joins, groups, subqueries, lists, a wrong name. */
    private static final List<String> QUESTIONS = List.of(
            "SELECT full_name, flags FROM latest_signals ORDER BY signal_rank LIMIT 5",
            "SELECT * FROM repo_history WHERE full_name = 'svelmura/murmurbox' ORDER BY snapshot_date",
            "SELECT language, count(*) AS repos, avg(stars) FROM snapshots GROUP BY language ORDER BY repos DESC",
            "SELECT label, best_repos FROM cluster_overview ORDER BY forming_rank",
            "SELECT nothing FROM snapshots");

    @Parameters(index = "0", paramLabel = "LAKE")
    private String lake = "";

    @Parameters(index = "1", paramLabel = "SAMPLE")
    private String sample = "";

    @Override
    public Integer call() {
        run("ingest", "--lake", lake, sample);
        QUESTIONS.forEach(question -> run("sql", "--lake", lake, question));
        run("explain", "--lake", lake, "svelmura/murmurbox");
        return CommandLines.DONE;
    }

    private static void run(String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLines.run(nowhere, nowhere, arguments);
    }
}
