package dev.reposignal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.AlertRule;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertRoundTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    @Test
    void thousandRandomSchedules_tellNothingTwiceForgetNothingAndTellNothingOfAHeldNight() {
        int told = 0;
        int crashes = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Schedule schedule = new Schedule(seed);
            schedule.run();
            schedule.check();
            told += schedule.log.alerts.size();
            crashes += schedule.log.crashes;
        }
        // The schedules did what they are for.
        assertThat(told).isGreaterThan(15_000);
        assertThat(crashes).isGreaterThan(2_000);
    }

    @Test
    void lakeWithoutAnyCheck_tellsOnlyTheLatestNight() {
        Log log = new Log(new Random(1));
        log.crashRate = 0;
        List<NightRun> runs = List.of(new NightRun("a", FIRST), new NightRun("b", FIRST.plusDays(1)));

        List<Alert> raised = AlertRound.run(log, runs, run -> List.of(alert(run.day(), AlertRule.SURFACED, "x")));

        assertThat(raised).extracting(Alert::raisedOn).containsExactly(FIRST.plusDays(1));
        assertThat(log.checkedRuns()).containsExactlyInAnyOrder("a", "b");
        assertThat(AlertRound.run(log, runs, run -> {
                    throw new AssertionError("looked again");
                }))
                .isEmpty();
    }

    @Test
    void eventOfARuleWithOccasions_isToldForEachOfThem() {
        Log log = new Log(new Random(1));
        log.crashRate = 0;
        Alert hundred = milestone(FIRST, "100");
        Alert thousand = milestone(FIRST.plusDays(1), "1000");

        AlertRound.run(log, List.of(new NightRun("a", FIRST)), run -> List.of(hundred));
        AlertRound.run(log, List.of(new NightRun("b", FIRST.plusDays(1))), run -> List.of(thousand, hundred));

        assertThat(log.alerts).extracting(Alert::occasion).containsExactly("100", "1000");
    }

    private static Alert milestone(LocalDate day, String occasion) {
        return new Alert(
                day,
                AlertRule.MILESTONE,
                "repository",
                "x",
                "x",
                occasion,
                "x passed " + occasion,
                null,
                "",
                5L,
                null,
                List.of());
    }

    private static Alert alert(LocalDate day, AlertRule rule, String subject) {
        String occasion = rule.hasOwnOccasion() ? "of " + subject : day.toString();
        return new Alert(
                day,
                rule,
                "repository",
                subject,
                subject,
                occasion,
                subject + " " + rule.value(),
                null,
                "",
                null,
                null,
                List.of());
    }

    /** Nights of 60 days in a random order, with held ones, runs again, back-fills and ends of the process anywhere. */
    private static final class Schedule {
        private final Random random;
        private final Log log;

        /** The events of each day, whatever happens to its nights. */
        private final Map<LocalDate, List<Alert>> world = new TreeMap<>();

        /** The last run of each day that can be published. */
        private final Map<LocalDate, NightRun> publishable = new TreeMap<>();

        private final Set<LocalDate> heldForEver = new HashSet<>();
        private final int seed;
        private int runs;

        Schedule(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.log = new Log(random);
            for (int day = 0; day < 60; day++) {
                LocalDate date = FIRST.plusDays(day);
                List<Alert> events = new ArrayList<>();
                for (AlertRule rule : List.of(AlertRule.SURFACED, AlertRule.BURST, AlertRule.MILESTONE)) {
                    for (String subject : List.of("a", "b", "c", "d")) {
                        if (random.nextInt(12) == 0) {
                            events.add(alert(date, rule, subject));
                        }
                    }
                }
                world.put(date, events);
                if (day > 0 && random.nextInt(10) == 0) {
                    heldForEver.add(date);
                }
            }
        }

        void run() {
            // A first night that is looked at, so that all later ones are.
            log.crashRate = 0;
            night(FIRST);
            log.crashRate = 0.15;
            List<LocalDate> left = new ArrayList<>(world.keySet());
            left.remove(FIRST);
            while (!left.isEmpty()) {
                switch (random.nextInt(10)) {
                    case 0 -> night(FIRST.plusDays(random.nextInt(60))); // run again, or early
                    case 1 -> night(left.remove(random.nextInt(left.size()))); // back-filled or early
                    case 2 -> { // held at first, and published when it is run again
                        LocalDate day = left.get(0);
                        publishable.remove(day);
                        look();
                    }
                    default -> night(left.remove(0));
                }
            }
            log.crashRate = 0;
            look();
        }

        private void night(LocalDate day) {
            if (heldForEver.contains(day)) {
                publishable.remove(day);
            } else {
                publishable.put(day, new NightRun("run-%d".formatted(runs++), day));
            }
            look();
        }

        private void look() {
            try {
                AlertRound.run(log, List.copyOf(publishable.values()), run -> {
                    assertThat(publishable).containsValue(run);
                    return world.getOrDefault(run.day(), List.of());
                });
            } catch (Killed e) {
                // The next night goes on.
            }
        }

        void check() {
            Map<String, List<Alert>> bySubject = new HashMap<>();
            Set<String> ids = new HashSet<>();
            for (Alert alert : log.alerts) {
                assertThat(ids.add(alert.alertId()))
                        .as("seed %d: %s twice", seed, alert)
                        .isTrue();
                assertThat(heldForEver).as("seed %d", seed).doesNotContain(alert.raisedOn());
                bySubject
                        .computeIfAbsent(alert.rule() + alert.subjectKey(), key -> new ArrayList<>())
                        .add(alert);
            }
            for (LocalDate day : publishable.keySet()) {
                for (Alert event : world.getOrDefault(day, List.of())) {
                    List<Alert> told = bySubject.getOrDefault(event.rule() + event.subjectKey(), List.of());
                    assertThat(told)
                            .as("seed %d: %s is missing", seed, event)
                            .anyMatch(alert -> event.rule().hasOwnOccasion()
                                    ? alert.occasion().equals(event.occasion())
                                    : distance(alert, event) < Alert.HORIZON_DAYS);
                }
            }
            bySubject
                    .values()
                    .forEach(told -> told.forEach(one -> told.forEach(other -> {
                        if (!one.equals(other) && !one.rule().hasOwnOccasion()) {
                            assertThat(distance(one, other))
                                    .as("seed %d: %s", seed, one)
                                    .isGreaterThanOrEqualTo(28);
                        }
                    })));
        }

        private static long distance(Alert one, Alert other) {
            return Math.abs(ChronoUnit.DAYS.between(one.raisedOn(), other.raisedOn()));
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A log whose process ends before or after a write. */
    private static final class Log implements AlertLog {
        private final Random random;
        private final List<Alert> alerts = new ArrayList<>();
        private final Set<String> checked = new HashSet<>();
        private double crashRate;
        private int crashes;

        Log(Random random) {
            this.random = random;
        }

        @Override
        public List<KnownAlert> known() {
            return alerts.stream().map(KnownAlert::of).toList();
        }

        @Override
        public Set<String> checkedRuns() {
            return Set.copyOf(checked);
        }

        @Override
        public void append(List<Alert> fresh) {
            end();
            alerts.addAll(fresh);
            end();
        }

        @Override
        public void check(Collection<NightRun> runs, int count) {
            end();
            runs.forEach(run -> checked.add(run.runId()));
            end();
        }

        private void end() {
            if (random.nextDouble() < crashRate) {
                crashes++;
                throw new Killed();
            }
        }
    }
}
