package dev.reposignal.article;

import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Trend;
import java.util.Optional;

/** What became of what the article before said: its trends, and the largest repository of the largest field where it turned. */
final class LastTime {
    /** Part of the stars a day of then from which a trend has held. */
    private static final double HELD = 0.95;
    /** Part of a rise that may be left where it is as good as gone. */
    private static final double LOST = 0.2;
    /** Shares of a field that are further apart are those of other repositories. */
    private static final double SAME_FIELD = 0.05;
    /** Growth from which a repository clearly sped up or slowed down. */
    private static final double CLEAR = 0.15;

    private LastTime() {}

    /** The sentences; none where nothing of it can be said. */
    static Sentence said(ArticleInputs inputs, PhraseContext night, ArticleComposer composer) {
        Sentence sentence = composer.sentence();
        if (inputs.summary().previousDay() == null) {
            return sentence;
        }
        inputs.earlier().trends().stream().filter(Trend::isTrend).limit(1).forEach(earlier -> now(inputs, earlier)
                .ifPresent(trend -> sentence.frame(
                        slot(trend, earlier), night.with("earlier", earlier).with("trend", trend))));
        inputs.fields().stream()
                .findFirst()
                .filter(field -> inputs.earlier().trends().stream()
                        .anyMatch(earlier -> earlier.subjectType().equals(field.subjectType())
                                && earlier.subjectKey().equals(field.subjectKey())
                                && hasOthers(field, earlier)))
                .ifPresent(field -> sentence.frame("last-field-other", night.with("field", field)));
        leader(inputs).ifPresent(now -> then(inputs, now)
                .filter(earlier -> turned(now, earlier))
                .ifPresent(earlier -> sentence.frame(
                        growth(now) > 0 ? "last-leader-back" : "last-leader-cooled",
                        night.with("leader", now).with("earlier", earlier))));
        return sentence;
    }

    private static String slot(Trend trend, Trend earlier) {
        if (trend.weekVelocity() >= earlier.weekVelocity() * HELD) {
            return "last-trend-held";
        }
        double kept =
                (trend.weekVelocity() - earlier.beforeVelocity()) / (earlier.weekVelocity() - earlier.beforeVelocity());
        return kept <= LOST ? "last-trend-lost" : "last-trend-faded";
    }

    /** The largest field, where its share of the weeks before is far from that of the article before: it has other repositories. */
    private static boolean hasOthers(Trend now, Trend earlier) {
        return now.beforeShare() != null
                && earlier.weekShare() != null
                && Math.abs(now.beforeShare() - earlier.weekShare()) > SAME_FIELD;
    }

    /** The same subject tonight. */
    private static Optional<Trend> now(ArticleInputs inputs, Trend earlier) {
        return inputs.trends().stream()
                .filter(trend -> trend.subjectType().equals(earlier.subjectType())
                        && trend.subjectKey().equals(earlier.subjectKey()))
                .findFirst();
    }

    private static Optional<Movement> leader(ArticleInputs inputs) {
        return inputs.fields().stream()
                .findFirst()
                .flatMap(field -> Optional.ofNullable(field.leaderRepoKey()))
                .flatMap(inputs::movement);
    }

    private static Optional<Movement> then(ArticleInputs inputs, Movement now) {
        return inputs.earlier().movements().stream()
                .filter(row -> row.repoKey().equals(now.repoKey()))
                .findFirst();
    }

    private static boolean turned(Movement now, Movement earlier) {
        return Math.abs(growth(now)) >= CLEAR
                && Math.abs(growth(earlier)) >= CLEAR
                && growth(now) * growth(earlier) < 0;
    }

    private static double growth(Movement row) {
        return row.growth() == null ? 0 : row.growth();
    }
}
