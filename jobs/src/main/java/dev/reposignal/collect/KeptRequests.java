package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Requests by GET whose answers are kept in the journal: one that was answered before is not sent again. */
final class KeptRequests {
    private final GitHub github;
    private final Journal journal;
    private final Waiting waiting;

    KeptRequests(GitHub github, Journal journal, Waiting waiting) {
        this.github = github;
        this.journal = journal;
        this.waiting = waiting;
    }

    String api() {
        return github.api();
    }

    Journal.Entry get(Ask ask) throws Unanswered {
        Optional<Journal.Entry> known = journal.find(ask);
        if (known.isPresent()) {
            return known.get();
        }
        Answer answer = github.get(ask);
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
