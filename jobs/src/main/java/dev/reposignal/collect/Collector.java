package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.config.Settings;
import dev.reposignal.watch.Watchlists;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the star counts of a day: asks GitHub for everything the census follows, writes the answers and a file for
 * ingest, and brings the census up to date. Ended at any moment and started again, it goes on where it was.
 */
public final class Collector {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

    /** GitHub allows 30 searches a minute. */
    private static final Duration SEARCH_PACE = Duration.ofMillis(2_100);

    /** What a rota checks is read once in so many days. */
    private static final int HISTORY_DAYS = 7;

    private final CollectFolders folders;
    private final Settings.Collect settings;
    private final Transport transport;
    private final Waiting waiting;
    private final CollectProgress progress;
    private final Duration firstRetry;
    private final Watchlists watched;

    /** With a token, over HTTP. */
    public Collector(
            CollectFolders folders, Settings.Collect settings, Token token, Waiting waiting, CollectProgress progress) {
        this(folders, settings, new HttpTransport(token), waiting, progress, FIRST_RETRY, Watchlists.NONE);
    }

    Collector(
            CollectFolders folders,
            Settings.Collect settings,
            Transport transport,
            Waiting waiting,
            CollectProgress progress,
            Duration firstRetry) {
        this(folders, settings, transport, waiting, progress, firstRetry, Watchlists.NONE);
    }

    private Collector(
            CollectFolders folders,
            Settings.Collect settings,
            Transport transport,
            Waiting waiting,
            CollectProgress progress,
            Duration firstRetry,
            Watchlists watched) {
        this.folders = folders;
        this.settings = settings;
        this.transport = transport;
        this.waiting = waiting;
        this.progress = progress;
        this.firstRetry = firstRetry;
        this.watched = watched;
    }

    /** The same where watchlists name more to follow: asked for first where the points run out, and never left. */
    public Collector watching(Watchlists lists) {
        return new Collector(folders, settings, transport, waiting, progress, firstRetry, lists);
    }

    /**
     * Collects a day, after it has closed the unfinished collections of earlier days with what they have.
     *
     * @param day the present day: GitHub gives no counts of another
     * @return the days collected now, earliest first; empty where the day is complete already
     */
    public List<CollectReport> collect(LocalDate day) {
        List<CollectReport> reports = new ArrayList<>();
        for (LocalDate earlier : folders.unfinished()) {
            if (earlier.isBefore(day)) {
                progress.warned(
                        "the collection of %s was not finished: it is closed with what it has".formatted(earlier));
                reports.add(new Night(earlier, Instant.MIN).run());
            }
        }
        if (!Files.exists(folders.report(day))) {
            reports.add(new Night(day, waiting.now().plus(Duration.ofMinutes(settings.minutes()))).run());
        }
        return reports;
    }

    /** What a collection would ask for and cost, without asking. */
    public static NightPrice price(CollectFolders folders, Settings.Collect settings, LocalDate day) {
        return NightPrice.of(Census.read(folders.census()), settings, day);
    }

    private final class Night {
        private final LocalDate day;
        private final Census census = Census.read(folders.census());
        private final Journal journal;
        private final Instant startedAt;
        private final GitHub github;
        private final Poll poll;
        private final KeptAnswers kept = KeptAnswers.read(folders.keptHistories());
        private final KeptRequests requests;

        /** Rows of the day by id. */
        private final Map<Long, Observed> rows = new TreeMap<>();

        /** What watchlists name, also by former names. */
        private final Set<String> watchedKeys = new HashSet<>();

        /** Finished days of the star histories that were read, by id. */
        private final TreeMap<Long, List<StarHistory.Day>> histories = new TreeMap<>();

        private int missing;
        private int failed;
        private int asked;
        private int paused;
        private int gone;

        Night(LocalDate day, Instant deadline) {
            this.day = day;
            this.journal = Journal.open(folders.journal(day));
            Instant now = waiting.now();
            this.startedAt =
                    journal.entries().isEmpty() ? now : journal.entries().get(0).at();
            this.github = new GitHub(
                    settings.api(),
                    transport,
                    waiting,
                    new Budget(waiting, settings.pointReserve(), deadline, SEARCH_PACE),
                    firstRetry,
                    progress::warned);
            this.poll = new Poll(github, journal, waiting, progress);
            this.requests = new KeptRequests(github, journal, waiting, kept);
        }

        CollectReport run() {
            watched.repositories().forEach(name -> census.watch(name, day));
            List<Followed> order = census.byNeed(day, settings.youngDays(), watched);
            asked = order.size();
            askByName(order.stream().filter(each -> each.nodeId() == null).toList());
            askById(order.stream().filter(each -> each.nodeId() != null).toList());
            discover();
            readHistories();
            leave();
            return finish();
        }

        private void askByName(List<Followed> unknown) {
            Map<String, Followed> byName = new LinkedHashMap<>();
            unknown.forEach(each -> byName.put(each.fullName(), each));
            Poll.Answers answers = poll.ask(Query.NAMES, List.copyOf(byName.keySet()));
            byName.forEach((name, each) -> take(each, name, answers));
        }

