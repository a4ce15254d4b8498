package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
    @Test
    void terms_areWordsAndPhrasesOfTwoOrThree() {
        assertThat(keys("vector database engine"))
                .containsExactly(
                        "vector", "database", "vector database", "engine", "database engine", "vector database engine");
    }

    @Test
    void stopWordsAndPunctuation_partPairs() {
        assertThat(keys("parser for json, yaml")).containsExactly("parser", "json", "yaml");
    }

    @Test
    void singularAndPlural_areOneTermWithTheFirstSpelling() {
        assertThat(Terms.terms("databases and a database")).containsExactly(new Terms.Term("database", "databases"));
    }

    @ParameterizedTest
    @CsvSource({
        "databases, database",
        "libraries, library",
        "boxes, box",
        "kubernetes, kubernetes",
        "redis, redis",
        "analysis, analysis",
        "status, status",
        "class, class",
        "css, css",
        "agents, agent"
    })
    void key_isTheSingular(String word, String key) {
        assertThat(Terms.key(word)).isEqualTo(key);
    }

    @Test
    void namesOfLanguages_keepTheirSigns() {
        assertThat(keys("c++, c#, .net, node.js")).containsExactly("c++", "c#", ".net", "node.js");
    }

    @Test
    void spellingsOfOneThing_areOneTerm() {
        assertThat(keys("golang")).isEqualTo(keys("go"));
        assertThat(keys("large language models")).isEqualTo(keys("llm"));
    }

    @Test
    void aKnownPhrase_staysWholeAlthoughItHoldsAStopWord() {
        assertThat(Terms.isStopWord("project")).isTrue();
        assertThat(keys("project management")).containsExactly("management", "project management");
        assertThat(keys("agile project management"))
                .containsExactly("agile", "management", "project management", "agile project management");
        assertThat(keys("natural language processing")).contains("natural language processing");
    }

    @Test
    void nullAndEmpty_haveNoTerms() {
        assertThat(Terms.terms(null)).isEmpty();
        assertThat(Terms.terms("")).isEmpty();
        assertThat(Terms.terms("the of and 2024 !")).isEmpty();
    }

    private static List<String> keys(String text) {
        return Terms.terms(text).stream().map(Terms.Term::key).toList();
    }
}
