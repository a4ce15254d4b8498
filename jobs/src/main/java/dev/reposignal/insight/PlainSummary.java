package dev.reposignal.insight;

import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import dev.reposignal.text.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a repository is, in a few words of its description: "a browser automation CLI for AI agents".
 *
 * <p>A description often begins with a slogan ("Bash is all you need - A nano agent"). Of its clauses the first is taken that names a
 * kind of thing (a tool, a library, models), else the first that says what to do with it ("Build and deploy agents" becomes
 * "software to build and deploy agents"). Praise is left out, a name in front of "is a" too. The words are in {@code
 * summary-words.txt}.
 */
final class PlainSummary {
    /** Longer is no summary; it is cut only where what is left still names the thing. */
    private static final int LONGEST = 84;

    private static final int SHORTEST = 8;
    private static final int FEWEST_WORDS = 3;
    /** So many abstract nouns before the noun are more than a reader takes in. */
    private static final int PILE = 2;
    /** Later clauses are details. */
    private static final int CLAUSES = 5;

    private static final Pattern NO_WORDS = Pattern.compile(
            "[\\p{So}\\p{Sk}\\p{Cn}\\p{Cs}\\p{Cf}\\x{FE0F}®™©]+|:[a-z0-9_+-]+:|<[^>]*>|\\(?https?://\\S+|`|\\*\\*");
    private static final Pattern BETWEEN_CLAUSES = Pattern.compile(
            "(?<=[\\p{L}\\p{N})\"'])[.!?;](?:\\s+|$)|\\s+[-|•·/]+\\s+|\\s*[—|]+\\s*|\\s+–\\s+|[。！？；，]|:\\s+");
    private static final Pattern ITS_NAME = Pattern.compile(
            "^(?!(?:There|It|What|Here|This) )(?:[\\w@./+'&-]+ ){1,6}is (?=an? |the )", Pattern.CASE_INSENSITIVE);
    private static final Pattern DETERMINER = Pattern.compile(
            "^(?:this is an?|it's an?|an?|the|your own|your|our|one) (?=\\S)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN_TEXT = Pattern.compile("[\\x20-\\x7E]+");
    private static final Pattern OPEN_BRACKET = Pattern.compile("\\s*\\([^)]*$");
    private static final Pattern FIRST_WORD =
            Pattern.compile("^([A-Z])([a-z]*(?:-[a-z-]+)?)(?=,? (?:[a-z(&0-9]|[A-Z]{2,}\\b))");

    private static final List<String> LINES = Resources.lines(PlainSummary.class, "summary-words.txt");
    private static final Set<String> KINDS = words("kind");
    private static final Set<String> UNCOUNTED = words("uncounted");
    private static final Set<String> AFTER = words("after");
    private static final Set<String> NEVER_BEFORE = words("never-before");
    private static final Set<String> NEVER_FIRST = words("never-first");
    private static final Set<String> CUT = words("cut");
    private static final Set<String> ABSTRACT = words("abstract");
    private static final Set<String> PAIR = Set.of("and", "&");
    private static final Set<String> RELATIVE = Set.of("that", "which", "whose");
    private static final Set<String> VERBS = words("verb");
    private static final Set<String> PROPER = words("proper");
    private static final String PRAISE = words("praise").stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])"));
    private static final Pattern PRAISE_AFTER_AND =
            Pattern.compile("\\s+(?:and|&|yet|but) " + PRAISE + "(?=\\s)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRAISE_AFTER_COMMA =
            Pattern.compile(",\\s*" + PRAISE + "(?=\\s)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRAISE_BEFORE =
            Pattern.compile(PRAISE + "(?:,\\s*|\\s+(?:and|&|yet|but)\\s+|\\s+)", Pattern.CASE_INSENSITIVE);

    private PlainSummary() {}

    /** The summary of a description; null where no clause says what the thing is. */
    static @Nullable String of(@Nullable String description) {
        if (description == null) {
            return null;
        }
        String plain = OutsideText.line(NO_WORDS.matcher(description).replaceAll(" "));
        List<String> clauses = Stream.of(BETWEEN_CLAUSES.split(plain, -1))
                .map(clause -> clause.replace('‑', '-')
                        .replace('–', '-')
                        .replace('’', '\'')
                        .strip())
                .filter(clause -> !clause.isEmpty())
                .limit(CLAUSES)
                .filter(clause -> PLAIN_TEXT.matcher(clause).matches())
                // A part of what stood in brackets.
                .filter(clause -> clause.indexOf(')') < 0 || clause.indexOf('(') >= 0)
                .toList();
        List<String> kinds =
                clauses.stream().flatMap(clause -> kind(clause).stream()).toList();
        // Two words are often a name: "Material UI".
        return kinds.stream()
                .filter(kind -> kind.split(" ", -1).length > FEWEST_WORDS)
                .findFirst()
                .or(() -> clauses.stream()
                        .flatMap(clause -> purpose(clause).stream())
                        .findFirst())
                .or(() -> kinds.stream().findFirst())
                .orElse(null);
    }

    private static Optional<String> kind(String clause) {
        String thing = ITS_NAME.matcher(clause).replaceFirst("").replaceFirst("^(?:[-\"']|\\([^)]*\\))+\\s*", "");
        List<String> words = List.of(DETERMINER.matcher(thing).replaceFirst("").split(" ", -1));
        if (isOrder(words)) {
            return Optional.empty();
        }
        for (int i = 0; i < words.size(); i++) {
            String word = bare(words.get(i));
            if (NEVER_BEFORE.contains(word)) {
                return Optional.empty();
            }
            if (isKind(word) && endsPhrase(words, i)) {
                // "Build custom agents and do research" names what one does with it.
                boolean isDone = VERBS.contains(bare(words.get(0))) && i > 0 && !KINDS.contains(word);
                if (isDone || isPile(words, i)) {
                    return Optional.empty();
                }
                return Optional.of(summary(words, head(words, i)))
                        .filter(text -> text.length() >= SHORTEST && text.length() <= LONGEST);
            }
        }
        return Optional.empty();
    }

    /** Whether abstract nouns pile up before the noun: "agent harness performance optimization system" says nothing. */
    private static boolean isPile(List<String> words, int noun) {
        return words.subList(0, noun).stream()
                        .filter(word -> ABSTRACT.contains(bare(word)))
                        .count()
                >= PILE;
    }

    /** Whether the words tell somebody to do something: "Turn any page into an app". */
    private static boolean isOrder(List<String> words) {
        String second = words.size() > 1 ? bare(words.get(1)) : "";
        return NEVER_FIRST.contains(bare(words.get(0)))
                || (VERBS.contains(bare(words.get(0)))
                        && (words.get(0).endsWith(",") || AFTER.contains(second) || NEVER_BEFORE.contains(second)));
    }

    /** The last noun of a pair: in "a wiki and documentation software" the software. */
    private static int head(List<String> words, int noun) {
        boolean isPair = noun + 1 < words.size() && PAIR.contains(bare(words.get(noun + 1)));
        for (int i = noun + 2; isPair && i <= noun + 3 && i < words.size(); i++) {
            if (isKind(bare(words.get(i))) && endsPhrase(words, i)) {
                return i;
            }
        }
        return noun;
    }

    /** Praise is left out before the noun alone: after it a sentence would lose its object. */
    private static String summary(List<String> words, int noun) {
        String cut = cut(words, noun);
        String head = text(words, noun + 1);
        String plain = cut.startsWith(head) ? withoutPraise(head) + cut.substring(head.length()) : cut;
        String small = small(plain);
        String word = bare(words.get(noun));
        boolean isOne = KINDS.contains(word)
                && !UNCOUNTED.contains(word)
                && !bare(words.get(0)).endsWith("'s");
        boolean hasNoThing = AFTER.contains(bare(small.split(" ", -1)[0]));
        if (hasNoThing) {
            return "";
        }
        return isOne ? NumberFormats.article(small) + " " + small : small;
    }

    private static boolean isKind(String word) {
        return KINDS.contains(word)
                || UNCOUNTED.contains(word)
                || (word.endsWith("ies") && KINDS.contains(word.substring(0, word.length() - 3) + "y"))
                || (word.endsWith("s") && KINDS.contains(word.substring(0, word.length() - 1)));
    }

    /** Whether the noun is the head of its phrase: it ends the clause, or what follows says what it is for. */
    private static boolean endsPhrase(List<String> words, int at) {
        if (at == words.size() - 1
                || words.get(at).endsWith(",")
                || words.get(at).endsWith(")")) {
            return true;
        }
        String next = words.get(at + 1);
        return next.startsWith("(") || AFTER.contains(bare(next));
    }

    /**
     * All words where they are few, else those up to the last place where a phrase ends: the first comma, or before a word that
     * begins another phrase; what follows "that" is not cut into.
     */
    private static String cut(List<String> words, int noun) {
        int end = words.size();
        boolean isWhole = text(words, end).length() <= LONGEST - "an ".length();
        boolean hasRelative = false;
        for (int i = noun + 1; !isWhole && i <= words.size(); i++) {
            boolean isComma = words.get(i - 1).endsWith(",");
            boolean isEnd =
                    isComma || i == noun + 1 || (!hasRelative && i < words.size() && CUT.contains(bare(words.get(i))));
            boolean isOpen = CUT.contains(bare(words.get(i - 1)));
            // "that can view, convert and edit": cut at a comma, the list would lose its sense.
            if (isEnd && !(isComma && hasRelative) && !isOpen && text(words, i).length() <= LONGEST - "an ".length()) {
                end = i;
            }
            hasRelative |= i < words.size() && RELATIVE.contains(bare(words.get(i)));
            if (isComma) {
                break;
            }
        }
        return text(words, end);
    }

    private static String text(List<String> words, int end) {
        String text = String.join(" ", words.subList(0, end));
        return OPEN_BRACKET.matcher(text).replaceFirst("").replaceAll("(?:\\s+(?:and|or|&))?[\\s,.:-]*$", "");
    }

    private static Optional<String> purpose(String clause) {
        String plain = withoutPraise(clause);
        List<String> words = List.of(plain.split(" ", -1));
        if (!VERBS.contains(bare(words.get(0))) || words.size() < 3) {
            return Optional.empty();
        }
        String text = text(words, words.size());
        return Optional.of("software to " + text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1))
                .filter(summary -> summary.length() <= LONGEST);
    }

    private static String withoutPraise(String text) {
        String plain = PRAISE_AFTER_AND.matcher(text).replaceAll("");
        plain = PRAISE_AFTER_COMMA.matcher(plain).replaceAll("");
        return PRAISE_BEFORE.matcher(plain).replaceAll("").strip();
    }

    /** Begins with a small letter, unless its first word is a name. */
    private static String small(String text) {
        Matcher first = FIRST_WORD.matcher(text);
        return first.find() && !PROPER.contains(first.group().toLowerCase(Locale.ROOT))
                ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
                : text;
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("^[^\\p{L}\\p{N}&]+|[^\\p{L}\\p{N}+#&]+$", "");
    }

    private static Set<String> words(String name) {
        List<String> found = new ArrayList<>();
        boolean isIn = false;
        for (String line : LINES) {
            if (line.startsWith("[")) {
                isIn = line.strip().equals("[" + name + "]");
            } else if (isIn && !line.isBlank() && !line.startsWith("#")) {
                found.addAll(List.of(line.strip().split(",\\s*")));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("summary-words.txt has no words [%s]".formatted(name));
        }
        return Set.copyOf(new HashSet<>(found));
    }
}
