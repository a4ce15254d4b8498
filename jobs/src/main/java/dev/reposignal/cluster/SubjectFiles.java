package dev.reposignal.cluster;

import dev.reposignal.error.Errors;
import dev.reposignal.table.Relevance;
import dev.reposignal.text.Resources;
import dev.reposignal.text.TextFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the lists of subjects and of fields; a list of somebody else is checked whole before it is refused. */
final class SubjectFiles {
    private static final String SUBJECTS = "subjects.tsv";
    private static final String FIELDS = "fields.tsv";
    private static final int LEAST_COLUMNS = 4;

    private final List<String> problems = new ArrayList<>();

    private SubjectFiles() {}

    /**
     * The lists of two files.
     *
     * @param subjectsFile path of the list of subjects; "" for the committed one
     * @param fieldsFile path of the list of fields; "" for the committed one
     * @throws dev.reposignal.error.UserException with all problems of both
     */
    static Subjects read(String subjectsFile, String fieldsFile) {
        String subjects = text(subjectsFile, "cluster.subjects", SUBJECTS);
        String fields = text(fieldsFile, "cluster.fields", FIELDS);
        return parsed(name(subjectsFile, SUBJECTS), subjects, name(fieldsFile, FIELDS), fields);
    }

    static Subjects parsed(String subjectsName, String subjectsText, String fieldsName, String fieldsText) {
        SubjectFiles reader = new SubjectFiles();
        Fields fields = reader.fields(fieldsName, fieldsText);
        List<Subjects.Subject> subjects = reader.subjects(subjectsName, subjectsText, fieldsName, fields);
        if (!reader.problems.isEmpty()) {
            throw Errors.invalidSubjects(reader.problems);
        }
        return new Subjects(fields, subjects);
    }

    private static String name(String file, String committed) {
        return file.isEmpty() ? committed : file;
    }

    private static String text(String file, String setting, String committed) {
        if (file.isEmpty()) {
            return Resources.text(SubjectFiles.class, committed);
        }
        try {
            return TextFiles.read(file);
        } catch (IOException e) {
            throw Errors.unreadableSubjects(setting, file, e.toString());
        }
    }

    private Fields fields(String name, String text) {
        List<Fields.Field> fields = new ArrayList<>();
        Map<String, Integer> claimed = new HashMap<>();
        forEachLine(text, (number, line) -> {
            String where = "%s line %d".formatted(name, number);
            String[] columns = line.split("\t", -1);
            if (columns.length != 2 || columns[0].isBlank()) {
                problems.add("%s has %d columns, or no name; a field has 2, separated by a tab: name, anchor phrases"
                        .formatted(where, columns.length));
                return;
            }
            List<String> phrases = phrases(where, columns[0], columns[1]);
            for (String phrase : phrases) {
                Integer before = claimed.putIfAbsent(phrase, number);
                if (before != null) {
                    problems.add("%s has the phrase %s, which line %d has too".formatted(where, phrase, before));
                }
            }
            fields.add(new Fields.Field(columns[0], phrases));
        });
        if (fields.isEmpty()) {
            problems.add("%s has no field".formatted(name));
        }
        return new Fields(fields);
    }

    private List<Subjects.Subject> subjects(String name, String text, String fieldsName, Fields fields) {
        List<Subjects.Subject> subjects = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        forEachLine(text, (number, line) -> {
            String where = "%s line %d".formatted(name, number);
            String[] columns = line.split("\t", -1);
            if (columns.length < LEAST_COLUMNS || columns.length > LEAST_COLUMNS + 1) {
                problems.add(
                        "%s has %d columns; a subject has 4 or 5, separated by tabs: field, relevance, name, further words, made with"
                                .formatted(where, columns.length));
                return;
            }
            Optional<String> field = fields.called(columns[0]);
            if (field.isEmpty()) {
                problems.add("%s has the field '%s', which %s does not list (cluster.fields); it lists %s"
                        .formatted(where, columns[0], fieldsName, String.join(", ", fields.names())));
            }
            Optional<Relevance> relevance = Arrays.stream(Relevance.values())
                    .filter(value -> value.value().equals(columns[1]))
                    .findFirst();
            if (relevance.isEmpty()) {
                problems.add("%s has the relevance '%s', none of %s"
                        .formatted(
                                where,
                                columns[1],
                                Arrays.stream(Relevance.values())
                                        .map(Relevance::value)
                                        .collect(Collectors.joining(", "))));
            }
            String madeWith = columns.length > LEAST_COLUMNS ? columns[LEAST_COLUMNS] : "";
            Optional<Subjects.MadeWith> made = Subjects.MadeWith.of(madeWith);
            if (made.isEmpty()) {
                problems.add("%s has '%s' in the column made with, neither language nor framework nor nothing"
                        .formatted(where, madeWith));
            }
            if (columns[2].isBlank()) {
                problems.add("%s has no name".formatted(where));
            }
            Integer before = names.putIfAbsent(columns[2], number);
            if (before != null) {
                problems.add("%s has the name %s, which line %d has too".formatted(where, columns[2], before));
            }
            List<String> phrases = phrases(where, columns[2], columns[3]);
            if (field.isPresent() && relevance.isPresent() && made.isPresent()) {
                subjects.add(new Subjects.Subject(field.get(), relevance.get(), columns[2], phrases, made.get()));
            }
        });
        if (subjects.isEmpty() && problems.isEmpty()) {
            problems.add("%s has no subject".formatted(name));
        }
        return subjects;
    }

    /** The name in lower case and the further words, each once. */
    private List<String> phrases(String where, String name, String further) {
        Set<String> phrases = new LinkedHashSet<>();
        phrases.add(name.toLowerCase(Locale.ROOT));
        if (!further.isBlank()) {
            for (String phrase : further.split(",", -1)) {
                String word = phrase.strip().toLowerCase(Locale.ROOT);
                if (word.isEmpty()) {
                    problems.add("%s has an empty phrase between commas".formatted(where));
                } else if (!phrases.add(word)) {
                    problems.add("%s has the phrase %s twice".formatted(where, word));
                }
            }
        }
        return List.copyOf(phrases);
    }

    /** What reads one line of a list. */
    private interface LineReader {
        void read(int number, String line);
    }

    private static void forEachLine(String text, LineReader reader) {
        List<String> lines = text.lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank() && !line.startsWith("#")) {
                reader.read(number, line);
            }
        }
    }
}
