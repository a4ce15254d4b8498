package dev.reposignal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    @Test
    void quotedField_keepsCommasQuotesAndLineBreaks() throws IOException {
        assertThat(read("a,\"b, \"\"c\"\"\nd\",e\nf,g,h\n"))
                .extracting(CsvReader.Fields::line, CsvReader.Fields::values)
                .containsExactly(tuple(1L, List.of("a", "b, \"c\"\nd", "e")), tuple(3L, List.of("f", "g", "h")));
    }

    @Test
    void emptyLines_areNoRowsButAreCounted() throws IOException {
        assertThat(read("a\r\n\r\n\nb\rc"))
                .extracting(CsvReader.Fields::line, fields -> fields.values().get(0))
                .containsExactly(tuple(1L, "a"), tuple(4L, "b"), tuple(5L, "c"));
    }

    @Test
    void emptyFields_areEmptyTexts() throws IOException {
        assertThat(read(",\"\",\n").get(0).values()).containsExactly("", "", "");
    }

    @Test
    void quoteInsideAPlainField_isAQuote() throws IOException {
        assertThat(read("a 5\" disk,b").get(0).values()).containsExactly("a 5\" disk", "b");
    }

    @Test
    void textAfterAClosingQuote_spoilsThisRecordOnly() throws IOException {
        List<CsvReader.Fields> records = read("\"a\"b,c\nd,e\n");

        assertThat(records.get(0).problem()).startsWith("text follows a closing quote");
        assertThat(records.get(0).raw()).isEqualTo("\"a\"b,c");
        assertThat(records.get(1).problem()).isNull();
        assertThat(records.get(1).values()).containsExactly("d", "e");
    }

    @Test
    void quoteNeverClosed_isAnErrorNamingItsLine() {
        assertThatThrownBy(() -> read("a,b\nc,\"d\ne,f\n"))
                .isInstanceOf(BrokenFileException.class)
                .hasMessage("the quote opened in the record of line 2 is never closed");
    }

    @Test
    void endlessRecord_isAnErrorBeforeMemoryIsFull() {
        String endless = "\"" + "x\n".repeat(CsvReader.MAXIMUM_RECORD_CHARACTERS / 2 + 1);

        assertThatThrownBy(() -> read(endless)).hasMessageContaining("line 1 is longer than 4,000,000 characters");
    }

    @Test
    void rawText_isCutWithoutSplittingAnEmoji() throws IOException {
        String raw = read("x".repeat(3_999) + "🚀🚀").get(0).raw();

        assertThat(raw).isEqualTo("x".repeat(3_999));
    }

    private static List<CsvReader.Fields> read(String text) throws IOException {
        CsvReader reader = new CsvReader(new StringReader(text));
        List<CsvReader.Fields> records = new ArrayList<>();
        for (CsvReader.Fields next = reader.next(); next != null; next = reader.next()) {
            records.add(next);
        }
        return records;
    }
}
