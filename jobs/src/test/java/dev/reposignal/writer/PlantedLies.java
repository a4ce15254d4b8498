package dev.reposignal.writer;

import java.util.ArrayList;
import java.util.List;

/** The lies of {@code planted-lies.txt}. */
final class PlantedLies {
    /**
     * A lie.
     *
     * @param plan the paragraph it is planted into
     * @param kind what is false
     * @param text the whole answer
     */
    record Lie(String plan, String kind, String text) {
        @Override
        public String toString() {
            return plan + ", " + kind + ": " + text;
        }
    }

    private PlantedLies() {}

    static List<Lie> all() {
        List<Lie> lies = new ArrayList<>();
        String plan = "";
        for (String line : Plans.lines("planted-lies.txt")) {
            if (line.startsWith("[")) {
                plan = line.substring(1, line.length() - 1);
                continue;
            }
            String[] cells = line.split("\\s*\\|\\s*", 2);
            lies.add(new Lie(plan, cells[0], answer(Plans.plan(plan).source(), cells[1])));
        }
        return lies;
    }

    private static String answer(String source, String edit) {
        String[] sides = edit.split(" => ?", 2);
        if (sides.length == 1) {
            return edit;
        }
        if (!source.contains(sides[0])) {
            throw new IllegalArgumentException("The source has no \"%s\": %s".formatted(sides[0], source));
        }
        return source.replace(sides[0], sides[1]);
    }
}
