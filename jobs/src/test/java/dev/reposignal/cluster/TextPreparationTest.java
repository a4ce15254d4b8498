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
            acme/vectorDB         | A fast vector database            | -              | vector DB. A fast vector database
            acme/vue-admin_panel  | -                                 | vue,admin-ui   | vue admin panel. vue, admin ui
            acme/HTMLParser       | Parses HTML.                      | html           | HTML Parser. Parses HTML. html
            acme/x                | 🚀 Rocket :tada: for https://a.b/c | -              | x. Rocket for
            acme/x                | <b>Bold</b>   and   wide          | -              | x. Bold and wide
            acme/x                | ｆｕｌｌ ｗｉｄｔｈ                  | -              | x. full width
            acme/x                | 基于深度学习的图像识别工具           | -              | x. deep learning image recognition
            acme/x                | -                                 | -              | -
            acme/x                | 🚀                                | -              | -
            acme/x                | ''                                | -              | -
            acme/x                | 哈                                | -              | x. 哈
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
