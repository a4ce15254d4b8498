package dev.reposignal.alert;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What was told and which runs were looked at; each call is whole or nothing, and a process may end between two. */
public interface AlertLog {
    List<KnownAlert> known();

    /** The run_ids that were looked at. */
    Set<String> checkedRuns();

    void append(List<Alert> alerts);

    /** Notes that runs were looked at. */
    void check(Collection<NightRun> runs, int alerts);
}
