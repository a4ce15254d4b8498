package dev.reposignal.cluster;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** Whether most owners use one term that may be part of a label. */
    static boolean shareATerm(Collection<Member> members) {
        Set<String> owners = members.stream().map(Member::owner).collect(Collectors.toSet());
        Map<String, Set<String>> using = new HashMap<>();
        for (Member member : members) {
            for (Terms.Term term : Terms.terms(member.text())) {
                if (LabelChooser.mayBeInALabel(term.key())) {
                    using.computeIfAbsent(term.key(), key -> new HashSet<>()).add(member.owner());
                }
            }
        }
        return owners.size() >= FEWEST_OWNERS
                && using.values().stream().anyMatch(some -> some.size() >= SHARED_TERM * owners.size());
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
