package dev.reposignal.writer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.table.Field;
import dev.reposignal.table.Tables;
import dev.reposignal.text.OutsideText;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model is told: the rules of {@code prompt.txt}, and the plan of a paragraph as JSON. */
final class Prompt {
    /** The rules. */
    static final String SYSTEM = system();
    /** Changes with every change of the rules. */
    static final String VERSION = Sha256.hex(SYSTEM, 8);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_THESIS = 400;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_ANSWER = 600;

    private Prompt() {}

    /**
     * The question for one paragraph. Descriptions, which strangers write at any length, are not in it: the model gets the id alone.
     *
     * @param refused the answer that was refused before; null the first time
     */
    static String user(String thesis, ParagraphPlan plan, @Nullable String refused, @Nullable Refusal why) {
        ObjectNode question = JSON.createObjectNode();
        question.put("thesis", OutsideText.line(thesis, LONGEST_THESIS));
        question.put("source", plan.source());
        ObjectNode facts = question.putObject("facts");
        ArrayNode names = question.putArray("names");
        ArrayNode comparisons = question.putArray("comparisons");
        for (PlanFact planned : plan.facts().values()) {
            ObjectNode fact = facts.putObject(planned.id());
            fact.put(
                    "prints",
                    planned.isQuoted()
                            ? "(a quotation)"
                            : OutsideText.line(planned.fact().text(), LONGEST_NAME));
            meaning(planned).ifPresent(meaning -> fact.put("is", meaning));
            if (planned.isName()) {
                names.add("{" + planned.id() + "}");
            }
            direction(planned).ifPresent(comparisons::add);
        }
        if (refused != null && why != null) {
            question.put("your_last_answer", OutsideText.line(refused, LONGEST_ANSWER));
            question.put("it_was_refused_because", why.reason());
        }
        try {
            return JSON.writeValueAsString(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree in memory has a JSON form", e);
        }
    }

    /** What the dictionary of tables says of the column. */
    private static Optional<String> meaning(PlanFact planned) {
        return Tables.ALL.stream()
                .filter(table -> table.name().equals(planned.fact().row().table()))
                .flatMap(table -> table.fields().stream())
                .filter(field -> field.name().equals(planned.fact().column()))
                .map(Field::comment)
                .findFirst();
    }

    private static Optional<String> direction(PlanFact planned) {
        return planned.role().group().equals("growth") && planned.sign() != 0
                ? Optional.of("{%s} is a %s".formatted(planned.id(), planned.sign() > 0 ? "rise" : "fall"))
                : Optional.empty();
    }

    private static String system() {
        try (InputStream in = Objects.requireNonNull(
                Prompt.class.getResourceAsStream("prompt.txt"), "prompt.txt is part of the jar")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
