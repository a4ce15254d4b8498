package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for many repositories in batches. A batch that is too much for GitHub is halved and grows again after twenty good
 * ones; every answer is in the journal before the next request.
 */
final class Poll {
    /** Below so many a failing batch is no question of size. */
    private static final int SMALLEST = 5;

    private static final int GOOD_BEFORE_GROWTH = 20;
    private static final int GROWTH = 10;
    private static final int GOOD_BEFORE_CHANCE = 5;

    /**
     * In place of the count of good batches: the full size failed once after five good ones, which is chance rather than size,
     * and comes back after two good ones.
     */
    private static final int BY_CHANCE = 1_000_000;

    /** Batches without an answer in a row after which GitHub is taken to be down. */
    private static final int FAILURES_BEFORE_STOP = 3;

    private final GitHub github;
    private final Journal journal;
    private final Waiting waiting;
    private final CollectProgress progress;
    private @Nullable String stopped;

    /**
     * What became of the repositories asked for; each is in one of the three.
     *
     * @param missing GitHub has no public repository of that id or name
     * @param failed not answered
     */
    record Answers(Map<String, Observed> present, Set<String> missing, Set<String> failed) {}

    Poll(GitHub github, Journal journal, Waiting waiting, CollectProgress progress) {
        this.github = github;
        this.journal = journal;
        this.waiting = waiting;
        this.progress = progress;
    }

    /** Why it asked no further; null where it asked for everything. */
    @Nullable
    String stopped() {
        return stopped;
    }

    Answers ask(Query query, List<String> keys) {
        Run run = new Run(query, keys);
        run.go();
        return run.answers();
    }

    private final class Run {
        private final Query query;
        private final Set<String> asked;
        private final Map<String, Observed> present = new LinkedHashMap<>();
        private final Set<String> missing = new LinkedHashSet<>();
        private final Map<String, Integer> unanswered = new LinkedHashMap<>();
        private int batch;
        private int good;

        Run(Query query, List<String> keys) {
            this.query = query;
            this.asked = new LinkedHashSet<>(keys);
            this.batch = query.largest();
        }

        void go() {
            for (Journal.Entry entry : journal.entries(query.step())) {
                take(entry);
            }
            Deque<String> queue = queue();
            Instant from = waiting.now();
            int before = asked.size() - queue.size();
            int failures = 0;
            while (!queue.isEmpty() && stopped == null) {
                List<String> part = new ArrayList<>();
                while (part.size() < batch && !queue.isEmpty()) {
                    part.add(queue.poll());
                }
                try {
                    Answer answer = github.query(query.ask(github.api(), part));
                    failures = 0;
                    save(part, answer);
                    part.stream()
                            .filter(key -> !isDone(key) && unanswered.getOrDefault(key, 0) < 2)
                            .forEach(queue::add);
                } catch (Unanswered e) {
                    boolean isTooLarge = e.why() == Unanswered.Why.TOO_LARGE && part.size() > SMALLEST;
                    if (isTooLarge) {
                        boolean isByChance = part.size() == query.largest() && good >= GOOD_BEFORE_CHANCE;
                        batch = Math.max(SMALLEST, part.size() / 2);
                        good = isByChance ? BY_CHANCE : 0;
                        List<String> again = new ArrayList<>(part);
                        java.util.Collections.reverse(again);
                        again.forEach(queue::addFirst);
                    } else if (e.why() == Unanswered.Why.NO_BUDGET) {
                        stopped = e.getMessage();
                    } else {
                        part.forEach(key -> unanswered.merge(key, 1, Integer::sum));
                        part.stream()
                                .filter(key -> unanswered.getOrDefault(key, 0) < 2)
                                .forEach(queue::add);
                        if (++failures >= FAILURES_BEFORE_STOP) {
                            stopped = "no answer to %d requests in a row (%s)".formatted(failures, e.getMessage());
                        }
                    }
                }
                int done = present.size() + missing.size();
                progress.at(query.step(), done, asked.size(), left(from, done - before, asked.size() - done));
            }
        }

        /** What is not answered yet; what GitHub could not say last, in the order it was asked, so that a restart asks the same. */
        private Deque<String> queue() {
            Deque<String> queue = new ArrayDeque<>();
            asked.stream()
                    .filter(key -> !isDone(key) && !unanswered.containsKey(key))
                    .forEach(queue::add);
            unanswered.forEach((key, times) -> {
                if (times < 2 && asked.contains(key) && !isDone(key)) {
                    queue.add(key);
                }
            });
            return queue;
        }

        private @Nullable Duration left(Instant from, int done, int rest) {
            return done <= 0
                    ? null
                    : Duration.between(from, waiting.now()).multipliedBy(rest).dividedBy(done);
        }

        private boolean isDone(String key) {
            return present.containsKey(key) || missing.contains(key);
        }

        private void save(List<String> part, Answer answer) {
            JsonNode tree = java.util.Objects.requireNonNull(JsonTexts.parsed(answer.body()));
            boolean isPrivate = false;
            for (int i = 0; i < part.size(); i++) {
                if (query.node(tree, i).path("isPrivate").asBoolean(false)) {
                    // A token may see what is not public: that is never written to a file.
                    query.clear(tree, i);
                    isPrivate = true;
                }
            }
            good++;
            if (good >= BY_CHANCE + 2) {
                batch = query.largest();
                good = 0;
            } else if (good >= GOOD_BEFORE_GROWTH && good < BY_CHANCE && batch < query.largest()) {
                batch = Math.min(query.largest(), batch + GROWTH);
                good = 0;
            }
            Journal.Entry entry = new Journal.Entry(
                    query.step(),
                    "",
                    part,
                    batch,
                    good,
                    tree.path("data").path("rateLimit").path("cost").asLong(0),
                    waiting.now(),
                    answer.status(),
                    Map.of(),
                    isPrivate ? tree.toString() : answer.body());
            journal.save(entry);
            take(entry);
        }

        private void take(Journal.Entry entry) {
            JsonNode tree = java.util.Objects.requireNonNull(JsonTexts.parsed(entry.body()));
            batch = entry.batch();
            good = entry.good();
            for (int i = 0; i < entry.keys().size(); i++) {
                String key = entry.keys().get(i);
                Observed observed = Observed.ofGraphql(query.node(tree, i), entry.at());
                if (!asked.contains(key)) {
                    continue;
                }
                if (observed != null) {
                    present.put(key, observed);
                } else if (isFault(tree, i)) {
                    unanswered.merge(key, 1, Integer::sum);
                } else {
                    missing.add(key);
                }
            }
        }

        /** Whether GitHub could not say, rather than that there is none: any error but these. */
        private boolean isFault(JsonNode tree, int position) {
            Set<String> certain = Set.of("NOT_FOUND", "FORBIDDEN");
            for (JsonNode error : tree.path("errors")) {
                if (query.isAbout(error, position)
                        && !certain.contains(error.path("type").asText(""))) {
                    return true;
                }
            }
            return false;
        }

        Answers answers() {
            Set<String> failed = new HashSet<>(asked);
            failed.removeAll(present.keySet());
            failed.removeAll(missing);
            return new Answers(present, missing, failed);
        }
    }
}
