package dev.reposignal.collect;

import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param headers by name in lower case
 */
record Answer(int status, Map<String, String> headers, String body) {
    Answer {
        headers = Map.copyOf(headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A header that is a whole number; empty where it is missing or not one. */
    Optional<Long> number(String name) {
        return header(name)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }
}
