package dev.reposignal.collect;

import dev.reposignal.config.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What a collection would cost, computed from the census alone.
 *
 * @param names requests for repositories without a node id
 * @param details requests with topics and open issues
 * @param plain requests without
 * @param points of GraphQL for all of them
 * @param searches at least; a search that finds more than a page has more
 * @param histories requests of REST for star histories, at most; those that have not changed cost nothing
 */
public record NightPrice(
        LocalDate day, long followed, int names, int details, int plain, int points, int searches, int histories) {
    private static final int DETAILS_CONNECTIONS = 3;

    static NightPrice of(Census census, Settings.Collect settings, LocalDate day) {
        List<Followed> followed =
                census.all().stream().filter(Followed::isFollowed).toList();
        int unnamed =
                (int) followed.stream().filter(each -> each.nodeId() == null).count();
        int known = followed.size() - unnamed;
        int share = (known + settings.detailsDays() - 1) / settings.detailsDays();
        int due = (int) Math.min(
                share,
                followed.stream()
                        .filter(each -> each.nodeId() != null)
                        .filter(each -> each.topicsOn() == null
                                || !each.topicsOn()
                                        .plusDays(settings.detailsDays())
                                        .isAfter(day))
                        .count());
        int names = requests(unnamed, Query.NAMES.largest());
        int details = requests(due, Query.DETAILS.largest());
        int plain = requests(known - due, Query.POLL.largest());
        int points = names + plain + details * Query.points(Query.DETAILS.largest(), DETAILS_CONNECTIONS);
        int searches = Discovery.births(settings, day).size() + (settings.bandStars() > 0 ? 1 : 0);
        return new NightPrice(
                day, followed.size(), names, details, plain, points, searches, settings.historyRequests());
    }

    private static int requests(int repositories, int batch) {
        return (repositories + batch - 1) / batch;
    }

    /** For people. */
    public List<String> lines() {
        return List.of(
                String.format(Locale.ROOT, "%s: %,d repositories are followed", day, followed),
                String.format(
                        Locale.ROOT,
                        "%,d requests of GraphQL: %,d plain, %,d with topics and open issues, %,d by name; about %,d"
                                + " points",
                        names + details + plain,
                        plain,
                        details,
                        names,
                        points),
                String.format(
                        Locale.ROOT,
                        "at least %,d searches (30 a minute) and at most %,d requests of REST for star histories",
                        searches,
                        histories));
    }
}
