package dev.reposignal.writer;

import dev.reposignal.article.Fact;
import dev.reposignal.article.Part;

/**
 * A fact that a paragraph prints, under the name that the model knows it by.
 *
 * @param id its name within the paragraph, made of its column: week_velocity, full_name_2
 * @param part the fact as the phrases print it
 * @param uses how often the phrases print it; the model may print it as often, and at least once
 * @param role what may be said with it
 * @param entity whose fact it is: facts about one thing have one entity
 */
record PlanFact(String id, Part.Bound part, int uses, FactRole role, String entity) {
    Fact fact() {
        return part.fact();
    }

    /** Whether it names its entity. */
    boolean isName() {
        return role.isName();
    }

    /** Whether it is printed between quotation marks. */
    boolean isQuoted() {
        return part instanceof Part.Name && role.group().equals("quotation");
    }

    /** +1 where the value is above zero, -1 below; 0 without a value. */
    int sign() {
        Double value = fact().value();
        return value == null ? 0 : (int) Math.signum(value);
    }
}
