package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.lake.Lake;
import dev.reposignal.reach.read.WatchReader;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.watch.Watchlists;
import java.io.PrintWriter;
import java.util.List;

/** What a publication has beside the pages of the nights: read from files first, so that a mistake in them ends no night. */
record Reach(Watchlists lists) {
    /**
     * Reads the files.
     *
     * @throws dev.reposignal.error.UserException with all that is wrong in them
     */
    static Reach of(SettingsOptions options, Settings settings) {
        return new Reach(options.watchlists(settings));
    }

    /**
     * Checks what needs Spark, before anything is computed.
     *
     * @throws dev.reposignal.error.UserException with all that is wrong
     */
    Reach checked(Lake lake) {
        WatchReader.check(lake, lists);
        return this;
    }

    /** The additions to the site, read from the tables as they are now; what cannot be read is said and left out. */
    List<SiteAddition> additions(Lake lake, PrintWriter err) {
        try {
            return lists.isEmpty() ? List.of() : List.of(WatchReader.read(lake, lists));
        } catch (RuntimeException e) {
            // A condition may fail on a value that no check could know, as a division by zero. The night goes out
            // anyway.
            err.println("warning: the site is published without watchlists: " + e.getMessage());
            err.flush();
            return List.of();
        }
    }
}
