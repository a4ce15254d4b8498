package dev.reposignal.collect;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers of earlier days with their entity tags. GitHub is asked whether they still hold; where they do it answers 304, which
 * costs nothing of the limit. A tag belongs to one token: with another one GitHub answers in full.
 */
final class KeptAnswers {
    /** What was not asked for again in so many days is dropped: a rota asks once a week. */
    private static final int KEPT_DAYS = 15;

    private final TreeMap<String, Kept> byAddress = new TreeMap<>();

    /**
     * An answer.
     *
     * @param usedOn the last day on which it was asked for
     */
    record Kept(String address, String etag, LocalDate usedOn, String body) {}

    /** Reads a file; one that is not there, or a damaged line, only means that GitHub is asked for the whole answer. */
    static KeptAnswers read(Path file) {
        KeptAnswers answers = new KeptAnswers();
        for (String line : WholeFiles.lines(file)) {
            Kept kept = JsonTexts.parsed(line, Kept.class);
            if (kept != null && kept.address() != null && kept.etag() != null && kept.body() != null) {
                answers.byAddress.put(kept.address(), kept);
            }
        }
        return answers;
    }

    /** Writes them without those that no day since asked for. */
    void write(Path file, LocalDate day) {
        byAddress.values().removeIf(kept -> kept.usedOn().plusDays(KEPT_DAYS).isBefore(day));
        if (!byAddress.isEmpty() || file.toFile().exists()) {
            WholeFiles.write(
                    file, byAddress.values().stream().map(JsonTexts::of).toList());
        }
    }

    Map<String, Kept> all() {
        return Map.copyOf(byAddress);
    }

    Optional<Kept> find(String address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** The request that GitHub may answer by "not modified", where an answer to it is kept. */
    Ask conditional(Ask ask) {
        return find(ask.address()).map(kept -> ask.unless(kept.etag())).orElse(ask);
    }

    /** Notes what came: a whole answer is kept for later days, one that still holds stays. */
    void note(String address, int status, @Nullable String etag, String body, LocalDate day) {
        if (status == 304) {
            find(address).ifPresent(kept -> byAddress.put(address, new Kept(address, kept.etag(), day, kept.body())));
        } else if (status == 200 && etag != null) {
            byAddress.put(address, new Kept(address, etag, day, body));
        }
    }
}
