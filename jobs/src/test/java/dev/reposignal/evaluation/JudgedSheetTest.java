package dev.reposignal.evaluation;

import static dev.reposignal.testing.TestRows.columns;
import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedSheetTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    Path folder;

    @Test
    void sheet_hasTheMostStarredAndOthersAtRandom_ofEveryCluster() {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        List<Map<String, @Nullable Object>> snapshots = new ArrayList<>();
        List<Map<String, @Nullable Object>> members = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String key = "name:a/r" + i;
            snapshots.add(
                    row("snapshot_date", "2026-03-06", "repo_key", key, "full_name", "a/r" + i, "stars", 100L + i));
            // The last one belongs to no cluster.
            members.add(columns("snapshot_date | repo_key | full_name | cluster_id")
                    .row("2026-03-06", key, "a/r" + i, i == 19 ? null : i < 3 ? "c-small" : "c-large"));
        }
        lake.replaceDay(Tables.SNAPSHOTS, DAY, TestRows.of(Tables.SNAPSHOTS, snapshots));
        lake.replaceDay(Tables.CLUSTER_MEMBERS, DAY, TestRows.of(Tables.CLUSTER_MEMBERS, members));
        lake.replaceDay(
                Tables.CLUSTERS,
                DAY,
                TestRows.of(
                        Tables.CLUSTERS,
                        row("snapshot_date", "2026-03-06", "cluster_id", "c-small", "label", "small things"),
                        row("snapshot_date", "2026-03-06", "cluster_id", "c-large", "label", "large things")));

        List<Row> sheet = JudgedSheet.drawn(lake, DAY, 7).collectAsList();

        assertThat(sheet).hasSize(13);
        assertThat(names(sheet, "large things", "starred"))
                .containsExactly("a/r18", "a/r17", "a/r16", "a/r15", "a/r14");
        assertThat(names(sheet, "large things", "random"))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .allMatch(name -> Integer.parseInt(name.substring(3)) < 14);
        assertThat(names(sheet, "small things", "starred")).containsExactly("a/r2", "a/r1", "a/r0");
        assertThat(JudgedSheet.drawn(lake, DAY, 7).collectAsList()).isEqualTo(sheet);
    }

    @Test
    void judgedSheet_isCounted_andUnjudgedRowsAreLeftOut() throws IOException {
        JudgedSheet.Judgement judgement = read("""
                cluster_id,field,label,drawn,full_name,stars,description,fits
                c-1,Web,forms,starred,a/a,9,"a ""quoted"", text",yes
                c-1,Web,forms,starred,a/b,8,,Y
                c-1,Web,forms,random,a/c,1,,no
                c-2,Web,icons,starred,a/d,9,,1
                c-2,Web,icons,random,a/e,1,,
                c-3,Web,fonts,random,a/f,1,,
                """);

        assertThat(judgement.rows()).isEqualTo(6);
        assertThat(judgement.members()).isEqualTo(new JudgedSheet.Count(4, 3));
        assertThat(judgement.starred()).isEqualTo(new JudgedSheet.Count(3, 3));
        assertThat(judgement.random()).isEqualTo(new JudgedSheet.Count(1, 0));
        assertThat(judgement.clusters())
                .extracting(JudgedSheet.ClusterCount::label)
                .containsExactly("forms", "icons");
        assertThat(judgement.clustersFrom(0.8)).isEqualTo(1);
        // A sheet of an older version has no columns for labels.
        assertThat(judgement.labels().judged()).isZero();
    }

    @Test
    void answerThatIsNeitherYesNorNo_isRefused() {
        assertThatThrownBy(() -> read("cluster_id,label,drawn,fits\nc-1,forms,starred,perhaps\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a row of forms says perhaps, neither yes nor no");
    }

    @Test
    void sheetWithoutColumnOrJudgement_isRefused() {
        assertThatThrownBy(() -> read("cluster_id,label,drawn\nc-1,forms,starred\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it has no column fits, only cluster_id, label, drawn");
        assertThatThrownBy(() -> read("cluster_id,label,drawn,fits\nc-1,forms,starred,\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none of its 1 rows is judged");
    }

    @Test
    void judgedLabels_areCountedOnceForEachCluster_andPairsOnce() throws IOException {
        JudgedSheet.Labels labels = read("""
                cluster_id,label,drawn,fits,label_judgement,same_subject_as
                c-1,forms,starred,yes,Good,
                c-1,forms,random,no,good,
                c-2,icons,starred,yes,vague,pictograms
                c-3,pictograms,starred,yes,bad,icons
                c-4,fonts,starred,yes,,
                """).labels();

        assertThat(labels)
                .isEqualTo(new JudgedSheet.Labels(
                        1,
                        1,
                        1,
                        new TreeMap<>(Map.of("icons", "vague", "pictograms", "bad")),
                        List.of(new JudgedSheet.LabelPair("icons", "pictograms"))));
    }

    @Test
    void labelJudgementsThatContradictOrNameNoLabel_areRefused() {
        String header = "cluster_id,label,drawn,fits,label_judgement,same_subject_as\n";
        assertThatThrownBy(() -> read(header + "c-1,forms,starred,yes,nice,\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the label forms is judged as nice, neither of good, vague, bad");
        assertThatThrownBy(() -> read(header + "c-1,forms,starred,yes,good,\nc-1,forms,random,yes,bad,\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the label forms is judged as good and as bad");
        assertThatThrownBy(() -> read(header + "c-1,forms,starred,yes,good,icons\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("same_subject_as of forms names icons, which is no other label");
    }

    private JudgedSheet.Judgement read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("sheet.csv"), text);
        return JudgedSheet.read(TestSpark.session(), file.toString());
    }

    private static List<String> names(List<Row> sheet, String label, String drawn) {
        return sheet.stream()
                .filter(row ->
                        row.getAs("label").equals(label) && row.getAs("drawn").equals(drawn))
                .map(row -> row.<String>getAs("full_name"))
                .toList();
    }
}
