package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A stream processing library for Go. go streams | A stream processing library. streams
            Fast HTTP implementation for Golang, up to 10 times faster | Fast HTTP implementation, up to 10 times faster
            Distributed in-memory cache written in pure Rust | Distributed in-memory cache
            Durable queue for the Java programming language. kafka | Durable queue. kafka
            Message broker. broker. java, kafka, rabbitmq | Message broker. broker. kafka, rabbitmq
            """)
    void namesOfLanguages_areTakenOutWithWhatTiesThemToTheText(String text, String expected) {
        assertThat(LanguageNames.removed(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The Go programming language
            Go to the moon in style
            JavaScript-like syntax for go-redis clients
            Java decompiler
            """)
    void textAboutALanguage_andWordsThatOnlyLookLikeOne_stay(String text) {
        assertThat(LanguageNames.removed(text)).isEqualTo(text);
    }

    @Test
    void emptyText_isEmpty() {
        assertThat(LanguageNames.removed("")).isEmpty();
    }
}
