package dev.reposignal.night.wrong;

import io.delta.tables.DeltaTable;

/** Opens a table past the lake. */
public final class WrongDelta {
    private WrongDelta() {}

    static void vacuum(DeltaTable table) {
        table.vacuum();
    }
}
