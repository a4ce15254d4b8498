package dev.reposignal.reach;

import dev.reposignal.render.Templates;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.SiteFolder;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people and programs read first about the public data: a page, a text beside the files, and llms.txt. */
public final class PublicTexts {
    private final SiteFolder site;

    public PublicTexts(SiteFolder site) {
        this.site = site;
    }

    /**
     * Writes the page and the texts.
     *
     * @param tables name and grain of each table
     */
    public void write(List<Map.Entry<String, String>> tables) throws IOException {
        site.text("data/v1/README.md", readme(tables));
        site.text("llms.txt", forModels(tables));
        PageLayout frame = site.frame("data.html", "Data", "The data of this site for other programs, free to take.");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("frame", frame);
        parameters.put("tables", tables);
        parameters.put("licence", site.licence());
        parameters.put("citation", citation());
        site.page("data.html", Templates.rendered("reach/data.jte", parameters));
    }

    private String citation() {
        LocalDate day = site.edition().day();
        String address = site.settings().baseUrl();
        return "%s, public data%s, version 1%s"
                .formatted(
                        site.settings().title(),
                        day == null ? "" : " as of " + day,
                        address.isEmpty() ? "" : ", " + address + "/data/v1/");
    }

    private String readme(List<Map.Entry<String, String>> tables) {
        return """
                # %s: public data, version 1

                Everything here is made from the tables of the published nights; nothing of a night that was held is in it.

                | path | what it is |
                |---|---|
                | `repositories/ID.json` | a repository, by GitHub's numeric id, or by owner/name where that is unknown |
                | `names/OWNER/NAME.json` | in lower case: which of them a name is, former names included |
                | `clusters/ID.json` | a cluster |
                | `fields/FIELD.json` | the movement of a field, night by night |
                | `nights/DAY.json` | a published night: its article and its board |
                | `latest/night.json` | the latest of them |
                | `nights/DAY/TABLE.csv`, `nights/DAY/TABLE.parquet` | the report tables of one night alone, with `nights/DAY/SHA256SUMS` |
                | `repositories/index.json`, `clusters/index.json`, `fields/index.json`, `nights/index.json` | what there is |
                | `tables/TABLE.csv`, `tables/TABLE.parquet` | report tables of the latest 365 published nights |
                | `datapackage.json` | Frictionless: every table with its columns, bytes and SHA-256 |
                | `schema/*.schema.json` | JSON Schema of repositories and clusters |
                | `SHA256SUMS` | for `sha256sum -c` |

                Within version 1 properties and columns are added, never removed and never given another type.

                Tables:

                %s
                Licence: %s. Cite as: %s.
                """.formatted(
                        site.settings().title(), lines(tables), site.licence().words(), citation());
    }

    private String forModels(List<Map.Entry<String, String>> tables) {
        String root = site.settings().baseUrl().isEmpty() ? "" : site.settings().baseUrl() + "/";
        return """
                # %s

                > Which GitHub repositories are about to matter, computed every night from daily star counts. Every printed number
                > is a row of a table; predictions are published with a probability before the event and graded after 28 days.

                Held nights are not published. A rank, score or probability is of the night that it names; do not quote it as of today.

                ## Articles

                - [Latest articles, full text](%sfeed.json): JSON Feed
                - [Ledger of predictions](%sledger/index.html)
                - [Method](%smethod.html)

                ## Data

                - [Latest night](%sdata/v1/latest/night.json)
                - [All repositories](%sdata/v1/repositories/index.json)
                - [Explanation, licence and citation](%sdata/v1/README.md)
                - [Tables with columns and checksums](%sdata/v1/datapackage.json)

                Tables: one row is

                %s""".formatted(site.settings().title(), root, root, root, root, root, root, root, lines(tables));
    }

    private static String lines(List<Map.Entry<String, String>> tables) {
        StringBuilder lines = new StringBuilder();
        tables.forEach(table -> lines.append("- `")
                .append(table.getKey())
                .append("`: ")
                .append(table.getValue())
                .append('\n'));
        return lines.toString();
    }
}
