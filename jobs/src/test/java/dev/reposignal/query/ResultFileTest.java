package dev.reposignal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFileTest {
    @TempDir
    Path folder;

    private static Dataset<Row> rows() {
        return TestSpark.session().sql("""
                        SELECT * FROM VALUES
                          (2, '=HYPERLINK("http://x")', -5L, array('a', 'b')),
                          (1, ' two, "three" ', CAST(null AS BIGINT), CAST(null AS array<string>)),
                          (3, '', 0L, array('=1'))
                        AS t (id, text, number, list)""");
    }

    private String written(ResultFile.Format format) throws IOException {
        Path file = folder.resolve("rows." + format);
        ResultFile.write(rows(), List.of("id"), format, file.toString(), false);
        return Files.readString(file);
    }

    @Test
    void csv_isSafeForASpreadsheet_andKeepsNumbersSpacesAndNulls() throws IOException {
        assertThat(written(ResultFile.Format.CSV)).isEqualTo("""
                id,text,number,list
                1," two, ""three"" ",,
                2,"'=HYPERLINK(""http://x"")",-5,"[""a"",""b""]"
                3,"",0,"[""=1""]"
                """);
    }

    @Test
    void jsonl_keepsTextAndNullsAsTheyAre() throws IOException {
        assertThat(written(ResultFile.Format.JSONL).lines())
                .containsExactly(
                        "{\"id\":1,\"text\":\" two, \\\"three\\\" \",\"number\":null,\"list\":null}",
                        "{\"id\":2,\"text\":\"=HYPERLINK(\\\"http://x\\\")\",\"number\":-5,\"list\":[\"a\",\"b\"]}",
                        "{\"id\":3,\"text\":\"\",\"number\":0,\"list\":[\"=1\"]}");
    }

    @Test
    void parquet_comesBackAsItWas() {
        Path file = folder.resolve("rows.parquet");
        ResultFile.write(rows(), List.of("id"), ResultFile.Format.PARQUET, file.toString(), false);

        assertThat(TestSpark.session().read().parquet(file.toString()).collectAsList())
                .containsExactlyElementsOf(rows().orderBy("id").collectAsList());
    }

    @Test
    void fileThatIsThere_isReplacedOnlyWhenAsked_andNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "mine");

        assertThatThrownBy(() -> ResultFile.write(rows(), List.of(), ResultFile.Format.CSV, file.toString(), false))
                .hasMessageContaining("--force");
        assertThat(file).hasContent("mine");

        ResultFile.write(rows(), List.of("id"), ResultFile.Format.CSV, file.toString(), true);
        assertThat(Files.readString(file)).startsWith("id,text");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void folderThatCannotBeWritten_isTheUsersError() {
        assertThatThrownBy(() ->
                        ResultFile.write(rows(), List.of(), ResultFile.Format.CSV, "/proc/nowhere/rows.csv", false))
                .isInstanceOf(dev.reposignal.error.UserException.class)
                .hasMessageStartingWith("Cannot write /proc/nowhere/rows.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1", "\uFF201"})
    void textThatWouldRun_getsAnApostrophe(String text) {
        assertThat(SpreadsheetText.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "1-2", " =1", "'=1"})
    void textThatDoesNotRun_staysAsItIs(String text) {
        assertThat(SpreadsheetText.safe(text)).isEqualTo(text);
    }
}
