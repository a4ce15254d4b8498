package dev.reposignal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchlistsTest {
    @TempDir
    Path folder;

    @Test
    void files_areListsByName() throws IOException {
        write("spark.yaml", """
                title: Spark & friends
                repositories:
                  - apache/spark
                  - https://github.com/delta-io/delta
                  - Databricks/*
                owners: [apache]
                clusters: [c-1, Vector database]
                fields: [databases]
                languages: [Scala]
                where: velocity_7d > 50
                most: 20
                """);
        write("a.yml", "repositories: [x/y]\n");
        write("notes.txt", "no list");

        Watchlists lists = Watchlists.read(folder);

        assertThat(lists.all()).extracting(Watchlist::name).containsExactly("a", "spark");
        assertThat(lists.all().get(1))
                .isEqualTo(new Watchlist(
                        "spark",
                        "Spark & friends",
                        List.of("apache/spark", "delta-io/delta"),
                        List.of("databricks", "apache"),
                        List.of("c-1", "Vector database"),
                        List.of("databases"),
                        List.of("Scala"),
                        "velocity_7d > 50",
                        10,
                        20));
        assertThat(lists.all().get(0).title()).isEqualTo("a");
        assertThat(lists.repositories()).containsExactly("x/y", "apache/spark", "delta-io/delta");
        assertThat(lists.owners()).containsExactly("databricks", "apache");
        assertThat(lists.names("APACHE/Other")).isTrue();
        assertThat(lists.names("X/Y")).isTrue();
        assertThat(lists.names("apachee/spark")).isFalse();
    }

    @Test
    void noFolder_isNoList() {
        assertThat(Watchlists.read(folder.resolve("none")).isEmpty()).isTrue();
    }

    @Test
    void emptyFile_isAnEmptyList() throws IOException {
        write("empty.yaml", "# nothing yet\n");

        assertThat(Watchlists.read(folder).all())
                .extracting(Watchlist::repositories)
                .containsExactly(List.of());
    }

    @Test
    void allProblemsOfAllFiles_areReportedAtOnceWithTheirLines() throws IOException {
        Path one = write("one.yaml", """
                titel: Mistyped
                repositories:
                  - apache/spark
                  - no repository
                  - Apache/Spark
                  - [a, b]
                owners: apache
                languages: ["", Rust]
                most: 0
                most: 5
                """);
        Path two = write("two.yaml", "repositories: [a/b\n");
        Path three = write("three.yaml", "- a/b\n");
        Path four = write("Wrong Name.yaml", "owners: ['a/b/*']\n");

        assertThatThrownBy(() -> Watchlists.read(folder))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid watchlist (11 problems)")
                .hasMessageContaining(one + ":1: 'titel' is no key of a watchlist; the keys are title, repositories")
                .hasMessageContaining(one + ":4: 'no repository' is no repository; write owner/name")
                .hasMessageContaining(one + ":5: 'Apache/Spark' is on the list twice")
                .hasMessageContaining(one + ":6: an entry of 'repositories' must be one text")
                .hasMessageContaining(one + ":7: 'owners' must be a list")
                .hasMessageContaining(one + ":8: an entry of 'languages' must be one text")
                .hasMessageContaining(one + ":10: 'most' is given twice")
                .hasMessageContaining(two + ":2: this is no YAML")
                .hasMessageContaining(three + ":1: the file must have keys such as 'repositories:'")
                .hasMessageContaining(four + ": a list is named by lower-case letters")
                .hasMessageContaining(four + ":1: 'a/b/*' is no owner");
    }

    @Test
    void yamlThatMakesObjects_isRefused() throws IOException {
        write("bomb.yaml", """
                title: x
                repositories: !!javax.script.ScriptEngineManager [x/y]
                """);

        assertThatThrownBy(() -> Watchlists.read(folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("bomb.yaml:2: this is no YAML: Global tag is not allowed");
    }

    @Test
    void twoFilesOfOneName_areRefused() throws IOException {
        write("same.yaml", "repositories: [a/b]\n");
        write("same.yml", "repositories: [a/b]\n");

        assertThatThrownBy(() -> Watchlists.read(folder)).hasMessageContaining("there is another list of this name");
    }

    @Test
    void added_standsBehindTheOthersAndCommentsStay() throws IOException {
        Path file = write("spark.yaml", """
                # mine
                title: Spark
                repositories:
                    # the engine
                    - apache/spark # yes
                    - delta-io/delta
                # end
                most: 10
                """);

        assertThat(WatchlistFile.of(folder, "spark").add(List.of("a/b", "Apache/Spark", "c/*")))
                .isEqualTo(2);

        assertThat(file).hasContent("""
                # mine
                title: Spark
                repositories:
                    # the engine
                    - apache/spark # yes
                    - delta-io/delta
                    - a/b
                    - c/*
                # end
                most: 10
                """);
    }

    @Test
    void removed_isGoneAndTheRestStays() throws IOException {
        Path file = write("spark.yaml", """
                repositories:
                  - apache/spark # yes
                  # delta
                  - delta-io/delta
                most: 10
                """);
        WatchlistFile list = WatchlistFile.of(folder, "spark");

        list.remove(List.of("APACHE/spark"));
        assertThat(file).hasContent("repositories:\n  # delta\n  - delta-io/delta\nmost: 10\n");
        list.remove(List.of("delta-io/delta"));
        assertThat(file).hasContent("repositories: []\nmost: 10\n");
        list.add(List.of("x/y"));
        assertThat(file).hasContent("repositories:\n  - x/y\nmost: 10\n");
        assertThatThrownBy(() -> list.remove(List.of("x/y", "not/there")))
                .hasMessageStartingWith("Cannot take not/there off the watchlist 'spark'");
        assertThat(file).hasContent("repositories:\n  - x/y\nmost: 10\n");
    }

    @Test
    void listInOneLineOrMissing_isWrittenAnew() throws IOException {
        Path inline = write("inline.yaml", "repositories: [a/b,\n  c/d]\nmost: 3\n");
        Path missing = write("missing.yaml", "owners: [apache]\n");

        WatchlistFile.of(folder, "inline").add(List.of("e/f"));
        WatchlistFile.of(folder, "missing").add(List.of("e/f"));
        WatchlistFile.of(folder, "new").add(List.of("e/f"));

        assertThat(inline).hasContent("repositories:\n  - a/b\n  - c/d\n  - e/f\nmost: 3\n");
        assertThat(missing).hasContent("owners: [apache]\nrepositories:\n  - e/f\n");
        assertThat(folder.resolve("new.yaml")).hasContent("repositories:\n  - e/f\n");
        assertThat(Watchlists.read(folder).all()).hasSize(3);
    }

    @Test
    void wrongList_isNotTouched() throws IOException {
        Path file = write("wrong.yaml", "repositories: nothing\n");

        assertThatThrownBy(() -> WatchlistFile.of(folder, "wrong").add(List.of("a/b")))
                .hasMessageContaining(file + ":1");
        assertThat(file).hasContent("repositories: nothing\n");
        assertThatThrownBy(() -> WatchlistFile.of(folder, "../etc"))
                .hasMessageStartingWith("Invalid name of a watchlist");
        assertThatThrownBy(() -> WatchlistFile.of(folder, "none").remove(List.of("a/b")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("wrong.yaml:1");
        Files.delete(file);
        assertThatThrownBy(() -> WatchlistFile.of(folder, "none").remove(List.of("a/b")))
                .hasMessageStartingWith("Cannot find the watchlist 'none'");
    }

    @Test
    void namesOfOtherPrograms_areRead() throws IOException {
        assertThat(ListedNames.read(write("names.txt", "# mine\n\na/b\nhttps://github.com/c/d.git\nA/B\n")))
                .containsExactly("a/b", "c/d");
        assertThat(ListedNames.read(write("stars.csv", "stars,full_name,note\n5,a/b,\"x, y\"\n7,c/d,\n")))
                .containsExactly("a/b", "c/d");
        assertThat(ListedNames.read(write("starred.json", """
                        [{"id": 1, "full_name": "a/b", "owner": {"url": "https://api.github.com/users/a"}},
                         {"starred_at": "2026-01-01T00:00:00Z", "repo": {"id": 2, "full_name": "c/d"}}]
                        [{"full_name": "e/f"}]
                        """))).containsExactly("a/b", "c/d", "e/f");
        assertThat(
                        ListedNames.read(
                                write(
                                        "list.json",
                                        "{\"data\": {\"list\": {\"items\": {\"nodes\": [{\"nameWithOwner\": \"a/b\"}, {\"nameWithOwner\": \"c/d\"}]}}}}")))
                .containsExactly("a/b", "c/d");
        assertThat(ListedNames.read(write("names.json", "[\"a/b\"]"))).containsExactly("a/b");
    }

    @Test
    void fileWithoutNames_isRefused() throws IOException {
        Path none = write("none.json", "{\"message\": \"Bad credentials\"}");
        Path broken = write("broken.json", "[{\"full_name\": ");
        Path wrong = write("wrong.csv", "full_name\nno repository\n");

        assertThatThrownBy(() -> ListedNames.read(none)).hasMessageStartingWith("Cannot find a repository in");
        assertThatThrownBy(() -> ListedNames.read(broken)).hasMessageContaining("it is no JSON");
        assertThatThrownBy(() -> ListedNames.read(wrong)).hasMessageStartingWith("Invalid name no repository");
        assertThatThrownBy(() -> ListedNames.read(folder.resolve("absent")))
                .hasMessageStartingWith("Cannot read the names in");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
