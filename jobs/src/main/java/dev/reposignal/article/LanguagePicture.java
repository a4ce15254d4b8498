package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Picture;
import dev.reposignal.article.PictureInputs.LanguageDay;
import dev.reposignal.chart.ShareChart;
import dev.reposignal.row.Rows.LanguageShare;
import dev.reposignal.text.ValueFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The shares of the largest languages among the tracked, night after night. */
final class LanguagePicture {
    private static final int LINES = 5;
    private static final int NIGHTS = 28;

    private LanguagePicture() {}

    /** Empty where there are not two nights to compare. */
    static Optional<Picture> drawn(ArticleInputs inputs, ArticleComposer scribe) {
        Map<LocalDate, Map<String, Double>> shares = inputs.pictures().languageDays().stream()
                .collect(Collectors.groupingBy(
                        LanguageDay::day, TreeMap::new, Collectors.toMap(LanguageDay::language, LanguageDay::share)));
        List<LocalDate> nights = thinned(new ArrayList<>(shares.keySet()), inputs.day());
        List<LanguageShare> languages = inputs.languages().stream()
                .filter(language -> !language.language().equals("none"))
                .limit(LINES)
                .toList();
        if (nights.size() < 2 || languages.isEmpty()) {
            return Optional.empty();
        }
        List<List<List<Part>>> rows = new ArrayList<>();
        List<ShareChart.Line> lines = new ArrayList<>();
        for (LanguageShare language : languages) {
            Part share = scribe.sentence()
                    .put(language, "share", ValueFormat.PERCENT)
                    .parts()
                    .get(0);
            Part name = scribe.sentence()
                    .put(language, "language", ValueFormat.SMALL_TAG)
                    .parts()
                    .get(0);
            rows.add(List.of(List.of(share), List.of(name)));
            lines.add(new ShareChart.Line(
                    PictureLabels.label(share),
                    PictureLabels.label(name),
                    nights.stream()
                            .map(night -> new ShareChart.Point(
                                    night,
                                    shares.getOrDefault(night, new HashMap<>()).getOrDefault(language.language(), 0.0)))
                            .toList()));
        }
        return Optional.of(new Picture(
                "languages",
                "Languages of the board: their shares of it, night after night.",
                "the largest languages of the board:",
                ShareChart.drawn(
                        PictureLabels.meaning(
                                "languages",
                                "Shares of languages over time",
                                "Lines over the nights up to this one, a line per language. Tonight:",
                                rows),
                        lines),
                List.of(new Column("share tonight", true), new Column("language", false)),
                rows));
    }

    /** At most {@link #NIGHTS} nights, evenly spaced and counted back from the last, which is kept. */
    private static List<LocalDate> thinned(List<LocalDate> nights, LocalDate last) {
        if (nights.isEmpty()) {
            return nights;
        }
        long span = last.toEpochDay() - nights.get(0).toEpochDay();
        long step = Math.max(1, (span + NIGHTS - 2) / (NIGHTS - 1));
        Map<Long, LocalDate> latest = new TreeMap<>();
        nights.forEach(night -> latest.put(-((last.toEpochDay() - night.toEpochDay()) / step), night));
        return List.copyOf(latest.values());
    }
}
