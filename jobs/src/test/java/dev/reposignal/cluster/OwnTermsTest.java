package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnTermsTest {
    @Test
    void phraseOfMostOwners_isTheLabel_asMostOfThemWriteIt() {
        assertThat(sharedPhrase(
                        "ann/a|Quagga herds in one file",
                        "bob/b|minimal quagga herds",
                        "cat/c|A quagga herd for teams",
                        "dan/d|Share secrets once"))
                .hasValue("quagga herds");
    }

    @Test
    void phraseOfOneOwnerOrOfFew_isNoLabel() {
        assertThat(sharedPhrase("ann/a|Quagga herds", "ann/b|minimal quagga herds", "ann/c|A quagga herd for teams"))
                .as("one owner")
                .isEmpty();
        assertThat(sharedPhrase(
                        "ann/a|Quagga herds", "bob/b|minimal quagga herds", "cat/c|Trace errors", "dan/d|Okapi"))
                .as("half of them")
                .isEmpty();
        assertThat(sharedPhrase("ann/a|", "bob/b|", "cat/c|")).isEmpty();
    }

    @Test
    void singleWord_orPhraseThatNamesASubjectOfTheList_isNoLabel() {
        assertThat(sharedPhrase("ann/a|Zebra, brown", "bob/b|zebra: green", "cat/c|A zebra"))
                .isEmpty();
        assertThat(sharedPhrase("ann/a|zebra graphql", "bob/b|zebra graphql", "cat/c|zebra graphql"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "go bindings, true",
        "next.js & vercel, false",
        "pastebin, false",
        "polls projects, false",
        "rust programming, false",
        "unnamed theme c-1, false",
        "vector databases, false",
    })
    void label_isOnePhraseThatNamesNoSubject(String label, boolean expected) {
        assertThat(OwnTerms.isLabel(Subjects.committed(), label)).isEqualTo(expected);
    }

    @Test
    void subjectThatHalfName_isShared_andNoneWhereFewerDo() {
        assertThat(OwnTerms.sharedSubject(
                        Subjects.committed(), members("ann/a|GraphQL server", "bob/b|A graphql client", "cat/c|Butts")))
                .isEqualTo(Subjects.committed().named("GraphQL APIs").orElseThrow());
        assertThat(OwnTerms.sharedSubject(
                        Subjects.committed(), members("ann/a|GraphQL server", "bob/b|Greenhouse", "cat/c|Butts")))
                .isEqualTo(SubjectClusters.NONE);
    }

    @Test
    void labelOfTwoTerms_isSharedByWhatHasOneOfThem() {
        assertThat(OwnTerms.hasTermOf("vector databases & search", "An embedded vector database"))
                .isTrue();
        assertThat(OwnTerms.hasTermOf("color projects", "Colors in the terminal"))
                .isTrue();
        assertThat(OwnTerms.hasTermOf("color projects", "Nothing of the kind")).isFalse();
        assertThat(OwnTerms.hasTermOf("color projects", null)).isFalse();
    }

    private static Optional<String> sharedPhrase(String... rows) {
        return OwnTerms.sharedPhrase(Subjects.committed(), members(rows));
    }

    private static List<OwnTerms.Member> members(String... rows) {
        return Stream.of(rows)
                .map(row -> row.split("\\|", -1))
                .map(row -> new OwnTerms.Member(new double[0], row[0], text(row[1])))
                .toList();
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }
}
