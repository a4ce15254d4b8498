package dev.reposignal.writer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What may be said with the facts of a column; a row of {@code roles.txt}.
 *
 * @param column the column
 * @param of what of its row it is about: name, subject, largest, leader, owner or none
 * @param group facts of one group are easily taken for each other: where one is printed, the words of the other end
 * @param nouns what it may count
 * @param needs words of which one must be near it; with &lt; among the three words before it, with &gt; the word after it, with ~ anywhere in its sentence, with ^
 *     anywhere in its sentence if no fact of its group is there
 * @param never words of which none may be near it
 */
record FactRole(String column, String of, String group, Set<String> nouns, Set<String> needs, Set<String> never) {
    private static final Map<String, FactRole> ALL = read();

    FactRole {
        nouns = Set.copyOf(nouns);
        needs = Set.copyOf(needs);
        never = Set.copyOf(never);
    }

    /** The role of a column; empty where none is known, and then no model writes of it. */
    static Optional<FactRole> of(String table, String column) {
        return Optional.ofNullable(ALL.getOrDefault(table + "." + column, ALL.get(column)));
    }

    /** Whether this word is supported by a fact of this role beside it. */
    boolean supports(String word) {
        return needs.contains(word) || needs.contains("~" + word) || needs.contains(">" + word);
    }

    boolean isName() {
        return of.startsWith("name");
    }

    private static Map<String, FactRole> read() {
        try (InputStream in = Objects.requireNonNull(
                        FactRole.class.getResourceAsStream("roles.txt"), "roles.txt is part of the jar");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, FactRole> roles = new HashMap<>();
            for (String line : lines.lines().toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\\|", -1);
                FactRole role = new FactRole(
                        cells[0].strip(),
                        cells[1].strip(),
                        cells[2].strip(),
                        words(cells[3]),
                        words(cells[4]),
                        words(cells[5]));
                if (roles.put(role.column(), role) != null) {
                    throw new IllegalArgumentException("The column %s has two roles".formatted(role.column()));
                }
            }
            return Map.copyOf(roles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> words(String cell) {
        Set<String> words = new HashSet<>(List.of(cell.strip().split("\\s+")));
        words.remove("");
        words.remove("-");
        return words;
    }
}
