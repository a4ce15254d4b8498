package dev.reposignal.writer;

import dev.reposignal.writer.Sentences.Kind;
import dev.reposignal.writer.Sentences.Token;
import dev.reposignal.writer.Vocabulary.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a model's text says nothing but what the facts of its paragraph say.
 *
 * <p>It understands no English. It knows a small vocabulary and refuses the rest: a word must claim nothing, or be a word of the
 * phrases, or be supported by a fact beside it. What the phrases deny, restrict or make conditional stays denied, restricted and
 * conditional; every fact has words that must be and words that must not be near it, a thing it is about, and a direction. A true
 * sentence may be refused: then the phrases say it. jobs/docs/writer.md lists the rules.
 */
final class Guard {
    private static final int LONGEST_SENTENCE = 45;
    private static final int LONGEST_EMPTY = 8;
    private static final int LONGEST_REMAINDER = 5;
    private static final int LONGEST_LABEL = 3;
    private static final double MOST_LONGER = 1.5;
    private static final int SHORT = 80;

    /** Words that end a clause. */
    private static final Set<String> CLAUSE =
            Set.of("and", "but", "while", "whereas", "though", "although", "however", "against");
    /** Words that end what is said of a fact; those before it begin what is said of it. */
    private static final Set<String> LEADS = Set.of("from", "to", "after", "against", "comparedwith", "than", "where");

    private static final Set<String> ADJECTIVES = Set.of("independent", "other", "earlier");
    private static final Set<String> LINKS = Set.of("of", "its", "the", "my", "their");
    private static final Map<String, String> NOUNS = nouns();

    private final ParagraphPlan plan;
    private final Vocabulary vocabulary = Vocabulary.standard();
    private final List<List<Token>> source;
    private final Set<String> sourceStems = new HashSet<>();

    Guard(ParagraphPlan plan) {
        this.plan = plan;
        this.source = Sentences.of(Sentences.line(plan.source()));
        source.forEach(sentence -> sourceStems.addAll(stems(sentence)));
    }

    private static Map<String, String> nouns() {
        Map<String, String> nouns = new HashMap<>();
        Map.of(
                        "owner", List.of("owner", "owners", "people", "users"),
                        "repo", List.of("repo", "repos", "repository", "repositories", "project", "projects"),
                        "star", List.of("star", "stars"),
                        "week", List.of("week", "weeks"),
                        "month", List.of("month", "months", "year", "years"),
                        "day", List.of("day", "days"),
                        "call", List.of("call", "calls"),
                        "theme", List.of("theme", "themes", "topic", "topics", "subject", "subjects"),
                        "time", List.of("time", "times", "point", "points", "percent"))
                .forEach((noun, forms) -> forms.forEach(form -> nouns.put(form, noun)));
        return Map.copyOf(nouns);
    }

