package dev.reposignal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendingFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void columnsInAnyOrder_areRead() throws IOException {
        String file = file("stars,rank,Full_Name,trending_date\n11996,1,C4illin/ConvertX,2025-12-17\n");

        assertThat(TrendingFile.read(TestSpark.session(), file).collectAsList())
                .extracting(Object::toString)
                .containsExactly("[2025-12-17,C4illin/ConvertX,11996]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            full_name,stars~a/b,1                              | no column trending_date
            trending_date,full_name,stars~17.12.2025,a/b,1     | a row reads null, a/b, 1
            trending_date,full_name,stars~2025-12-17,a/b,many  | a row reads 2025-12-17, a/b, null
            trending_date,full_name,stars~2025-12-17,ab,1      | a row reads 2025-12-17, ab, 1
            trending_date,full_name,stars                      | has no rows
            """)
    void whatCannotBeRead_isNamed(String content, String cause) throws IOException {
        String file = file(content.strip().replace("~", "\n") + "\n");

        assertThatThrownBy(() -> TrendingFile.read(TestSpark.session(), file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(cause.strip())
                .hasMessageContaining("Name a CSV file");
    }

    @Test
    void noSuchFile_isSaid() {
        assertThatThrownBy(() -> TrendingFile.read(TestSpark.session(), "nowhere.csv"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no such file");
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("trending.csv"), content).toString();
    }
}
