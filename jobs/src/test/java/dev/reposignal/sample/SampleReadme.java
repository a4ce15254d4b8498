package dev.reposignal.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/** Describes the sample from what was put into it. */
final class SampleReadme {
    private SampleReadme() {}

    static String text(List<Scenarios.Entry> catalogue, Map<String, NavigableMap<LocalDate, SampleRow>> feed) {
        long rows = feed.values().stream().mapToLong(NavigableMap::size).sum();
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, """
                # Sample data

                Written by `dev.reposignal.sample.SampleData`; do not edit. Every owner, repository, description and number
                here is invented; a likeness to real ones is by accident. The ids begin at 9,000,000,000, above any that GitHub has given.

                %,d repositories, %s to %s, %,d rows, one file per month in the `snapshot-csv` format: UTF-8, RFC 4180 quoting,
                `;` between topics, UTC times, an empty field for an unknown value. About 70 %% of the repositories come from
                `sample-api`, which tells the `repo_id`; the others from `sample-list`, which does not, and half of those without
                forks, issues and pushes.

                To make it again after a change of the generator:

                ```
                ./mvnw -B -DskipTests package
                java -cp jobs/target/test-classes dev.reposignal.sample.SampleData data/sample
                ```

                `SampleDataTest` fails when the files differ from what the generator makes.

                ## What happens here on purpose

                Besides the entries below: about 4 %% of the ordinary repositories enter late, 1.4 %% vanish, 3 %% miss single days,
                2 %% are listed on Fridays only, 2 %% begin with two weeks of rows filled in later (`observed` is false); some have no
                description, no language or no topics; some descriptions are Chinese or Japanese.

                | repository | days | what happens |
                |---|---|---|
                """, feed.size(), SampleData.FIRST_DAY, SampleData.LAST_DAY, rows));
        for (Scenarios.Entry entry : catalogue) {
            String subject = entry.subject().contains("/") ? "`" + entry.subject() + "`" : entry.subject();
            text.append(String.format(Locale.ROOT, "| %s | %s | %s |%n", subject, entry.days(), entry.what()));
        }
        return text.toString().replace("\r\n", "\n");
    }
}