    /** Why the text may not be printed; empty where it may. */
    Optional<Refusal> refusal(String text) {
        String line = Sentences.line(text);
        try {
            checkForm(text, line);
            List<List<Token>> sentences = Sentences.of(line);
            int copied = -1;
            for (int i = 0; i < sentences.size(); i++) {
                if (sentences.indexOf(sentences.get(i)) < i) {
                    throw refused("form", "a sentence came twice");
                }
                int same = source.indexOf(sentences.get(i));
                if (same > copied) {
                    copied = same;
                } else {
                    check(sentences, i);
                }
            }
            plan.parts(line);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal);
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal("number", "numbers may only be printed as facts"));
        }
    }

    // ---- form

    private void checkForm(String text, String line) {
        if (line.isEmpty()) {
            throw refused("form", "the paragraph is empty");
        }
        if (text.strip().contains("\n")) {
            throw refused("form", "answer with one paragraph on one line");
        }
        int most = (int) (plan.source().length() * MOST_LONGER) + SHORT;
        if (line.length() > most) {
            throw refused(
                    "length", "the paragraph has %d characters, at most %d are allowed".formatted(line.length(), most));
        }
        Optional<String> strange = Sentences.strange(line);
        if (strange.isPresent()) {
            boolean isNumber = strange.get().codePoints().limit(1).anyMatch(c -> Character.isDigit(c));
            throw isNumber
                    ? refused("number", "digits are not allowed, write a fact's id in braces instead")
                    : refused("form", "only plain English letters and punctuation are allowed, no markup or links");
        }
        if (line.matches(".*(\\}[a-z{]|[a-z]\\{|\\{[a-z0-9_]*\\}-|-\\{).*")) {
            throw refused("form", "put a space between a fact and the words around it");
        }
        if (!line.matches(".*[.?!][\"”]?")) {
            throw refused("form", "the last sentence has no end");
        }
        Map<String, Integer> used = new HashMap<>();
        for (String id : ParagraphPlan.ids(line)) {
            PlanFact fact = plan.facts().get(id);
            if (fact == null) {
                throw refused("fact", "there is no fact {%s}".formatted(id));
            }
            if (used.merge(id, 1, Integer::sum) > fact.uses()) {
                throw refused("fact", "{%s} is printed too often; say “it” instead".formatted(id));
            }
        }
        for (String id : plan.facts().keySet()) {
            if (!used.containsKey(id)) {
                throw refused("fact", "the fact {%s} is missing".formatted(id));
            }
        }
    }

    // ---- sentences

    private void check(List<List<Token>> sentences, int number) {
        List<Token> sentence = sentences.get(number);
        if (sentence.stream().filter(Token::isWord).count() > LONGEST_SENTENCE) {
            throw refused("length", "a sentence has more than %d words".formatted(LONGEST_SENTENCE));
        }
        Set<Integer> copied = checkClausesWithoutFact(sentence);
        if (sentence.stream().noneMatch(Token::isFact)) {
            return;
        }
        List<List<Token>> touched = touched(sentence);
        for (int i = 0; i < sentence.size(); i++) {
            Token token = sentence.get(i);
            if (token.isWord()) {
                if (!copied.contains(i)) {
                    checkWord(sentence, i, touched);
                }
            } else if (token.isFact()) {
                checkFact(sentences, number, i);
            } else if (token.kind() == Kind.QUOTATION_MARK) {
                checkQuotation(sentence, i);
            }
        }
        checkDenials(sentence);
        checkConditions(sentence);
    }

    /**
     * Clauses without a fact, one after the other, are clauses of the source that were shortened: they begin with the same word, have
     * its words in their order, and all that it denies and restricts. Some words that claim nothing may be between them.
     *
     * @return where the words of such clauses are
     */
    private Set<Integer> checkClausesWithoutFact(List<Token> sentence) {
        Set<Integer> copied = new HashSet<>();
        int from = 0;
        for (int i = 0; i <= sentence.size(); i++) {
            if (i < sentence.size() && !endsClause(sentence.get(i))) {
                continue;
            }
            List<Token> clause = sentence.subList(from, i);
            if (clause.stream().noneMatch(Token::isFact)) {
                List<String> said = claims(clause);
                boolean isLabel = clause.size() <= LONGEST_LABEL
                        && clause.stream()
                                .allMatch(token -> !token.isWord() || vocabulary.claim(token.text()) == Claim.NONE);
                boolean isEmpty = isLabel || (said.isEmpty() && clause.size() <= LONGEST_EMPTY);
                boolean isSupported = !said.isEmpty() && isSupported(said, sentence);
                if (!isEmpty && !isSupported && !isRemainder(clause, said, sentence)) {
                    throw refused("word", "this is not said in the source, or not so: “%s”".formatted(quoted(clause)));
                }
                if (isSupported) {
                    IntStream.range(from, i).forEach(copied::add);
                }
            }
            from = i + 1;
        }
        return copied;
    }

    /**
     * A few words that a comma parts from their fact: “in four weeks, ...” or “{subject_name}, up {growth}, was closest”. They claim
     * nothing but what the source says of a fact of the same sentence; every word is looked at by itself too.
     */
    private boolean isRemainder(List<Token> clause, List<String> said, List<Token> sentence) {
        Set<String> facts = facts(sentence);
        if (facts.isEmpty() || clause.size() > LONGEST_REMAINDER) {
            return false;
        }
        Set<String> supported = new HashSet<>();
        source.stream()
                .filter(original -> facts(original).stream().anyMatch(facts::contains))
                .forEach(original -> supported.addAll(claims(original)));
        return said.stream().allMatch(word -> {
            boolean isHarmless = word.startsWith("content ") || word.startsWith("same ");
            String stem = word.substring(word.indexOf(' ') + 1);
            return (isHarmless && supported.contains(word))
                    || facts.stream().map(this::fact).anyMatch(fact -> fact.role()
                            .supports(stem));
        });
    }

    private boolean isSupported(List<String> said, List<Token> sentence) {
        Set<String> elsewhere = new HashSet<>(claims(sentence));
        elsewhere.removeAll(Set.of(Claim.NOT.name(), Claim.ONLY.name()));
        for (List<Token> original : source) {
            for (List<List<Token>> run : runs(original, facts(sentence))) {
                for (int from = 0; from < run.size(); from++) {
                    List<String> claims = new ArrayList<>();
                    for (List<Token> clause : run.subList(from, run.size())) {
                        claims.addAll(claims(clause));
                        if (isShortened(said, claims, elsewhere)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /** The clauses of a sentence that hold no facts but these, in runs of neighbours. */
    private static List<List<List<Token>>> runs(List<Token> sentence, Set<String> facts) {
        List<List<List<Token>>> runs = new ArrayList<>();
        List<List<Token>> run = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= sentence.size(); i++) {
            if (i == sentence.size() || endsClause(sentence.get(i))) {
                List<Token> clause = sentence.subList(from, i);
                if (!facts.containsAll(facts(clause))) {
                    runs.add(run);
                    run = new ArrayList<>();
                } else if (!clause.isEmpty()) {
                    run.add(clause);
                }
                from = i + 1;
            }
        }
        runs.add(run);
        return runs;
    }

    /** What is left out is a word or two after the first, or said elsewhere in the sentence. */
    private static boolean isShortened(List<String> said, List<String> original, Set<String> elsewhere) {
        int at = 0;
        int leftOut = 0;
        for (String word : original) {
            if (at < said.size() && said.get(at).equals(word)) {
                at++;
            } else if (!elsewhere.contains(word) || said.contains(word)) {
                if (at == 0 || !word.startsWith("content ")) {
                    return false;
                }
                leftOut++;
            }
        }
        return at == said.size() && at > 0 && leftOut <= at;
    }

    /** Everything that a sentence claims, in order: its words without their endings, and what kind of claim they are. */
    private List<String> claims(List<Token> sentence) {
        return sentence.stream()
                .filter(Token::isWord)
                .map(Token::text)
                .filter(word -> NOUNS.containsKey(word)
                        || !Set.of(Claim.NONE, Claim.SOFT).contains(vocabulary.claim(word)))
                // Windows are looked at beside their facts.
                .filter(word -> !word.equals("threeweeks") && !word.equals("fourweeks"))
                .map(word -> switch (vocabulary.claim(word)) {
                    case NONE, CONTENT, UP, DOWN -> "content " + vocabulary.stem(word);
                    case NOT, ONLY -> vocabulary.claim(word).name();
                    case KIND -> vocabulary.kind(word);
                    default -> "same " + vocabulary.stem(word);
                })
                .toList();
    }

    /** The sentences of the source that a sentence says again: they share a fact, or a word that claims something. */
    private List<List<Token>> touched(List<Token> sentence) {
        Set<String> facts = facts(sentence);
        Set<String> stems = stems(sentence);
        return source.stream()
                .filter(original -> facts(original).stream().anyMatch(facts::contains)
                        || stems(original).stream().anyMatch(stems::contains))
                .toList();
    }

    /** Of the touched sentences those that share words, where any does: a fact may be in several. */
    private List<List<Token>> closest(List<Token> sentence, List<List<Token>> touched) {
        Set<String> stems = stems(sentence);
        List<List<Token>> sharing = touched.stream()
                .filter(original -> stems(original).stream().anyMatch(stems::contains))
                .toList();
        return sharing.isEmpty() ? touched : sharing;
    }

    private static Set<String> facts(List<Token> sentence) {
        Set<String> facts = new HashSet<>();
        sentence.stream().filter(Token::isFact).map(Token::text).forEach(facts::add);
        return facts;
    }

    private Set<String> stems(List<Token> sentence) {
        Set<String> stems = new HashSet<>();
        sentence.stream()
                .filter(token -> token.isWord() && vocabulary.claim(token.text()) == Claim.CONTENT)
                .map(token -> vocabulary.stem(token.text()))
                .forEach(stems::add);
        return stems;
    }

    // ---- words

    private void checkWord(List<Token> sentence, int at, List<List<Token>> touched) {
        String word = sentence.get(at).text();
        switch (vocabulary.claim(word)) {
            case NONE -> {
                if (word.equals("over")
                        && at + 1 < sentence.size()
                        && sentence.get(at + 1).isFact()) {
                    throw refused("number", "“over” before a number is a claim of its own");
                }
            }
            case UP -> checkDirection(sentence, at, 1, touched);
            case DOWN -> checkDirection(sentence, at, -1, touched);
            case NOT -> {
                if (touched.stream().noneMatch(original -> has(original, Claim.NOT)) && !needs(sentence, word)) {
                    throw refused("denial", "“%s” denies what the source does not deny".formatted(word));
                }
            }
            case ONLY -> {
                if (touched.stream().noneMatch(original -> has(original, Claim.ONLY))) {
                    throw refused("rank", "nothing in the source says “%s”".formatted(word));
                }
                checkName(sentence, at);
            }
            case SAME, SOFT, NUMBER -> {
                boolean isWindow = word.equals("threeweeks") || word.equals("fourweeks");
                List<List<Token>> supporting = isWindow ? closest(sentence, touched) : touched;
                if (!needs(sentence, word)
                        && supporting.stream().noneMatch(original -> original.stream()
                                .anyMatch(token -> token.isWord()
                                        && vocabulary.stem(token.text()).equals(vocabulary.stem(word))))) {
                    throw refused("claim", "no fact supports “%s”".formatted(word));
                }
                checkName(sentence, at);
            }
            case KIND -> {
                if (!needs(sentence, word)
                        && source.stream().noneMatch(original -> hasKind(original, vocabulary.kind(word)))) {
                    throw refused("future", "no fact supports “%s”".formatted(word));
                }
            }
            case CONTENT -> {
                if (needs(sentence, word) || isNoun(sentence, word)) {
                    return;
                }
                if (!sourceStems.contains(vocabulary.stem(word))) {
                    throw refused("word", "the word “%s” is not in the source".formatted(shortened(word)));
                }
                checkName(sentence, at);
            }
        }
    }

    private boolean has(List<Token> sentence, Claim claim) {
        return sentence.stream().anyMatch(token -> token.isWord() && vocabulary.claim(token.text()) == claim);
    }

    /** Whether a fact of the sentence is one that asks for this word. */
    private boolean needs(List<Token> sentence, String word) {
        return facts(sentence).stream()
                .map(this::fact)
                .anyMatch(fact -> fact.role().supports(word) || fact.role().supports(vocabulary.kind(word)));
    }

    private boolean isNoun(List<Token> sentence, String word) {
        String noun = NOUNS.get(word);
        return noun != null
                && !word.equals("people")
                && !word.equals("users")
                && facts(sentence).stream()
                        .map(this::fact)
                        .anyMatch(fact -> fact.role().nouns().contains(noun));
    }

    // ---- direction

    private void checkDirection(List<Token> sentence, int at, int direction, List<List<Token>> touched) {
        String word = sentence.get(at).text();
        Set<Integer> near = directions(clause(sentence, at));
        if (near.isEmpty()) {
            near = directions(sentence);
        }
        boolean isSupported = near.isEmpty()
                ? touched.stream().anyMatch(original -> original.stream()
                        .anyMatch(token ->
                                token.isWord() && vocabulary.stem(token.text()).equals(vocabulary.stem(word))))
                : near.contains(direction);
        if (!isSupported) {
            throw refused("direction", "no fact beside “%s” goes that way".formatted(word));
        }
    }

    private Set<Integer> directions(List<Token> tokens) {
        Set<Integer> directions = new HashSet<>();
        for (String id : facts(tokens)) {
            int direction = direction(fact(id));
            if (direction != 0) {
                directions.add(direction);
            }
        }
        return directions;
    }

    /** Which way a fact goes: +1 up, -1 down, 0 neither. */
    private int direction(PlanFact fact) {
        return switch (fact.fact().column()) {
            case "growth", "rest_growth", "growth_without_largest", "week_gain", "month_gain" -> fact.sign();
            case "needed_gain", "rising_owners", "largest_share" -> 1;
            case "falling_owners", "share_negative" -> -1;
            case "week_velocity", "before_velocity" -> change(fact.entity(), "week_velocity", "before_velocity");
            case "week_share", "before_share" -> change(fact.entity(), "week_share", "before_share");
            default -> 0;
        };
    }

    /** Whether a thing's week is above or below its weeks before; 0 where the plan has not both. */
    private int change(String entity, String weekColumn, String beforeColumn) {
        Double week = null;
        Double before = null;
        for (PlanFact fact : plan.facts().values()) {
            if (fact.entity().equals(entity) && fact.fact().value() != null) {
                week = fact.fact().column().equals(weekColumn) ? fact.fact().value() : week;
                before = fact.fact().column().equals(beforeColumn) ? fact.fact().value() : before;
            }
        }
        return week == null || before == null ? 0 : (int) Math.signum(week - before);
    }

    private static List<Token> clause(List<Token> sentence, int at) {
        return sentence.subList(clauseFrom(sentence, at), clauseTo(sentence, at));
    }

    private static int clauseFrom(List<Token> sentence, int at) {
        int from = at;
        while (from > 0 && !endsClause(sentence.get(from - 1))) {
            from--;
        }
        return from;
    }

    private static int clauseTo(List<Token> sentence, int at) {
        int to = at + 1;
        while (to < sentence.size() && !endsClause(sentence.get(to))) {
            to++;
        }
        return to;
    }

    private static boolean endsClause(Token token) {
        return token.kind() == Kind.PAUSE || (token.isWord() && CLAUSE.contains(token.text()));
    }

    // ---- facts

    private PlanFact fact(String id) {
        return Objects.requireNonNull(plan.facts().get(id));
    }

    private void checkFact(List<List<Token>> sentences, int number, int at) {
        List<Token> sentence = sentences.get(number);
        PlanFact fact = fact(sentence.get(at).text());
        List<String> near = near(sentence, at, fact);
        FactRole role = fact.role();
        Set<String> before = Set.copyOf(wordsBefore(sentence, at, 3));
        boolean isMet = role.needs().isEmpty();
        for (String need : role.needs()) {
            isMet |= switch (need.charAt(0)) {
                case '<' -> before.contains(need.substring(1));
                case '>' -> at + 1 < sentence.size() && sentence.get(at + 1).isWord(need.substring(1));
                case '~' -> has(sentence, need.substring(1));
                case '^' -> has(sentence, need.substring(1)) && !hasRival(sentence, fact);
                default -> near.stream().anyMatch(word -> vocabulary.kind(word).equals(need));
            };
        }
        if (!isMet) {
            throw refused(
                    "role",
                    "beside {%s} one of these words is needed: %s"
                            .formatted(
                                    fact.id(),
                                    String.join(
                                            ", ",
                                            role.needs().stream()
                                                    .map(need -> need.replaceAll("[<>~^]", ""))
                                                    .sorted()
                                                    .toList())));
        }
        for (String word : role.never()) {
            if (near.contains(word)) {
                throw refused("role", "{%s} cannot be beside “%s”".formatted(fact.id(), word));
            }
        }
        checkNeighbours(sentence, at, fact);
        checkNoun(sentences, number, at, fact);
        checkTime(sentence, at, fact);
        checkSign(sentence, at, fact, near);
        checkOwner(sentences, number, at, fact);
        if (role.supports("without")) {
            checkLeftOut(sentence, at, fact);
        }
        if (fact.isQuoted() && !isQuoted(sentence, at)) {
            throw refused("form", "{%s} is a quotation and needs quotation marks".formatted(fact.id()));
        }
    }

    /** What grew without a repository is not that repository: in this clause its name comes after “without” or “take” alone. */
    private void checkLeftOut(List<Token> sentence, int at, PlanFact fact) {
        for (int i = clauseFrom(sentence, at); i < clauseTo(sentence, at); i++) {
            Token token = sentence.get(i);
            boolean isLeftOut = i > 0
                    && (sentence.get(i - 1).isWord("without")
                            || sentence.get(i - 1).isWord("take"));
            if (token.isFact()
                    && fact(token.text()).isName()
                    && !isLeftOut
                    && fact(token.text()).entity().equals(fact.entity())) {
                throw refused("name", "{%s} is what the others did without {%s}".formatted(fact.id(), token.text()));
            }
        }
    }

    private static boolean has(List<Token> sentence, String word) {
        return sentence.stream().anyMatch(token -> token.isWord(word));
    }

    private boolean hasRival(List<Token> sentence, PlanFact fact) {
        return facts(sentence).stream()
                .map(this::fact)
                .anyMatch(other -> !other.equals(fact)
                        && other.role().group().equals(fact.role().group()));
    }

    /** The words around a fact up to the end of the clause or to a fact it could be taken for. */
    private List<String> near(List<Token> sentence, int at, PlanFact fact) {
        Set<String> leads = fact.role().group().equals("gains") ? Set.of() : LEADS;
        List<String> near = new ArrayList<>();
        for (int i = at - 1; i >= 0 && !ends(sentence.get(i), fact); i--) {
            if (sentence.get(i).isWord()) {
                near.add(sentence.get(i).text());
                if (leads.contains(sentence.get(i).text())) {
                    break;
                }
            }
        }
        for (int i = at + 1; i < sentence.size() && !ends(sentence.get(i), fact); i++) {
            if (sentence.get(i).isWord()) {
                if (leads.contains(sentence.get(i).text())) {
                    break;
                }
                near.add(sentence.get(i).text());
            }
        }
        return near;
    }

    private boolean ends(Token token, PlanFact fact) {
        boolean isRival = token.isFact()
                && !fact.role().group().equals("-")
                && fact(token.text()).role().group().equals(fact.role().group());
        boolean isClause = token.kind() == Kind.PAUSE
                || (token.isWord() && CLAUSE.contains(token.text()) && !token.isWord("against"));
        return isRival || isClause;
    }

    private static List<String> wordsBefore(List<Token> sentence, int at, int most) {
        List<String> words = new ArrayList<>();
        for (int i = at - 1; i >= 0 && words.size() < most && sentence.get(i).isWord(); i--) {
            words.add(sentence.get(i).text());
        }
        return words;
    }

    /** A name is no number and a number no name: “{growth} took about {subject_name} stars a day” is refused. */
    private void checkNeighbours(List<Token> sentence, int at, PlanFact fact) {
        int left = at - 1;
        while (left >= 0 && sentence.get(left).isWord("about")) {
            left--;
        }
        String before =
                left >= 0 && sentence.get(left).isWord() ? sentence.get(left).text() : "";
        Claim claim = vocabulary.claim(before);
        boolean isAfterDirection = claim == Claim.UP || claim == Claim.DOWN;
        boolean isMisplaced;
        if (fact.isName()) {
            int right = nounAt(sentence, at);
            boolean isBeforeNumber = right < sentence.size()
                    && (sentence.get(right).isWord("perday")
                            || NOUNS.containsKey(sentence.get(right).text()));
            isMisplaced = isBeforeNumber
                    || left < at - 1
                    || isAfterDirection
                    || before.equals("brought")
                    || (at + 1 < sentence.size() && sentence.get(at + 1).isWord("of"))
                    || (before.equals("of") && left > 0 && isQuantity(sentence.get(left - 1)));
        } else {
            isMisplaced = switch (fact.role().group()) {
                case "growth" -> Set.of("to", "from", "after", "at", "took").contains(before);
                case "pace" -> isAfterDirection;
                case "feed-share" -> before.equals("to");
                default -> false;
            };
        }
        if (isMisplaced) {
            throw refused("role", "{%s} does not fit the words around it".formatted(fact.id()));
        }
    }

    private boolean isQuantity(Token token) {
        return token.isWord("chance")
                || (token.isWord() && Set.of(Claim.UP, Claim.DOWN).contains(vocabulary.claim(token.text())));
    }

    /** Where the noun after a number would be: adjectives, and “of its”, may be between. */
    private static int nounAt(List<Token> sentence, int at) {
        int next = at + 1;
        while (next < sentence.size()
                && sentence.get(next).isWord()
                && (ADJECTIVES.contains(sentence.get(next).text())
                        || LINKS.contains(sentence.get(next).text()))) {
            next++;
        }
        return next;
    }

    /** What is counted: the noun after a number must be its own, with “a day” where it is a pace and without where not. */
    private void checkNoun(List<List<Token>> sentences, int number, int at, PlanFact fact) {
        List<Token> sentence = sentences.get(number);
        if (fact.isName() || fact.isQuoted()) {
            return;
        }
        int next = nounAt(sentence, at);
        boolean isPace = fact.role().group().equals("pace");
        String noun = next < sentence.size() && sentence.get(next).isWord()
                ? NOUNS.get(sentence.get(next).text())
                : null;
        if (noun != null && !fact.role().nouns().contains(noun)) {
            throw refused(
                    "unit",
                    "{%s} does not count “%s”"
                            .formatted(fact.id(), sentence.get(next).text()));
        }
        if ("star".equals(noun)) {
            boolean isPerDay =
                    next + 1 < sentence.size() && sentence.get(next + 1).isWord("perday");
            if (isPerDay != isPace) {
                throw refused("unit", isPace ? "say “stars a day”" : "{%s} is no pace".formatted(fact.id()));
            }
        } else if (next < sentence.size() && sentence.get(next).isWord("perday") && !isPace) {
            throw refused("unit", "{%s} is no pace".formatted(fact.id()));
        } else if (isPace && !has(sentence, "perday") && !(number > 0 && has(sentences.get(number - 1), "perday"))) {
            throw refused("unit", "say “stars a day”");
        }
    }

    /** The gain of four weeks and that of one: the nearest word of time decides which it is said to be. */
    private static void checkTime(List<Token> sentence, int at, PlanFact fact) {
        if (!fact.fact().column().equals("month_gain") && !fact.fact().column().equals("week_gain")) {
            return;
        }
        boolean isWeek = fact.fact().column().equals("week_gain");
        Set<String> times = Set.of("thisweek", "week", "fourweeks", "month");
        for (int distance = 1; distance < sentence.size(); distance++) {
            for (int i : new int[] {at + distance, at - distance}) {
                if (i >= 0
                        && i < sentence.size()
                        && times.contains(sentence.get(i).text())) {
                    boolean isOfWeek = sentence.get(i).text().endsWith("week");
                    // “620 of the 1,705 stars of four weeks”: the longer time is that of the second number.
                    boolean isPart = isWeek
                            && at + 1 < sentence.size()
                            && sentence.get(at + 1).isWord("of");
                    if (isOfWeek != isWeek && !isPart) {
                        throw refused(
                                "role",
                                "{%s} is the gain of %s".formatted(fact.id(), isWeek ? "this week" : "four weeks"));
                    }
                    return;
                }
            }
        }
    }

    /** A growth is printed without its sign: the words beside it must say it. */
    private void checkSign(List<Token> sentence, int at, PlanFact fact, List<String> near) {
        if (!fact.role().group().equals("growth") || fact.sign() == 0) {
            return;
        }
        Set<String> words = new HashSet<>(near);
        clause(sentence, at).stream().filter(Token::isWord).map(Token::text).forEach(words::add);
        boolean isUp = words.stream().anyMatch(word -> vocabulary.claim(word) == Claim.UP);
        boolean isDown = words.stream().anyMatch(word -> vocabulary.claim(word) == Claim.DOWN);
        if (fact.sign() > 0 ? !isUp || isDown : !isDown || isUp) {
            throw refused(
                    "direction",
                    "the words beside {%s} must say that it went %s"
                            .formatted(fact.id(), fact.sign() > 0 ? "up" : "down"));
        }
    }

    /** The name that is nearest must be that of what the fact is about. */
    private void checkOwner(List<List<Token>> sentences, int number, int at, PlanFact fact) {
        if (fact.isName() || fact.entity().isEmpty()) {
            return;
        }
        boolean isNamed = plan.facts().values().stream()
                .anyMatch(other -> other.isName() && other.entity().equals(fact.entity()));
        PlanFact nearest = nameBefore(sentences.get(number), at);
        if (nearest == null) {
            nearest = nameAfter(sentences.get(number), at);
        }
        for (int i = number - 1; nearest == null && isNamed && i >= 0; i--) {
            nearest = nameBefore(sentences.get(i), sentences.get(i).size());
        }
        if (nearest != null && !nearest.entity().equals(fact.entity()) && (isNamed || isOfNamedRow(fact, nearest))) {
            throw refused("name", "{%s} is not a fact about {%s}".formatted(fact.id(), nearest.id()));
        }
    }

    /** A subject's own facts are none of its largest repository, named or not. */
    private static boolean isOfNamedRow(PlanFact fact, PlanFact name) {
        return fact.fact().row().equals(name.fact().row())
                || fact.fact().row().table().equals(name.fact().row().table());
    }

    private @Nullable PlanFact nameBefore(List<Token> tokens, int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (tokens.get(i).isFact() && fact(tokens.get(i).text()).isName()) {
                return fact(tokens.get(i).text());
            }
        }
        return null;
    }

    private @Nullable PlanFact nameAfter(List<Token> tokens, int at) {
        for (int i = at + 1; i < tokens.size(); i++) {
            if (tokens.get(i).isFact() && fact(tokens.get(i).text()).isName()) {
                return fact(tokens.get(i).text());
            }
        }
        return null;
    }

    /** What is said of a name must be said of such a name in the source. */
    private void checkName(List<Token> sentence, int at) {
        String said = bearer(sentence, at);
        if (said.isEmpty()) {
            return;
        }
        String stem = vocabulary.stem(sentence.get(at).text());
        Set<String> supported = new HashSet<>();
        for (List<Token> original : source) {
            for (int i = 0; i < original.size(); i++) {
                if (original.get(i).isWord()
                        && vocabulary.stem(original.get(i).text()).equals(stem)) {
                    supported.add(bearer(original, i));
                }
            }
        }
        if (!supported.isEmpty() && !supported.contains("") && !supported.contains(said)) {
            throw refused(
                    "name",
                    "“%s” is not said of that name in the source"
                            .formatted(shortened(sentence.get(at).text())));
        }
    }

    /** The kind of the name that a word is about: the last before it in its clause, else the first after it, else in the sentence. */
    private String bearer(List<Token> sentence, int at) {
        int from = clauseFrom(sentence, at);
        List<Token> clause = sentence.subList(from, clauseTo(sentence, at));
        PlanFact name = nameBefore(clause, at - from);
        name = name == null ? nameAfter(clause, at - from) : name;
        name = name == null ? nameBefore(sentence, at) : name;
        name = name == null ? nameAfter(sentence, at) : name;
        return name == null ? "" : name.fact().row().table() + " " + name.role().of();
    }

    // ---- quotations

    private void checkQuotation(List<Token> sentence, int at) {
        boolean isOfFact = (at > 0 && isQuotation(sentence.get(at - 1)))
                || (at + 1 < sentence.size() && isQuotation(sentence.get(at + 1)));
        if (!isOfFact) {
            throw refused("form", "quotation marks are for a fact that is a quotation");
        }
    }

    private boolean isQuotation(Token token) {
        return token.isFact() && fact(token.text()).isQuoted();
    }

    private static boolean isQuoted(List<Token> sentence, int at) {
        return at > 0
                && at + 1 < sentence.size()
                && sentence.get(at - 1).kind() == Kind.QUOTATION_MARK
                && sentence.get(at + 1).kind() == Kind.QUOTATION_MARK;
    }

    // ---- what is denied, restricted, conditional

    /** What a denial covers must be denied in the source, and what only is denied there must be denied here; the same of “only”. */
    private void checkDenials(List<Token> sentence) {
        Set<String> denied = new HashSet<>();
        Set<String> free = new HashSet<>();
        Set<String> restricted = new HashSet<>();
        for (List<Token> original : source) {
            denied.addAll(covered(original, Claim.NOT, true));
            free.addAll(covered(original, Claim.NOT, false));
            restricted.addAll(covered(original, Claim.ONLY, true));
        }
        for (int i = 0; i < sentence.size(); i++) {
            if (sentence.get(i).isWord() && vocabulary.claim(sentence.get(i).text()) == Claim.NOT) {
                checkReach(sentence, i);
            }
        }
        for (String said : covered(sentence, Claim.NOT, true)) {
            if (!denied.contains(said)) {
                throw refused("denial", "the source does not deny “%s”".formatted(shortened(said)));
            }
        }
        for (String said : covered(sentence, Claim.NOT, false)) {
            if (denied.contains(said) && !free.contains(said)) {
                throw refused("denial", "the source denies “%s”".formatted(shortened(said)));
            }
        }
        for (String said : covered(sentence, Claim.ONLY, true)) {
            if (!restricted.contains(said)) {
                throw refused("rank", "the source does not say “only” of “%s”".formatted(shortened(said)));
            }
        }
    }

    /** A denial must reach a word or a fact that can be looked up, but for “{misses} did not”; and two in a clause deny each other. */
    private void checkReach(List<Token> sentence, int at) {
        List<Token> reached = sentence.subList(at + 1, clauseTo(sentence, at));
        boolean isDouble = has(reached, Claim.NOT);
        boolean isOfFact = facts(clause(sentence, at)).stream()
                .anyMatch(id -> fact(id).role().needs().contains("not"));
        if (isDouble
                || (covered(sentence.subList(at, clauseTo(sentence, at)), Claim.NOT, true)
                                .isEmpty()
                        && !isOfFact)) {
            throw refused(
                    "denial",
                    "it cannot be told what “%s” denies"
                            .formatted(sentence.get(at).text()));
        }
    }

    /** Facts and words that claim something, within the reach of a claim (to the end of its clause) or outside of it. */
    private Set<String> covered(List<Token> sentence, Claim claim, boolean isWithin) {
        Set<Claim> claims = claim == Claim.ONLY
                ? Set.of(Claim.CONTENT)
                : Set.of(Claim.CONTENT, Claim.UP, Claim.DOWN, Claim.SAME, Claim.NUMBER);
        Set<String> covered = new HashSet<>();
        boolean isReached = false;
        for (Token token : sentence) {
            if (endsClause(token)) {
                isReached = false;
            } else if (token.isWord() && vocabulary.claim(token.text()) == claim) {
                isReached = true;
            } else if (isReached == isWithin) {
                boolean isClaim = token.isFact() || (token.isWord() && claims.contains(vocabulary.claim(token.text())));
                if (isClaim) {
                    covered.add(token.isFact() ? "{" + token.text() + "}" : vocabulary.stem(token.text()));
                }
            }
        }
        return covered;
    }

    /** What the source says under a condition alone (must, will, if, would) is said under one here too. */
    private void checkConditions(List<Token> sentence) {
        for (String kind : List.of("must", "will", "would")) {
            Set<String> conditional = new HashSet<>();
            Set<String> plain = new HashSet<>();
            for (List<Token> original : source) {
                for (int i = 0; i < original.size(); i++) {
                    String said = claimed(original.get(i));
                    if (!said.isEmpty()) {
                        (hasKind(clause(original, i), kind) ? conditional : plain).add(said);
                    }
                }
            }
            conditional.removeAll(plain);
            for (Token token : sentence) {
                if (conditional.contains(claimed(token)) && !hasKind(sentence, kind)) {
                    throw refused(
                            "future",
                            "“%s” is conditional in the source and a statement here"
                                    .formatted(shortened(token.text())));
                }
            }
        }
    }

    /** A fact, or a word that a fact needs beside it, as one text; "" for any other. */
    private String claimed(Token token) {
        if (token.isFact()) {
            return fact(token.text()).isName() ? "" : "{" + token.text() + "}";
        }
        boolean isOfFact = token.isWord()
                && vocabulary.claim(token.text()) == Claim.CONTENT
                && plan.facts().values().stream()
                        .anyMatch(fact -> fact.role().needs().contains(token.text()));
        return isOfFact ? vocabulary.stem(token.text()) : "";
    }

    private boolean hasKind(List<Token> sentence, String kind) {
        return sentence.stream()
                .anyMatch(
                        token -> token.isWord() && vocabulary.kind(token.text()).equals(kind));
    }

    // ---- refusals

    private static String quoted(List<Token> sentence) {
        StringBuilder words = new StringBuilder();
        sentence.stream().filter(Token::isWord).limit(6).forEach(token -> words.append(' ')
                .append(token.text()));
        return words.toString().strip();
    }

    private static String shortened(String word) {
        return word.length() <= 24 ? word : word.substring(0, 24);
    }

    private static RefusedException refused(String kind, String reason) {
        return new RefusedException(new Refusal(kind, reason));
    }

    /** Ends a check; never leaves this class. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.reason(), null, false, false);
            this.refusal = refusal;
        }
    }
}
