package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Requests by GET whose answers are kept: one that the journal of the day has is not sent again, and one of an earlier day is
 * sent with the tag of its answer.
 */
final class KeptRequests {
    private final GitHub github;
    private final Journal journal;
    private final Waiting waiting;
    private final KeptAnswers answers;

    KeptRequests(GitHub github, Journal journal, Waiting waiting, KeptAnswers answers) {
        this.github = github;
        this.journal = journal;
        this.waiting = waiting;
        this.answers = answers;
    }

    String api() {
        return github.api();
    }

    /** The answer; where it has not changed since an earlier day, the one of that day with status 200. */
    Journal.Entry get(Ask ask) throws Unanswered {
        Optional<Journal.Entry> known = journal.find(ask);
        return whole(known.isPresent() ? known.get() : sent(ask));
    }

    private Journal.Entry sent(Ask ask) throws Unanswered {
        Answer answer = github.get(answers.conditional(ask));
        Journal.Entry entry = new Journal.Entry(
                ask.step(),
                ask.key(),
                List.of(),
                0,
                0,
                0,
                waiting.now(),
                answer.status(),
                answer.headers(),
                withoutPrivate(answer.body()));
        journal.save(entry);
        return entry;
    }

    private Journal.Entry whole(Journal.Entry entry) throws Unanswered {
        if (entry.status() != 304) {
            return entry;
        }
        KeptAnswers.Kept kept = answers.find(entry.key())
                .orElseThrow(() -> new Unanswered(Unanswered.Why.FAILED, "the answer that did not change is lost"));
        return entry.answered(200, kept.body());
    }

    /**
     * Notes the answers of a day, so that a later day asks whether they have changed: the star histories alone. A search has
     * the counts of a hundred repositories, which never stay the same together.
     */
    void noteAnswers(LocalDate day) {
        journal.entries(StarHistory.STEP)
                .forEach(entry -> answers.note(
                        entry.key(), entry.status(), entry.headers().get("etag"), entry.body(), day));
    }

    /** A token may see what is not public: that is never written to a file. */
    private static String withoutPrivate(String body) {
        JsonNode tree = JsonTexts.parsed(body);
        if (tree == null) {
            return body;
        }
        if (tree.path("private").asBoolean(false)) {
            return "{\"private\":true}";
        }
        boolean isChanged = false;
        for (JsonNode item : tree.path("items")) {
            if (item.path("private").asBoolean(false) && item instanceof ObjectNode object) {
                object.removeAll();
                object.put("private", true);
                isChanged = true;
            }
        }
        return isChanged ? tree.toString() : body;
    }
}
