package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.cluster.LabelChooser.Candidate;
import dev.reposignal.cluster.LabelChooser.Label;
import dev.reposignal.cluster.LabelChooser.Theme;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelChooserTest {
    @Test
    void pair_standsInForItsWords() {
        assertThat(label(theme(
                        "c-1", 20, term("vector", 9, 0.9), term("database", 9, 0.8), term("vector database", 8, 0.7))))
                .isEqualTo("vector database");
    }

    @Test
    void longerPhrase_standsInForAShorterOneOfTheSameOwners() {
        assertThat(label(theme(
                        "c-1",
                        20,
                        term("static code", 7, 0.9),
                        term("code analysis", 7, 0.8),
                        term("static code analysis", 5, 0.7),
                        term("linter", 4, 0.5))))
                .isEqualTo("static code analysis");
    }

    @Test
    void wordsOfOnePhrase_areNeverJoinedByAnd() {
        assertThat(label(theme(
                        "c-1",
                        20,
                        term("malware", 9, 0.9),
                        term("analysis", 9, 0.8),
                        term("malware analysis", 3, 0.1),
                        term("linter", 4, 0.05))))
                .isEqualTo("malware analysis");
        assertThat(label(theme(
                        "c-1",
                        20,
                        term("malware", 8, 0.9),
                        term("analysis", 8, 0.8),
                        term("malware sample analysis", 2, 0.1),
                        term("linter", 4, 0.5))))
                .isEqualTo("malware & linter");
    }

    @Test
    void otherScripts_standInNoLabel() {
        assertThat(label(theme("c-1", 20, term("プラグインで", 9, 0.9), term("база", 9, 0.8), term("éditeur", 8, 0.5))))
                .isEqualTo("éditeur projects");
    }

    @Test
    void languageThatFewWriteIn_isNoTheme() {
        assertThat(label(
                        theme("c-1", 40, language("java", 7, 0.9), term("compiler", 8, 0.5), term("bytecode", 8, 0.4))))
                .isEqualTo("compiler & bytecode");
    }

    @Test
    void language_standsAloneWhereNothingBesideItIsShared() {
        assertThat(label(theme("c-1", 40, language("rust", 36, 0.9), term("wasm", 4, 0.5), language("c", 9, 0.4))))
                .isEqualTo("rust programming");
        assertThat(label(theme("c-1", 40, language("vue", 36, 0.9), term("vuex", 20, 0.5), term("element", 9, 0.4))))
                .isEqualTo("vue & element");
    }

    @Test
    void languages_standTogetherOnlyWhereMostShareBoth() {
        assertThat(label(theme("c-1", 20, language("css", 12, 0.9), language("html", 11, 0.8))))
                .isEqualTo("css & html");
        assertThat(label(theme("c-1", 20, language("ruby", 16, 0.9), language("elixir", 6, 0.8))))
                .isEqualTo("ruby programming");
    }

    @Test
    void whatItIsWrittenIn_givesWayToWhatItIsAbout() {
        assertThat(label(theme("c-1", 20, term("sql", 12, 0.9), language("go", 18, 0.8), term("migration", 4, 0.2))))
                .isEqualTo("sql & migration");
    }

    @Test
    void wordWithNothingBesideIt_isToldByTheBestPhraseWithIt() {
        assertThat(label(theme("c-1", 60, term("theme", 50, 0.9), term("blog theme", 9, 0.5), term("hexo", 3, 0.4))))
                .isEqualTo("blog theme");
    }

    @Test
    void words_areJoinedInTwos() {
        assertThat(label(theme("c-1", 20, term("markdown", 9, 0.9), term("note", 8, 0.8), term("wiki", 7, 0.1))))
                .isEqualTo("markdown & note");
    }

    @Test
    void formsOfOneWord_doNotStandTogether() {
        assertThat(label(theme(
                        "c-1", 20, term("translation", 9, 0.9), term("translate", 8, 0.8), term("subtitle", 7, 0.1))))
                .isEqualTo("translation & subtitle");
        assertThat(label(theme("c-1", 20, term("logging", 9, 0.9), term("logger", 8, 0.8), term("rotation", 7, 0.1))))
                .isEqualTo("logging & rotation");
        assertThat(label(theme("c-1", 20, term("openai", 9, 0.9), term("ai", 8, 0.8), term("prompt", 7, 0.1))))
                .isEqualTo("openai & prompt");
    }

    @Test
    void acronymAndWhatItIsShortFor_doNotStandTogether() {
        assertThat(label(theme("c-1", 20, term("ss13", 9, 0.9), term("space station", 9, 0.3), term("byond", 8, 0.2))))
                .isEqualTo("ss13 & byond");
        assertThat(label(theme(
                        "c-1",
                        20,
                        term("retrieval augmented generation", 9, 0.9),
                        term("rag", 9, 0.8),
                        term("pdf", 8, 0.2))))
                .isEqualTo("retrieval augmented generation");
    }

    @Test
    void besideClustersWithASubject_aTermOfFewMembersGivesWayToOneThatMostShare() {
        Theme own = theme("c-1", 20, term("goroutine pool", 4, 0.9), term("scheduler", 12, 0.2));
        Theme withSubject = new Theme("c-2", 30, 30, "web scraping", null, List.of());

        assertThat(label(own)).isEqualTo("goroutine pool");
        assertThat(new LabelChooser().chosen(List.of(own, withSubject)))
                .extracting(Label::label)
                .containsExactly("web scraping", "scheduler & goroutine pool");
    }

    @Test
    void termsOfALabel_areThoseItWasMadeOf() {
        assertThat(LabelChooser.termsOf("vector databases & search")).containsExactly("vector database", "search");
        assertThat(LabelChooser.termsOf("color projects")).contains("color");
        assertThat(LabelChooser.termsOf("rust programming")).contains("rust");
    }

    @Test
    void termOfFewOwners_namesNothing() {
        assertThat(label(theme("c-1", 20, term("acmedb", 2, 0.9), term("sql", 8, 0.5), term("index", 8, 0.4))))
                .isEqualTo("sql & index");
    }

    @Test
    void termOfACorner_givesWayToWhatManyShare() {
        assertThat(label(theme("c-1", 200, term("rime", 5, 0.9), term("input", 40, 0.5), term("keyboard", 30, 0.4))))
                .isEqualTo("input & keyboard");
    }

    @Test
    void twins_areToldApartByAFurtherWord() {
        List<Label> labels = new LabelChooser()
                .chosen(List.of(
                        theme("c-1", 30, term("vector database", 9, 0.9), term("search", 8, 0.5)),
                        theme("c-2", 20, term("vector database", 9, 0.9), term("embedding", 8, 0.5))));

        assertThat(labels).extracting(Label::label).containsExactly("vector database", "vector database & embedding");
    }

    @Test
    void twinsWithNothingFurther_stayUnique() {
        List<Label> labels = new LabelChooser()
                .chosen(List.of(
                        theme("c-1", 30, term("vector database", 9, 0.9)),
                        theme("c-2", 20, term("vector database", 9, 0.9))));

        assertThat(labels).extracting(Label::label).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void wordThatSaysLittleAlone_namesOnlyInAPair() {
        assertThat(label(theme("c-1", 20, term("data", 9, 0.9), term("chart", 8, 0.5), term("data science", 5, 0.4))))
                .isEqualTo("data science");
    }

    @Test
    void oneWordAlone_isMadeAReadableLabel() {
        assertThat(label(theme("c-1", 20, term("haskell", 9, 0.9)))).isEqualTo("haskell projects");
    }

    @Test
    void clusterOfFewSharedTerms_isNamedByTheStrongestOfThem() {
        assertThat(label(theme("c-1", 8, term("ctf", 2, 0.9)))).isEqualTo("ctf projects");
    }

    @Test
    void clusterWithoutTerms_isNamedAsSuch() {
        assertThat(label(theme("c-1", 20))).isEqualTo("unnamed theme c-1");
    }

    @Test
    void brokenChineseWords_areNeverALabel() {
        assertThat(label(theme("c-1", 20, term("的中", 9, 0.9), term("blog", 8, 0.5), term("hexo", 8, 0.4))))
                .isEqualTo("blog & hexo");
    }

    @Test
    void earlierLabel_staysWhileItsTermsAreAmongTheBest() {
        assertThat(label(themeOnceNamed(
                        "note & markdown",
                        "c-1",
                        20,
                        term("wiki", 9, 0.9),
                        term("markdown", 9, 0.8),
                        term("note", 8, 0.7))))
                .isEqualTo("note & markdown");
        assertThat(label(themeOnceNamed("haskell projects", "c-1", 20, term("haskell", 9, 0.9), term("monad", 8, 0.8))))
                .isEqualTo("haskell projects");
    }

    @Test
    void earlierLabel_goesWithItsTerms() {
        assertThat(label(themeOnceNamed("note & markdown", "c-1", 20, term("wiki", 9, 0.9), term("markdown", 9, 0.8))))
                .isEqualTo("wiki & markdown");
        assertThat(label(themeOnceNamed("unnamed theme c-1", "c-1", 20, term("wiki", 9, 0.9), term("note", 9, 0.8))))
                .isEqualTo("wiki & note");
    }

    @Test
    void earlierLabelTheRulesWouldNoLongerGive_isReplaced() {
        assertThat(label(themeOnceNamed(
                        "malware & analysis",
                        "c-1",
                        20,
                        term("malware", 9, 0.9),
                        term("analysis", 9, 0.8),
                        term("malware analysis", 5, 0.1))))
                .isEqualTo("malware analysis");
        assertThat(label(themeOnceNamed(
                        "rust & python", "c-1", 40, language("rust", 36, 0.9), language("python", 6, 0.8))))
                .isEqualTo("rust programming");
        assertThat(label(themeOnceNamed(
                        "sql & go",
                        "c-1",
                        20,
                        term("sql", 12, 0.9),
                        language("go", 18, 0.8),
                        term("migration", 4, 0.2))))
                .isEqualTo("sql & migration");
        assertThat(label(themeOnceNamed("unnamed theme c-1", "c-1", 8, term("ctf", 2, 0.9))))
                .isEqualTo("ctf projects");
    }

    @Test
    void earlierLabel_staysALittleBelowTheBoundsItWasGivenBy() {
        assertThat(label(theme("c-1", 100, term("vim", 90, 0.9), term("lua", 8, 0.8), term("color", 10, 0.1))))
                .isEqualTo("vim & color");
        assertThat(label(themeOnceNamed(
                        "vim & lua", "c-1", 100, term("vim", 90, 0.9), term("lua", 8, 0.8), term("color", 10, 0.1))))
                .isEqualTo("vim & lua");
    }

    @Test
    void keptLabel_isTakenForTheOthers() {
        List<Label> labels = new LabelChooser()
                .chosen(List.of(
                        theme("c-1", 30, term("vector database", 9, 0.9), term("search", 8, 0.5)),
                        themeOnceNamed("vector database", "c-2", 20, term("vector database", 9, 0.9))));

        assertThat(labels).extracting(Label::label).containsExactly("vector database & search", "vector database");
    }

    private static String label(Theme theme) {
        return new LabelChooser().chosen(List.of(theme)).get(0).label();
    }

    private static Theme theme(String id, long owners, Candidate... terms) {
        return themeOnceNamed(null, id, owners, terms);
    }

    private static Theme themeOnceNamed(@Nullable String earlierLabel, String id, long owners, Candidate... terms) {
        return new Theme(id, owners, owners, null, earlierLabel, List.of(terms));
    }

    private static Candidate term(String key, long owners, double score) {
        return new Candidate(key, key, owners, score, false);
    }

    private static Candidate language(String key, long owners, double score) {
        return new Candidate(key, key, owners, score, true);
    }
}
