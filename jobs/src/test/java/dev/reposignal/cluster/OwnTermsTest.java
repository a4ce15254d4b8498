package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnTermsTest {
    @Test
    void termOfMostOwners_isShared() {
        assertThat(OwnTerms.shareATerm(members(
                        "ann/a|Pastebin in one file",
                        "bob/b|minimal pastebin",
                        "cat/c|A pastebin for teams",
                        "dan/d|Share secrets once")))
                .isTrue();
    }

    @Test
    void termOfOneOwnerOrOfFew_isNotShared() {
        assertThat(OwnTerms.shareATerm(
                        members("ann/a|Pastebin in one file", "ann/b|minimal pastebin", "ann/c|A pastebin for teams")))
                .as("one owner")
                .isFalse();
        assertThat(OwnTerms.shareATerm(members(
                        "ann/a|Pastebin in one file",
                        "bob/b|minimal pastebin",
                        "cat/c|Trace errors",
                        "dan/d|Share secrets once")))
                .as("half of them")
                .isFalse();
        assertThat(OwnTerms.shareATerm(members("ann/a|", "bob/b|", "cat/c|"))).isFalse();
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
