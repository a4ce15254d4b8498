package dev.reposignal.reach;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.PublicPaths;
import dev.reposignal.site.Repository;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A picture per repository that was on a board or is watched, which networks show where its page is posted. It tells of the
 * latest night on the board, or of the Monday before the latest night where it was on none, so that it changes only then; one
 * that did not change is taken from the site before.
 */
public final class SocialCards implements SiteAddition {
    private static final String KEYS = "cards/keys.json";

    /** To be raised when cards are drawn differently. */
    private static final int DRAWING = 1;

    private static final int KEY_DIGITS = 16;
    private static final int DAYS = 90;
    private static final int NAME_LENGTH = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, LocalDate> trendedOn;
    private final Set<String> watched;
    private final Map<String, String> keys = new TreeMap<>();
    private @Nullable Map<String, String> before;

    private SocialCards(Map<String, LocalDate> trendedOn, Set<String> watched) {
        this.trendedOn = Map.copyOf(trendedOn);
        this.watched = Set.copyOf(watched);
    }

    /**
     * Cards of all repositories that were on a board or are watched.
     *
     * @param trendedOn first day on a trending list by repo_key, where that is known
     * @param watched repo_key of the watched repositories that have a page
     * @throws IllegalStateException where this Java cannot draw text
     */
    public static SocialCards drawn(Map<String, LocalDate> trendedOn, Set<String> watched) {
        String fault = CardPicture.fault();
        if (!fault.isEmpty()) {
            throw new IllegalStateException(
                    "Java has no fonts (%s). Install fontconfig and a font, for example fonts-dejavu-core; until then networks show the picture of the site"
                            .formatted(fault));
        }
        return new SocialCards(trendedOn, watched);
    }

    @Override
    public PageLayout.@Nullable Picture picture(Repository repository) {
        return said(repository)
                .map(said -> new PageLayout.Picture(
                        path(repository),
                        "%s: %s; a line of its stars".formatted(name(repository), String.join(", ", said.words()))))
                .orElse(null);
    }

    private static String path(Repository repository) {
        return PublicPaths.page(repository.repoKey())
                .replaceFirst("^repositories/", "cards/")
                .replaceFirst("\\.html$", ".png");
    }

    private static String name(Repository repository) {
        return OutsideText.line(repository.fullName(), NAME_LENGTH);
    }

    @Override
    public void repository(SiteFolder site, Repository repository) throws IOException {
        Optional<Said> said = said(repository);
        if (said.isEmpty()) {
            return;
        }
        LocalDate last = said.get().day();
        List<CardPicture.Count> counts = repository.counts().stream()
                .filter(count -> !count.snapshotDate().isAfter(last)
                        && !count.snapshotDate().isBefore(last.minusDays(DAYS)))
                .map(count -> new CardPicture.Count(count.snapshotDate(), count.stars()))
                .toList();
        CardPicture card = new CardPicture(
                OutsideText.line(site.settings().title(), NAME_LENGTH),
                name(repository),
                said.get().words(),
                counts);
        String path = path(repository);
        String key = Sha256.hex(DRAWING + "\n" + card, KEY_DIGITS);
        keys.put(path, key);
        Path earlier = key.equals(before(site).get(path)) ? site.previous(path) : null;
        if (earlier == null) {
            Files.write(site.file(path), card.png());
        } else {
            Files.copy(earlier, site.file(path));
        }
    }

    /** What a card says, as of a day. */
    private record Said(LocalDate day, List<String> words) {}

    private Optional<Said> said(Repository repository) {
        if (!repository.nights().isEmpty()) {
            Repository.BoardNight last = repository.nights().get(0);
            return Optional.of(new Said(
                    last.snapshotDate(),
                    words(
                            repository,
                            "rank %d on %s".formatted(last.boardPlace(), last.snapshotDate()),
                            last.stars())));
        }
        if (!watched.contains(repository.repoKey())) {
            return Optional.empty();
        }
        LocalDate monday = repository.latest().snapshotDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return repository.counts().stream()
                .filter(count -> !count.snapshotDate().isAfter(monday))
                .max(Comparator.comparing(Repository.Count::snapshotDate))
                .map(count -> new Said(
                        count.snapshotDate(),
                        words(repository, "watched, as of " + count.snapshotDate(), count.stars())));
    }

    /** What comes first, and how early it was named or its stars. */
    private List<String> words(Repository repository, String first, long stars) {
        List<String> words = new ArrayList<>(List.of(first));
        DaysNamedBefore.of(repository, trendedOn.get(repository.repoKey()))
                .ifPresent(days ->
                        words.add("named %s before it trended".formatted(NumberFormats.counted(days, "day", "days"))));
        if (words.size() == 1) {
            words.add(NumberFormats.counted(stars, "star", "stars"));
        }
        return words;
    }

    /** The keys of the cards of the site before; none where they cannot be read. */
    private Map<String, String> before(SiteFolder site) {
        if (before == null) {
            Path file = site.previous(KEYS);
            try {
                before = file == null
                        ? Map.of()
                        : JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {});
            } catch (IOException e) {
                before = Map.of();
            }
        }
        return before;
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        site.text(KEYS, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(keys) + "\n");
    }
}
