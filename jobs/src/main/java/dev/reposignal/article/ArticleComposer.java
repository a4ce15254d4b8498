package dev.reposignal.article;

import dev.reposignal.row.TableRow;
import dev.reposignal.text.ValueFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Hands out facts in reading order and chooses the frames of sentences. */
final class ArticleComposer {
    private final long dayNumber;
    private final Map<String, Integer> lastUse = new HashMap<>();
    private final List<String> frames = new ArrayList<>();
    private String section = "";
    private int facts;
    private int uses;

    ArticleComposer(LocalDate day, RecentArticles history) {
        dayNumber = day.toEpochDay();
        history.frames().forEach(this::remember);
    }

    void enter(String heading) {
        section = heading;
    }

    Sentence sentence() {
        return new Sentence(this);
    }

    /** A value of a row as a cell of a table; a dash where there is none. */
    List<Part> cell(TableRow row, String column, ValueFormat format) {
        return row.value(column) == null
                ? List.of(new Part.Literal("–"))
                : sentence().put(row, column, format).parts();
    }

    Fact fact(TableRow row, String column, ValueFormat format) {
        Object value = row.value(column);
        if (value == null) {
            throw new IllegalArgumentException("Cannot print %s of %s: it is null".formatted(column, row.row()));
        }
        Double number = value instanceof Number counted ? (Double) counted.doubleValue() : null;
        facts++;
        return new Fact(
                "f%04d".formatted(facts),
                section,
                format.printed(value),
                number,
                format.isFigure() ? row.unit(column) : "",
                row.row(),
                column,
                format);
    }

    /**
     * Of a slot's frames that fit, the one whose last use is the longest ago; empty where none fits.
     *
     * <p>Of those never used the day decides, so that slots do not all begin with their first.
     */
    Optional<Phrase> chosen(String slot, PhraseContext context) {
        List<Phrase> all = Phrasebook.of(slot);
        int first = (int) Math.floorMod(dayNumber + slot.hashCode(), (long) all.size());
        Optional<Phrase> chosen = IntStream.range(0, all.size())
                .mapToObj(i -> all.get((first + i) % all.size()))
                .filter(frame -> frame.fits(context))
                .min(Comparator.comparing(frame -> lastUse.getOrDefault(frame.id(), -1)));
        chosen.ifPresent(frame -> {
            remember(frame.id());
            frames.add(frame.id());
        });
        return chosen;
    }

    /** Of some slots the one none of whose phrases was used for the longest time; the first of those never used. */
    Optional<String> leastRecent(List<String> slots) {
        return slots.stream().min(Comparator.comparing(slot -> Phrasebook.of(slot).stream()
                .mapToInt(phrase -> lastUse.getOrDefault(phrase.id(), -1))
                .max()
                .orElse(-1)));
    }

    private void remember(String frame) {
        uses++;
        lastUse.put(frame, uses);
    }

    /** The frames used so far, in order. */
    List<String> frames() {
        return List.copyOf(frames);
    }
}
