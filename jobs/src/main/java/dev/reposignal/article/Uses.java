package dev.reposignal.article;

import dev.reposignal.text.Resources;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people use the repositories of a subject for, and how to try one of them: {@code uses.tsv}. */
final class Uses {
    private static final int CELLS = 3;
    private static final int SHORTEST_WORD = 2;
    /** Words of subjects that other subjects have too. */
    private static final Set<String> UNSPECIFIC = Set.of(
            "ai",
            "and",
            "of",
            "the",
            "to",
            "in",
            "tools",
            "development",
            "software",
            "data",
            "libraries",
            "frameworks");
    /** What follows says for whom or what it is. */
    private static final Pattern PURPOSE = Pattern.compile("\\b(?:for|that|which|with|using)\\b");

    private static final Map<String, Use> ALL = read();

    private Uses() {}

    /**
     * What is known of a subject.
     *
     * @param use what its repositories are for, to stand after a colon
     * @param trial what to do with one of them to find out what it is worth
     */
    record Use(String subject, String use, String trial) {
        Use {
            LiteralText.requireNoNumber(use);
            LiteralText.requireNoNumber(trial);
        }
    }

    /** The row of a subject, by its label; empty where there is none. */
    static Optional<Use> of(Object subject) {
        return Optional.ofNullable(ALL.get(subject.toString().toLowerCase(Locale.ROOT)));
    }

    /**
     * Whether a summary says that the repository is of the subject, and does not only name it as what it is for: one of the subject's
     * words is in its first phrase.
     */
    static boolean isKind(String subject, String summary) {
        String kind = PURPOSE.split(summary.toLowerCase(Locale.ROOT), 2)[0];
        return Stream.of(subject.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}+#]+", -1))
                .filter(word -> word.length() >= SHORTEST_WORD && !UNSPECIFIC.contains(word))
                .anyMatch(word -> kind.contains(word.replaceFirst("(?<=...)s$", "")));
    }

    private static Map<String, Use> read() {
        return Resources.lines(Uses.class, "uses.tsv").stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(cells -> {
                    if (cells.length != CELLS) {
                        throw new IllegalArgumentException("uses.tsv: not three cells in " + String.join(" | ", cells));
                    }
                    return new Use(cells[0], cells[1], cells[2]);
                })
                .collect(Collectors.toUnmodifiableMap(
                        use -> use.subject().toLowerCase(Locale.ROOT), Function.identity()));
    }
}