        private void askById(List<Followed> known) {
            Map<String, Followed> byNodeId = new LinkedHashMap<>();
            known.forEach(each -> byNodeId.put(Objects.requireNonNull(each.nodeId()), each));
            Set<String> due = new LinkedHashSet<>(dueForDetails(known));
            Poll.Answers detailed = poll.ask(Query.DETAILS, List.copyOf(due));
            // What the longer query could not get, the short one may.
            List<String> plain = byNodeId.keySet().stream()
                    .filter(id -> !due.contains(id) || detailed.failed().contains(id))
                    .toList();
            Poll.Answers answers = poll.ask(Query.POLL, plain);
            Set<String> ofDetails = new HashSet<>(due);
            ofDetails.removeAll(detailed.failed());
            byNodeId.forEach((id, each) -> take(each, id, ofDetails.contains(id) ? detailed : answers));
        }

        /** Topics and open issues of a share of what is followed each night, longest unasked first. */
        private List<String> dueForDetails(List<Followed> known) {
            int share = (known.size() + settings.detailsDays() - 1) / settings.detailsDays();
            return known.stream()
                    .filter(each -> each.topicsOn() == null
                            || !each.topicsOn().plusDays(settings.detailsDays()).isAfter(day))
                    .sorted(Comparator.comparing(each -> each.topicsOn() == null ? LocalDate.MIN : each.topicsOn()))
                    .limit(share)
                    .map(each -> Objects.requireNonNull(each.nodeId()))
                    .toList();
        }

        private void take(Followed asked, String key, Poll.Answers answers) {
            // Another name of the same repository may have changed it meanwhile.
            Followed before = census.current(asked);
            Observed observed = answers.present().get(key);
            if (observed == null && answers.missing().contains(key)) {
                observed = lookById(before).orElse(null);
                if (observed == null) {
                    missing++;
                    return;
                }
            }
            if (observed == null) {
                failed++;
                return;
            }
            Followed after = before.seen(observed, day);
            if (watched.names(before.fullName())) {
                // A list may name it by a former name.
                watchedKeys.add(after.key());
            }
            if (rows.put(observed.repoId(), observed.withTopics(after.topics())) != null) {
                // A former name of what is followed already: one repository, asked for twice.
                this.asked--;
            }
            census.replace(before, after);
        }

        /** What is missing for some nights in a row is looked for once by its numeric id before it counts as gone. */
        private Optional<Observed> lookById(Followed before) {
            Followed missed = before.missed(day);
            census.replace(before, missed);
            if (missed.missingNights() < settings.goneAfterNights()) {
                return Optional.empty();
            }
            if (missed.repoId() == null) {
                leave(missed, FollowState.GONE, "GitHub has no repository of this name");
                return Optional.empty();
            }
            Ask ask = Ask.get("repositories", Ask.Resource.REST, settings.api() + "/repositories/" + missed.repoId());
            try {
                Journal.Entry entry = requests.get(ask);
                if (entry.status() == 200) {
                    JsonNode tree = JsonTexts.parsed(entry.body());
                    return tree == null ? Optional.empty() : Optional.ofNullable(Observed.ofRest(tree, entry.at()));
                }
                if (entry.status() != 301) {
                    leave(missed, FollowState.GONE, "GitHub answers %d to its id".formatted(entry.status()));
                }
            } catch (Unanswered e) {
                progress.warned("%s is missing and could not be looked for by its id: %s"
                        .formatted(missed.fullName(), e.getMessage()));
            }
            return Optional.empty();
        }

        private void leave(Followed each, FollowState state, String why) {
            census.put(each.in(state, why, day));
            if (state == FollowState.GONE) {
                gone++;
            } else {
                paused++;
            }
        }

        /** Follows what the searches and the hints find, with a row of this day, as far as the rules admit it. */
        private void discover() {
            Discovery discovery = new Discovery(settings, new Search(requests, progress::warned), progress);
            for (Discovery.Find find : discovery.finds(day, watched.owners())) {
                admit(find.observed(), find.by());
            }
            Map<String, String> hints = new Hints(settings, requests, progress).names(day);
            List<String> unknown = hints.keySet().stream()
                    .filter(name ->
                            census.byName(name).filter(Followed::isFollowed).isEmpty())
                    .toList();
            Poll.Answers answers = poll.ask(Query.HINTS, unknown);
            answers.present().values().forEach(observed -> admit(observed, FoundBy.HINT));
        }

        private void admit(Observed observed, FoundBy by) {
            Followed known = census.byId(observed.repoId()).orElse(null);
            if (Discovery.whyNot(settings, census, observed).isPresent() || (known != null && known.isFollowed())) {
                return;
            }
            Followed followed = known == null
                    ? Followed.found(observed, by, day)
                    : known.in(FollowState.FOLLOWED, "found again", day).seen(observed, day);
            census.put(followed);
            rows.put(observed.repoId(), observed.withTopics(followed.topics()));
        }

