package dev.reposignal.reach;

import dev.reposignal.table.Tier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A repository that came onto the board or went off it, or up to the surfacing ones or down from them, from one published
 * night to the next.
 *
 * @param change entered, left, surfaced or sank
 * @param place rank now; null off the board
 * @param placeBefore rank on the night before; null off the board
 */
public record BoardMove(
        LocalDate night,
        String repoKey,
        String fullName,
        String change,
        @Nullable Integer place,
        @Nullable Integer placeBefore) {
    /** A repository on the board of a night. */
    public record Listed(LocalDate night, String repoKey, String fullName, int place, Tier tier) {}

    /**
     * All moves between successive nights, the newest first, then by rank.
     *
     * @param nights the published nights, those with an empty board included
     * @param listed the boards of these nights
     */
    static List<BoardMove> of(List<LocalDate> nights, List<Listed> listed) {
        NavigableMap<LocalDate, Map<String, Listed>> boards = new TreeMap<>();
        nights.forEach(night -> boards.put(night, Map.of()));
        listed.stream()
                .collect(Collectors.groupingBy(
                        Listed::night, Collectors.toMap(Listed::repoKey, Function.identity(), (one, other) -> one)))
                .forEach(boards::put);
        List<BoardMove> moves = new ArrayList<>();
        for (LocalDate night : boards.descendingKeySet()) {
            Map.Entry<LocalDate, Map<String, Listed>> before = boards.lowerEntry(night);
            if (before != null) {
                moves.addAll(between(night, before.getValue(), Objects.requireNonNull(boards.get(night))));
            }
        }
        return moves;
    }

    private static List<BoardMove> between(LocalDate night, Map<String, Listed> before, Map<String, Listed> now) {
        List<BoardMove> moves = new ArrayList<>();
        now.forEach((key, listed) -> {
            Listed earlier = before.get(key);
            if (earlier == null || earlier.tier() != listed.tier()) {
                String change = listed.tier() == Tier.SURFACING ? "surfaced" : earlier == null ? "entered" : "sank";
                moves.add(new BoardMove(
                        night,
                        key,
                        listed.fullName(),
                        change,
                        listed.place(),
                        earlier == null ? null : earlier.place()));
            }
        });
        before.forEach((key, listed) -> {
            if (!now.containsKey(key)) {
                moves.add(new BoardMove(night, key, listed.fullName(), "left", null, listed.place()));
            }
        });
        moves.sort(Comparator.comparing((BoardMove move) -> move.place() == null)
                .thenComparing(move -> move.place() == null ? Objects.requireNonNull(move.placeBefore()) : move.place())
                .thenComparing(BoardMove::repoKey));
        return moves;
    }

    /** The move in words: "surfaced at rank 3", "left the board, where it had rank 12". */
    public String words() {
        return switch (change) {
            case "surfaced" -> "surfaced at rank " + place;
            case "entered" -> "came onto the board at rank " + place;
            case "sank" -> "no longer surfaces, rank %d after %d".formatted(place, placeBefore);
            default -> "left the board, where it had rank " + placeBefore;
        };
    }
}
