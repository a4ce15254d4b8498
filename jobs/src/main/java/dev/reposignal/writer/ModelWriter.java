package dev.reposignal.writer;

import dev.reposignal.article.Article;
import dev.reposignal.article.Article.Block;
import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Part;
import dev.reposignal.config.Settings;
import dev.reposignal.table.WriterOutcome;
import dev.reposignal.text.OutsideText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has a language model reword the paragraphs of an article that phrases wrote.
 *
 * <p>The article exists before the first question: whatever a server does, each paragraph is either a text that {@link Guard} let
 * pass or the phrases' own. Titles, tables, pictures and the folded end are never asked for.
 */
public final class ModelWriter {
    private static final int ATTEMPTS = 2;
    /** A server that failed so many times in a row is not asked again this night. */
    private static final int FAILURES = 3;

    private static final int LONGEST_REFUSED = 1000;
    private static final Refusal CUT = new Refusal("length", "the answer has no end within the most tokens");
    private static final String DISCLOSURE =
            "a language model worded some paragraphs of this article; each of its words was checked against the facts.";

    private final Settings.Article settings;
    private final ChatCompletions server;
    private final Map<String, ParagraphRecord> stored;
    private final long deadline;
    private final List<ParagraphRecord> records = new ArrayList<>();
    private long tokens;
    private int failures;
    private String thesis = "";

    private ModelWriter(Settings.Article settings, @Nullable String key, List<ParagraphRecord> stored) {
        this.settings = settings;
        this.server = new ChatCompletions(settings.baseUrl(), settings.model(), key);
        this.stored = stored.stream()
                .collect(Collectors.toMap(
                        ParagraphRecord::planHash, Function.identity(), (one, same) -> one, TreeMap::new));
        this.deadline =
                System.nanoTime() + Duration.ofSeconds(settings.limitSeconds()).toNanos();
    }

    /**
     * An article and how its paragraphs were written.
     *
     * @param records one per paragraph that a model could have written
     */
    public record Result(Article article, List<ParagraphRecord> records) {
        public Result {
            records = List.copyOf(records);
        }

        /** How many paragraphs have this outcome. */
        public long count(WriterOutcome outcome) {
            return records.stream().filter(one -> one.outcome() == outcome).count();
        }
    }

    /**
     * The article with the paragraphs that the model wrote.
     *
     * @param article as phrases wrote it
     * @param key the server's key; null where it asks for none
     * @param stored how the paragraphs of this day were written before: of an equal plan the text is used again, and no model asked
     */
    public static Result written(
            Article article, Settings.Article settings, @Nullable String key, List<ParagraphRecord> stored) {
        return new ModelWriter(settings, key, stored).written(article);
    }

    private Result written(Article article) {
        thesis = article.titleText() + ". " + article.standfirstText();
        List<Part> standfirst = reworded("standfirst", article.standfirst());
        List<Section> sections = new ArrayList<>();
        for (Section section : article.sections()) {
            sections.add(section.isFolded() ? section : reworded(sections.size() + 1, section));
        }
        if (records.stream().anyMatch(one -> one.outcome() == WriterOutcome.MODEL)) {
            disclose(sections);
        }
        Article reworded = new Article(
                article.day(),
                article.kicker(),
                article.title(),
                standfirst,
                article.byline(),
                article.previousDay(),
                article.warning(),
                sections,
                article.frames());
        return new Result(reworded, records);
    }

    private Section reworded(int number, Section section) {
        List<Block> blocks = new ArrayList<>();
        for (Block block : section.blocks()) {
            String paragraph = number + "." + (blocks.size() + 1);
            blocks.add(reworded(paragraph, block));
        }
        return new Section(section.heading(), blocks, section.isFolded());
    }

    private Block reworded(String paragraph, Block block) {
        if (block instanceof Paragraph one) {
            return new Paragraph(reworded(paragraph, one.text()));
        }
        if (block instanceof Items items) {
            List<List<Part>> reworded = new ArrayList<>();
            for (List<Part> item : items.items()) {
                reworded.add(reworded(paragraph + "." + (reworded.size() + 1), item));
            }
            return new Items(reworded);
        }
        return block;
    }

    /** Readers are told, at the folded end. */
    private static void disclose(List<Section> sections) {
        Paragraph disclosure = new Paragraph(List.of(new Part.Literal(DISCLOSURE)));
        int last = sections.size() - 1;
        if (last >= 0 && sections.get(last).isFolded()) {
            List<Block> blocks = new ArrayList<>(sections.get(last).blocks());
            blocks.add(disclosure);
            sections.set(last, new Section(sections.get(last).heading(), blocks, true));
        } else {
            sections.add(new Section(List.of(), List.of(disclosure), false));
        }
    }

