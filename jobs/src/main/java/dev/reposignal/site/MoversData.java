package dev.reposignal.site;

import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the movers page filters, each number as a value and as it is printed. */
record MoversData(List<Row> movers) {
    /**
     * A repository in one window.
     *
     * @param page the address of its page here; null where it has none
     */
    record Row(
            int window,
            int position,
            String name,
            @Nullable String page,
            @Nullable String github,
            @Nullable String language,
            long stars,
            String tier,
            Printed printed) {}

    /** Numbers as printed; an unknown one is a dash. */
    record Printed(String position, String stars, String gained, String velocity, String growth) {}

    static MoversData of(Edition edition, List<Mover> movers) {
        return new MoversData(movers.stream().map(mover -> row(edition, mover)).toList());
    }

    private static Row row(Edition edition, Mover mover) {
        return new Row(
                mover.windowDays(),
                mover.position(),
                OutsideText.shown(mover.fullName()),
                edition.repositoryKeys().contains(mover.repoKey()) ? Addresses.repository(mover.repoKey()) : null,
                GitHubLinks.page(mover.fullName()).orElse(null),
                mover.language() == null ? null : OutsideText.shown(mover.language()),
                mover.stars(),
                mover.tier(),
                new Printed(
                        NumberFormats.count(mover.position()),
                        NumberFormats.count(mover.stars()),
                        NumberFormats.signedCount(mover.starsGained()),
                        NumberFormats.signedRate(mover.velocity()),
                        NumberFormats.percent(mover.shareGained())));
    }
}
