package dev.reposignal.article;

import dev.reposignal.text.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The words of the articles: every frame of {@code phrases.txt}, by the slot it stands in. */
final class Phrasebook {
    private static final Map<String, List<Phrase>> ALL = read();

    private Phrasebook() {}

    /** The frames of a slot. */
    static List<Phrase> of(String slot) {
        return Objects.requireNonNull(ALL.get(slot), () -> "No frames for " + slot);
    }

    static Map<String, List<Phrase>> all() {
        return ALL;
    }

    private static Map<String, List<Phrase>> read() {
        return parsed(Resources.lines(Phrasebook.class, "phrases.txt"));
    }

    /** A slot in square brackets, below it a frame a line; # begins a comment. */
    static Map<String, List<Phrase>> parsed(List<String> lines) {
        Map<String, List<Phrase>> frames = new LinkedHashMap<>();
        String slot = "";
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                slot = line.strip().substring(1, line.strip().length() - 1);
                if (frames.put(slot, new ArrayList<>()) != null) {
                    throw new IllegalArgumentException("The slot %s stands there twice".formatted(slot));
                }
            } else {
                Objects.requireNonNull(frames.get(slot), "A frame stands below its slot")
                        .add(Phrase.of(slot, line.strip()));
            }
        }
        return frames;
    }
}