        /**
         * Reads the star history of what is new or back since a gap, then of what a rota checks, longest unread first; as many
         * as the settings allow.
         */
        private void readHistories() {
            Set<Long> checked = Audit.read(folders.audit());
            Comparator<Followed> order = Comparator.comparing((Followed each) -> isNew(each) ? 0 : 1)
                    .thenComparing(each -> each.historyOn() == null ? LocalDate.MIN : each.historyOn())
                    .thenComparing(each -> Objects.requireNonNull(each.repoId()));
            List<Followed> due = census.all().stream()
                    .filter(each -> each.repoId() != null && rows.containsKey(each.repoId()))
                    .filter(each -> isNew(each) || (checked.contains(each.repoId()) && isDueForHistory(each)))
                    .sorted(order)
                    .limit(settings.historyRequests())
                    .toList();
            int done = 0;
            for (Followed each : due) {
                try {
                    Journal.Entry entry = requests.get(StarHistory.ask(settings.api(), each.fullName()));
                    JsonNode answer = entry.status() == 200 ? JsonTexts.parsed(entry.body()) : null;
                    if (answer != null && answer.isArray()) {
                        long id = Objects.requireNonNull(each.repoId());
                        histories.put(
                                id,
                                StarHistory.days(
                                        answer,
                                        Objects.requireNonNull(rows.get(id)).stars(),
                                        day,
                                        entry.at()));
                    }
                    census.put(each.withHistory(day));
                } catch (Unanswered e) {
                    if (e.why() == Unanswered.Why.NO_BUDGET) {
                        progress.warned("star histories ended early: " + e.getMessage());
                        return;
                    }
                    // A 403 in the middle of a walk is reported of single repositories: the next one may be open.
                }
                progress.at(StarHistory.STEP, ++done, due.size(), null);
            }
        }

        /** Whether its days before this one were not observed: found, followed or back today. */
        private boolean isNew(Followed each) {
            return !day.equals(each.historyOn()) && (day.equals(each.firstSeenOn()) || day.equals(each.stateOn()));
        }

        private boolean isDueForHistory(Followed each) {
            return each.historyOn() == null
                    || !each.historyOn().plusDays(HISTORY_DAYS).isAfter(day);
        }

        private void leave() {
            Leaving leaving = new Leaving(settings, watched);
            for (Followed each : census.all()) {
                Optional<String> reason = watchedKeys.contains(each.key()) ? Optional.empty() : leaving.why(each, day);
                reason.ifPresent(why -> leave(each, FollowState.PAUSED, why));
            }
        }

        /** Writes the files, the census and last the report, each whole; a repetition writes the same. */
        private CollectReport finish() {
            Map<String, List<String>> answers = new TreeMap<>();
            for (Journal.Entry entry : journal.entries()) {
                answers.computeIfAbsent(entry.step(), step -> new ArrayList<>()).add(answerLine(entry));
            }
            answers.forEach((step, lines) -> WholeFiles.write(folders.answers(day, step), lines));
            int present = asked - missing - failed;
            if (!rows.isEmpty()) {
                WholeFiles.write(folders.snapshots(day), SnapshotLines.of(day, rows.values()));
            }
            if (!histories.isEmpty()) {
                WholeFiles.write(folders.histories(day), StarHistory.lines(day, histories));
            }
            requests.noteAnswers(day);
            kept.write(folders.keptHistories(), day);
            census.write(folders.census());
            CollectReport report = new CollectReport(
                    day,
                    asked,
                    present,
                    missing,
                    failed,
                    rows.size() - present,
                    paused,
                    gone,
                    census.followed(),
                    requests(Ask.Resource.GRAPHQL),
                    requests(Ask.Resource.SEARCH),
                    requests(Ask.Resource.REST),
                    notModified(),
                    journal.entries().stream().mapToLong(Journal.Entry::points).sum(),
                    github.pointsLeft(),
                    startedAt,
                    waiting.now(),
                    poll.stopped());
            WholeFiles.write(folders.report(day), List.of(JsonTexts.of(report)));
            journal.remove();
            return report;
        }

        private int notModified() {
            return (int) journal.entries().stream()
                    .filter(entry -> entry.status() == 304)
                    .count();
        }

        private int requests(Ask.Resource resource) {
            return github.requests(resource);
        }

        private String answerLine(Journal.Entry entry) {
            ObjectNode line = JsonTexts.object();
            line.put("at", entry.at().toString());
            if (entry.key().isEmpty()) {
                line.putPOJO("asked", entry.keys());
            } else {
                line.put("asked", entry.key());
            }
            line.put("status", entry.status());
            JsonNode tree = JsonTexts.parsed(entry.body());
            if (tree == null) {
                line.put("answer", entry.body());
            } else {
                line.set("answer", tree);
            }
            return JsonTexts.of(line);
        }
    }
}
