package dev.reposignal.alert;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what is to be told of all runs that nobody has looked at: also of nights that were run again or back-filled, and of
 * those whose process ended before. Alerts are appended before a run is noted as looked at, so an end in between repeats the
 * look, and the look repeats no alert.
 */
public final class AlertRound {
    private AlertRound() {}

    /**
     * Looks at what is left to look at. Where nothing was ever looked at, the latest night alone is: the past is no news.
     *
     * @param publishable the last run of every day that can be published; nights that are held are not among them
     * @param events the events of a night
     * @return the new alerts, earliest night first
     */
    public static List<Alert> run(AlertLog log, List<NightRun> publishable, Function<NightRun, List<Alert>> events) {
        List<NightRun> runs = new ArrayList<>(publishable);
        runs.sort(Comparator.comparing(NightRun::day));
        Set<String> checked = log.checkedRuns();
        if (checked.isEmpty() && runs.size() > 1) {
            log.check(runs.subList(0, runs.size() - 1), 0);
            runs = runs.subList(runs.size() - 1, runs.size());
        }
        List<Alert> raised = new ArrayList<>();
        Known known = new Known(log.known());
        for (NightRun run : runs) {
            if (!checked.contains(run.runId())) {
                List<Alert> fresh = known.fresh(events.apply(run));
                if (!fresh.isEmpty()) {
                    log.append(fresh);
                }
                log.check(List.of(run), fresh.size());
                raised.addAll(fresh);
            }
        }
        return raised;
    }

    /** All alerts so far. */
    private static final class Known {
        private final Set<String> ids = new HashSet<>();
        private final Map<String, List<LocalDate>> days = new HashMap<>();

        Known(List<KnownAlert> alerts) {
            alerts.forEach(this::add);
        }

        /** The events that were not told; of a rule without occasions of its own, one in 28 days. */
        List<Alert> fresh(List<Alert> events) {
            List<Alert> fresh = new ArrayList<>();
            for (Alert event : events) {
                KnownAlert key = KnownAlert.of(event);
                boolean isTold = ids.contains(key.alertId())
                        || (!event.rule().hasOwnOccasion()
                                && days.getOrDefault(subject(key), List.of()).stream()
                                        .anyMatch(day -> Math.abs(ChronoUnit.DAYS.between(day, event.raisedOn()))
                                                < Alert.HORIZON_DAYS));
                if (!isTold) {
                    add(key);
                    fresh.add(event);
                }
            }
            return fresh;
        }

        private void add(KnownAlert alert) {
            ids.add(alert.alertId());
            days.computeIfAbsent(subject(alert), key -> new ArrayList<>()).add(alert.raisedOn());
        }

        private static String subject(KnownAlert alert) {
            return alert.rule().value() + "\n" + alert.subjectKey();
        }
    }
}
