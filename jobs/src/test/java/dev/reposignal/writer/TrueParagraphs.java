package dev.reposignal.writer;

import java.util.ArrayList;
import java.util.List;

/** The texts of {@code true-paragraphs.txt}. */
final class TrueParagraphs {
    /**
     * A true text.
     *
     * @param plan the paragraph it words anew
     * @param isHeldOut whether nobody looked at it while the guard was made
     */
    record TrueParagraph(String plan, boolean isHeldOut, String text) {}

    private TrueParagraphs() {}

    static List<TrueParagraph> all() {
        List<TrueParagraph> all = new ArrayList<>();
        String plan = "";
        boolean isHeldOut = false;
        for (String line : Plans.lines("true-paragraphs.txt")) {
            if (line.startsWith("[")) {
                plan = line.substring(1, line.length() - 1);
                isHeldOut = false;
            } else if (line.equals("---")) {
                isHeldOut = true;
            } else {
                all.add(new TrueParagraph(plan, isHeldOut, line));
            }
        }
        return all;
    }
}