    private List<Part> reworded(String paragraph, List<Part> phrases) {
        Optional<ParagraphPlan> plan = ParagraphPlan.of(paragraph, phrases);
        if (plan.isEmpty()) {
            return phrases;
        }
        ParagraphRecord made = made(plan.get());
        records.add(made);
        return made.text() == null ? phrases : plan.get().parts(made.text());
    }

    private ParagraphRecord made(ParagraphPlan plan) {
        Guard guard = new Guard(plan);
        ParagraphRecord before = stored.get(plan.hash());
        if (before != null && before.outcome() != WriterOutcome.UNANSWERED) {
            return again(plan, before, guard);
        }
        Attempts attempts = new Attempts();
        String refused = null;
        Refusal why = null;
        while (attempts.asked < ATTEMPTS) {
            String question = Prompt.user(thesis, plan, refused, why);
            Optional<String> limit = limit(question, plan);
            if (limit.isPresent()) {
                attempts.reasons.add(limit.get());
                break;
            }
            Optional<ChatCompletions.Answer> answer = asked(question, plan, attempts);
            if (answer.isEmpty()) {
                break;
            }
            String text = answer.get().text();
            Optional<Refusal> refusal = answer.get().isCut() ? Optional.of(CUT) : guard.refusal(text);
            if (refusal.isEmpty()) {
                return attempts.record(plan, WriterOutcome.MODEL, Sentences.line(text));
            }
            refused = text;
            why = refusal.get();
            attempts.refused.add(OutsideText.line(refused, LONGEST_REFUSED));
            attempts.reasons.add(why.toString());
        }
        return attempts.record(
                plan, attempts.refused.isEmpty() ? WriterOutcome.UNANSWERED : WriterOutcome.REFUSED, null);
    }

    /** What an earlier run of the night made of the same plan. Its text passes the guard again, in case somebody changed it. */
    private static ParagraphRecord again(ParagraphPlan plan, ParagraphRecord before, Guard guard) {
        boolean isPrintable =
                before.text() != null && guard.refusal(before.text()).isEmpty();
        return new ParagraphRecord(
                plan.paragraph(),
                before.planHash(),
                isPrintable ? WriterOutcome.MODEL : WriterOutcome.REFUSED,
                isPrintable ? before.text() : null,
                before.attempts(),
                before.refused(),
                before.reasons(),
                before.model(),
                before.promptVersion(),
                before.questionTokens(),
                before.answerTokens(),
                before.millis());
    }

    /** Why nothing more may be asked; empty where it may. */
    private Optional<String> limit(String question, ParagraphPlan plan) {
        if (failures >= FAILURES) {
            return Optional.of("server: not asked after %d failures in a row".formatted(FAILURES));
        }
        if (millisLeft() <= 0) {
            return Optional.of("limit: article.limit_seconds is used up");
        }
        long needed = ChatCompletions.tokens(Prompt.SYSTEM + question) + mostTokens(plan);
        return tokens + needed > settings.limitTokens()
                ? Optional.of("limit: article.limit_tokens is used up")
                : Optional.empty();
    }

    private long millisLeft() {
        return Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }

    /** Enough for an answer of the longest kind that the guard lets pass, at some two characters a token. */
    private static int mostTokens(ParagraphPlan plan) {
        return plan.source().length() + 60;
    }

    private Optional<ChatCompletions.Answer> asked(String question, ParagraphPlan plan, Attempts attempts) {
        long from = System.nanoTime();
        attempts.asked++;
        try {
            Duration limit = Duration.ofMillis(Math.max(
                    1, Math.min(Duration.ofSeconds(settings.timeoutSeconds()).toMillis(), millisLeft())));
            ChatCompletions.Answer answer = server.ask(Prompt.SYSTEM, question, mostTokens(plan), limit);
            failures = 0;
            attempts.questionTokens += answer.questionTokens();
            attempts.answerTokens += answer.answerTokens();
            tokens += answer.questionTokens() + answer.answerTokens();
            return Optional.of(answer);
        } catch (ChatException e) {
            failures++;
            // What was asked was paid for, most likely.
            attempts.questionTokens += ChatCompletions.tokens(Prompt.SYSTEM + question);
            tokens += ChatCompletions.tokens(Prompt.SYSTEM + question);
            attempts.reasons.add("server: " + e.getMessage());
            return Optional.empty();
        } finally {
            attempts.millis += Duration.ofNanos(System.nanoTime() - from).toMillis();
        }
    }

    /** What was tried for one paragraph so far. */
    private final class Attempts {
        private final List<String> refused = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private int asked;
        private long questionTokens;
        private long answerTokens;
        private long millis;

        ParagraphRecord record(ParagraphPlan plan, WriterOutcome outcome, @Nullable String text) {
            return new ParagraphRecord(
                    plan.paragraph(),
                    plan.hash(),
                    outcome,
                    text,
                    asked,
                    refused,
                    reasons,
                    settings.model(),
                    Prompt.VERSION,
                    questionTokens,
                    answerTokens,
                    millis);
        }
    }
}
