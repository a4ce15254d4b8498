package dev.reposignal.article;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands out facts in reading order and chooses between frames of a sentence. */
final class Scribe {
    private final long dayNumber;
    private final Map<String, Integer> uses = new HashMap<>();
    private final Set<String> described = new HashSet<>();
    private String section = "";
    private int facts;

    Scribe(LocalDate day) {
        dayNumber = day.toEpochDay();
    }

    void enter(String heading) {
        section = heading;
    }

    Sentence sentence() {
        return new Sentence(this);
    }

    Fact fact(TableRow row, String column, String text, String unit) {
        Object value = row.value(column);
        if (value == null) {
            throw new IllegalArgumentException("Cannot print %s of %s: it is null".formatted(column, row.row()));
        }
        Double number = value instanceof Number counted ? (Double) counted.doubleValue() : null;
        facts++;
        return new Fact("f%04d".formatted(facts), section, text, number, unit, row.row(), column);
    }

    /**
     * One of the frames, another one than a day, three days or a week before.
     *
     * @param slot the place in the article, so that different places turn differently
     * @param frames 1, 2, 4 or 5 of them: counts that share no divisor with those distances
     */
    Frame choose(String slot, Frame... frames) {
        if (repeats(frames.length)) {
            throw new IllegalArgumentException("%d frames for %s would repeat".formatted(frames.length, slot));
        }
        return turned(slot, List.of(frames));
    }

    /** One of the frames that tonight's data allow; at least one. The last ones go where the count would repeat. */
    Frame chooseAvailable(String slot, List<Frame> frames) {
        int size = frames.size();
        while (repeats(size)) {
            size--;
        }
        return turned(slot, frames.subList(0, size));
    }

    /** Whether a repository is described for the first time in this article; once is enough. */
    boolean describesFirst(String repoKey) {
        return described.add(repoKey);
    }

    /** One of the frames, another one each time the slot is used in an article. */
    Frame next(String slot, Frame... frames) {
        int use = uses.merge(slot, 1, Integer::sum);
        return frames[(int) Math.floorMod(dayNumber + slot.hashCode() + use, (long) frames.length)];
    }

    private Frame turned(String slot, List<Frame> frames) {
        return frames.get((int) Math.floorMod(dayNumber + slot.hashCode(), (long) frames.size()));
    }

    private static boolean repeats(int frames) {
        return frames % 3 == 0 || frames % 7 == 0;
    }

    /** A sentence with its facts left open. */
    @FunctionalInterface
    interface Frame {
        Sentence write(Sentence sentence);
    }
}
