package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.stats.VectorMath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final Subjects SUBJECTS = Subjects.committed();

    @Test
    void committedList_isWellFormed() {
        List<Subjects.Subject> all = SUBJECTS.all();

        assertThat(all).hasSizeGreaterThan(240);
        assertThat(all.stream().map(Subjects.Subject::name)).doesNotHaveDuplicates();
        assertThat(all.stream().map(Subjects.Subject::field).distinct()).hasSizeBetween(10, 14);
        assertThat(all).allSatisfy(subject -> {
            assertThat(subject.name().split(" ", -1)).hasSizeBetween(1, 5);
            assertThat(subject.phrases()).hasSizeGreaterThan(2).allMatch(phrase -> !phrase.isBlank());
            assertThat(new HashSet<>(subject.phrases())).hasSameSizeAs(subject.phrases());
        });
    }

    @Test
    void textWithOtherWordsForASubject_namesIt() {
        assertThat(found("A k8s operator written in Go")).contains("Kubernetes tools");
        assertThat(found("Databases backup tools for PostgreSQL")).contains("backup tools", "SQL databases and tools");
    }

    @Test
    void partOfAWord_namesNothing() {
        assertThat(found("mongodbish ragtime fluxx")).isEmpty();
    }

    @Test
    void languageThatSomethingIsWrittenIn_isNotItsSubject() {
        assertThat(found("A fast package manager, written in Julia")).doesNotContain("Julia programming");
        assertThat(found("A text editor implemented in pure PHP")).doesNotContain("PHP development");
        assertThat(found("Exercises for Julia, written in Julia")).contains("Julia programming");
    }

    @Test
    void frameworkThatSomethingIsMadeWith_isNotItsSubject() {
        assertThat(found("A chat client built with React")).doesNotContain("React apps and libraries");
        assertThat(found("Remote control based on Electron and Vue"))
                .doesNotContain("desktop apps and frameworks", "Vue apps and libraries");
        assertThat(found("React components for forms")).contains("React apps and libraries");
    }

    @Test
    void evidence_isWeakerForWhatIsNamedInPassing_unlessTheNameSaysIt() {
        String text = "Reads mail and finds all bills in it, then sends a webhook, and backup of the ledger";
        int backup = number("backup tools");
        double inPassing = SUBJECTS.evidence(SUBJECTS.namedIn(text), Set.of())[backup];
        double atFirst = SUBJECTS.evidence(SUBJECTS.namedIn("backup of the ledger"), Set.of())[backup];
        double inName = SUBJECTS.evidence(SUBJECTS.namedIn(text), Set.of(backup))[backup];

        assertThat(inPassing).isEqualTo(atFirst - 1.5);
        assertThat(inName).isEqualTo(atFirst);
    }

    @Test
    void renamedSubject_isKnownByItsEarlierName() {
        assertThat(SUBJECTS.everNamed("rich text editors")).hasValue(number("text and code editors"));
        assertThat(SUBJECTS.everNamed("team chat")).hasValue(number("chat and messaging"));
        assertThat(SUBJECTS.everNamed("transformer architectures")).hasValue(number("natural language processing"));
        assertThat(SUBJECTS.everNamed("backup tools")).hasValue(number("backup tools"));
        assertThat(SUBJECTS.everNamed("ss13 & space station")).isEmpty();
        assertThat(SUBJECTS.everNamed(null)).isEmpty();
    }

    @Test
    void evidence_isStrongerForAPhraseThanForAWordThatSeveralSubjectsClaim() {
        double[] evidence = SUBJECTS.evidence(SUBJECTS.namedIn("webpack and a module bundler"), Set.of());

        assertThat(evidence[number("build tools")]).isGreaterThan(1.5);
        assertThat(evidence[number("blogs and blogging")]).isZero();
    }

    @Test
    void view_isTheSameForTextsOfOneSubject_andZeroForTextsOfNone() {
        assertThat(VectorMath.dot(view("graphql"), view("a graphql server"))).isCloseTo(1, within(1e-9));
        assertThat(Math.abs(VectorMath.dot(view("graphql"), view("minecraft")))).isLessThan(0.5);
        assertThat(view("nothing to say")).containsOnly(0);
        assertThat(view(null)).containsOnly(0);
    }

    private static Set<String> found(String text) {
        Set<String> names = new HashSet<>();
        SUBJECTS.namedIn(text)
                .keySet()
                .forEach(subject -> names.add(SUBJECTS.get(subject).name()));
        return names;
    }

    private static double[] view(@Nullable String text) {
        return SUBJECTS.view(SUBJECTS.namedIn(text));
    }

    private static int number(String name) {
        return SUBJECTS.named(name).orElseThrow();
    }
}
