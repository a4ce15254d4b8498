package dev.reposignal.table;

import java.util.EnumSet;
import java.util.Set;

/**
 * Why a subject is no trend, in the order in which the conditions are looked at: the column {@code trends.falls_short}
 * (jobs/docs/editor.md).
 */
public enum Shortfall implements ColumnValue {
    /** It is not about developer technology. */
    RELEVANCE("relevance"),
    /** It gained too few stars a day before the week. */
    PACE("pace"),
    /** Its week is not enough faster than the three weeks before. */
    GROWTH("growth"),
    /** It grew no more than the rest of the feed. */
    REST("rest"),
    /** Without its largest repository it did not grow enough. */
    LARGEST("largest"),
    /** Too few owners have a repository that grew. */
    OWNERS("owners"),
    /** Its owners that speed up are not clearly more than those that slow down. */
    BALANCE("balance"),
    /** Those that carry its growth are about something else than its label says. */
    LABEL("label"),
    /** Too few past weeks are known to tell it from noise. */
    HISTORY("history"),
    /** Past weeks were as strong too often. */
    CHANCE("chance");

    /** Those that tell how near a subject came; what misses another is no candidate at all. */
    public static final Set<Shortfall> COUNTED = EnumSet.complementOf(EnumSet.of(RELEVANCE, LABEL));

    private final String value;

    Shortfall(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static Shortfall of(String value) {
        return ColumnValues.of(Shortfall.class, value);
    }
}
