package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPreparationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            acme/vectorDB         | A fast vector database            | -              | A fast vector database. vector DB
            acme/vue-admin_panel  | -                                 | vue,admin-ui   | vue admin panel. vue, admin ui
            acme/HTMLParser       | Parses HTML.                      | html           | Parses HTML. HTML Parser. html
            acme/x                | 🚀 Rocket :tada: for https://a.b/c | -              | Rocket for. x
            acme/x                | <b>Bold</b>   and   wide          | -              | Bold and wide. x
            acme/x                | ｆｕｌｌ ｗｉｄｔｈ                  | -              | full width. x
            acme/x                | 基于深度学习的图像识别工具           | -              | deep learning image recognition. x
            acme/x                | -                                 | -              | -
            acme/x                | 🚀                                | -              | -
            acme/x                | ''                                | -              | -
            acme/x                | 哈                                | -              | 哈. x
            """)
    void prepared(String name, @Nullable String description, @Nullable String topics, @Nullable String expected) {
        List<String> listed = topics == null ? null : List.of(topics.split(",", -1));

        assertThat(TextPreparation.prepared(name, description, listed)).isEqualTo(expected);
    }

    @Test
    void longText_isCutBetweenWords() {
        String text = TextPreparation.prepared("a/b", "word ".repeat(400), null);

        assertThat(text).hasSizeLessThanOrEqualTo(TextPreparation.LONGEST).endsWith(" word");
    }

    @Test
    void longTextWithoutBlanks_isNeverCutWithinACharacter() {
        String text = String.valueOf(TextPreparation.prepared("a/b", "\uD840\uDC00".repeat(400), null));

        assertThat(text).hasSizeLessThanOrEqualTo(TextPreparation.LONGEST);
        assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1))).isFalse();
    }

    @Test
    void lowerCase_isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(TextPreparation.lower("CLI")).isEqualTo("cli");
        } finally {
            Locale.setDefault(before);
        }
    }
}
