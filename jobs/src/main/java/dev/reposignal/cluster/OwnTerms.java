package dev.reposignal.cluster;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the repositories of a cluster without a subject have something in common that can be said: beside clusters whose
 * subject every member fits, a group whose members share no word says nothing.
 */
final class OwnTerms {
    /** Share of the owners that must use one and the same term. */
    private static final double SHARED_TERM = 0.7;
    /** Share of the repositories whose words must name one and the same subject. */
    private static final double SHARED_SUBJECT = 0.5;

    private static final int FEWEST_OWNERS = 3;

    private OwnTerms() {}

    /** A repository that may belong to a new cluster; two are never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Member(
            double[] vector, String fullName, @Nullable String text) implements Serializable {
        String owner() {
            return fullName.substring(0, Math.max(0, fullName.indexOf('/'))).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The phrase of two or three words that most owners use, as most of them write it: the label of the cluster. A single
     * word says too little alone, and a phrase that names a subject of the list is about that subject.
     */
    static Optional<String> sharedPhrase(Subjects list, Collection<Member> members) {
        Set<String> owners = members.stream().map(Member::owner).collect(Collectors.toSet());
        Map<String, Map<String, Set<String>>> using = new TreeMap<>();
        for (Member member : members) {
            for (Terms.Term term : Terms.terms(member.text())) {
                using.computeIfAbsent(term.key(), key -> new TreeMap<>())
                        .computeIfAbsent(term.surface(), surface -> new HashSet<>())
                        .add(member.owner());
            }
        }
        if (owners.size() < FEWEST_OWNERS) {
            return Optional.empty();
        }
        return using.entrySet().stream()
                .filter(term -> LabelChooser.mayBeInALabel(term.getKey())
                        && ownersOf(term.getValue()) >= SHARED_TERM * owners.size())
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, Map<String, Set<String>>> term) -> ownersOf(term.getValue()))
                        .thenComparingInt(term -> PhraseIndex.words(term.getKey()))
                        .reversed())
                .map(term -> mostUsed(term.getValue()))
                .filter(phrase -> isLabel(list, phrase))
                .findFirst();
    }

    /** Whether a cluster may have this label of its own: one phrase that names no subject of the list, and no filler. */
    static boolean isLabel(Subjects list, String label) {
        return LabelChooser.isOnePhrase(label) && list.namedIn(label).isEmpty();
    }

    private static long ownersOf(Map<String, Set<String>> surfaces) {
        return surfaces.values().stream().flatMap(Set::stream).distinct().count();
    }

    private static String mostUsed(Map<String, Set<String>> surfaces) {
        return Collections.max(
                        surfaces.entrySet(),
                        Comparator.comparingInt((Map.Entry<String, Set<String>> surface) ->
                                        surface.getValue().size())
                                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .getKey();
    }

    /** The subject that the words of most repositories name, {@link SubjectClusters#NONE} where there is none. */
    static int sharedSubject(Subjects list, Collection<Member> members) {
        Map<Integer, Integer> naming = new HashMap<>();
        members.forEach(member ->
                list.namedIn(member.text()).keySet().forEach(subject -> naming.merge(subject, 1, Integer::sum)));
        return naming.entrySet().stream()
                .filter(entry -> entry.getValue() >= SHARED_SUBJECT * members.size())
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(SubjectClusters.NONE);
    }

    /** Whether a text has one of the terms that the label was made of. */
    static boolean hasTermOf(String label, @Nullable String text) {
        List<String> keys = LabelChooser.termsOf(label);
        return Terms.terms(text).stream().anyMatch(term -> keys.contains(term.key()));
    }
}
