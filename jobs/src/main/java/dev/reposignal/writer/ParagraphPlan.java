package dev.reposignal.writer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.Fact;
import dev.reposignal.article.Part;
import dev.reposignal.row.RowReference;
import dev.reposignal.text.Sha256;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one paragraph is to say: the sentences of the phrases with the facts as ids, and the facts.
 *
 * @param paragraph where it stands in the article, for the log: 2.1 is the first block of the second section
 * @param source the phrases' sentences, each fact as its id in braces
 * @param facts by id, in reading order
 * @param factIds the ids that the phrases' facts have in the article, in reading order
 */
record ParagraphPlan(String paragraph, String source, Map<String, PlanFact> facts, List<String> factIds) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("\\{([a-z][a-z0-9_]*)\\}");
    private static final int HASH_DIGITS = 16;
    /** Longer ones are lists of many names, which a model cannot say better. */
    private static final int LONGEST = 1200;

    ParagraphPlan {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        factIds = List.copyOf(factIds);
    }

    /** The plan of a paragraph; empty where it has no fact, or one of which no role is known or whose owner cannot be told. */
    static Optional<ParagraphPlan> of(String paragraph, List<Part> parts) {
        StringBuilder source = new StringBuilder();
        Map<String, PlanFact> facts = new LinkedHashMap<>();
        Map<Object, String> ids = new HashMap<>();
        List<String> factIds = new ArrayList<>();
        for (Part part : parts) {
            if (!(part instanceof Part.Bound bound)) {
                source.append(part.text());
                continue;
            }
            Fact fact = bound.fact();
            Optional<FactRole> role = FactRole.of(fact.row().table(), fact.column());
            if (role.isEmpty() || bound instanceof Part.Code) {
                return Optional.empty();
            }
            factIds.add(fact.id());
            String id = ids.computeIfAbsent(
                    List.of(fact.row(), fact.column(), fact.format()), key -> unused(fact.column(), facts));
            PlanFact before = facts.get(id);
            facts.put(
                    id,
                    new PlanFact(
                            id,
                            before == null ? bound : before.part(),
                            before == null ? 1 : before.uses() + 1,
                            role.get(),
                            entity(fact.row(), role.get())));
            source.append('{').append(id).append('}');
        }
        boolean isUsable = !facts.isEmpty()
                && source.length() <= LONGEST
                && Sentences.strange(Sentences.line(source.toString())).isEmpty()
                && everyOwnerIsKnown(facts);
        return isUsable
                ? Optional.of(new ParagraphPlan(paragraph, source.toString(), facts, factIds))
                : Optional.empty();
    }

    private static String unused(String column, Map<String, PlanFact> facts) {
        String id = column;
        for (int i = 2; facts.containsKey(id); i++) {
            id = column + "_" + i;
        }
        return id;
    }

    /** Whose fact it is: of a repository whatever the table, else of the row; the owner, the largest and the first repository of a row are others. */
    private static String entity(RowReference row, FactRole role) {
        String subject;
        try {
            String repository = JSON.readTree(row.key()).path("repo_key").asText("");
            subject = repository.isEmpty() ? row.table() + row.key() : "repository " + repository;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return switch (role.of()) {
            case "name", "subject" -> subject;
            case "name-largest", "largest" -> subject + " largest";
            case "name-leader", "leader" -> subject + " leader";
            case "name-owner", "owner" -> subject + " owner";
            case "none" -> "";
            default -> throw new IllegalArgumentException("No such cell of roles.txt: " + role.of());
        };
    }

    /** With several names, each fact must be of a named one. */
    private static boolean everyOwnerIsKnown(Map<String, PlanFact> facts) {
        Set<String> named = new HashSet<>();
        facts.values().stream().filter(PlanFact::isName).map(PlanFact::entity).forEach(named::add);
        return named.size() < 2
                || facts.values().stream()
                        .allMatch(fact ->
                                fact.entity().isEmpty() || named.contains(fact.entity()) || ofTheOnlyRow(fact, facts));
    }

    /** A subject and its largest repository are two names of one row: what is of that row needs no other. */
    private static boolean ofTheOnlyRow(PlanFact fact, Map<String, PlanFact> facts) {
        return facts.values().stream()
                .filter(other -> !other.entity().isEmpty())
                .allMatch(other -> other.fact().row().equals(fact.fact().row()));
    }

    /** The same as long as the phrases and the facts are; versions of tables do not count, as they grow with every run. */
    String hash() {
        Sha256 hash = new Sha256().add(source);
        facts.values().forEach(planned -> hash.add("\n")
                .add(String.join(
                        "\t",
                        planned.id(),
                        planned.fact().text(),
                        Objects.toString(planned.fact().value()),
                        planned.fact().row().table(),
                        planned.fact().row().key(),
                        planned.fact().column())));
        return hash.hex(HASH_DIGITS);
    }

    /** The ids of facts in a text, in order, known or not. */
    static List<String> ids(String line) {
        return ID.matcher(line).results().map(found -> found.group(1)).toList();
    }

    /**
     * A text that the guard let pass, as parts: its facts are those of the phrases, numbered in their new order.
     *
     * @throws IllegalArgumentException where its words hold a number
     */
    List<Part> parts(String line) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = ID.matcher(line);
        int from = 0;
        int next = 0;
        while (matcher.find()) {
            literal(line.substring(from, matcher.start()), parts);
            PlanFact planned = Objects.requireNonNull(facts.get(matcher.group(1)));
            parts.add(numbered(planned.part(), factIds.get(next)));
            next++;
            from = matcher.end();
        }
        literal(line.substring(from), parts);
        return parts;
    }

    private static void literal(String words, List<Part> parts) {
        if (!words.isEmpty()) {
            parts.add(new Part.Literal(words));
        }
    }

    private static Part numbered(Part.Bound part, String id) {
        Fact fact = part.fact();
        Fact numbered = new Fact(
                id, fact.section(), fact.text(), fact.value(), fact.unit(), fact.row(), fact.column(), fact.format());
        if (part instanceof Part.Name name) {
            return new Part.Name(numbered, name.url());
        }
        if (part instanceof Part.Claim claim) {
            return new Part.Claim(numbered, claim.linked(), claim.url());
        }
        if (part instanceof Part.Quote) {
            return new Part.Quote(numbered);
        }
        return part instanceof Part.Code ? new Part.Code(numbered) : new Part.Figure(numbered);
    }
}
