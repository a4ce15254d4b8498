package dev.reposignal.cli;

import dev.reposignal.audit.FactAudit;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal verify-article}: checks every number and name of an article against the table row it was read from. */
@Command(
        name = "verify-article",
        description = "Checks every number and name of an article against the table row it was read from.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal verify-article --lake /data/lake",
            "  reposignal verify-article --lake /data/lake --date 2026-03-06",
            "  reposignal verify-article --lake /data/lake --from 2026-02-05 --to 2026-03-06 --json",
            "",
            "Exit code 4 if an article and a table differ."
        })
final class VerifyArticleCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Day of the article (default: the latest).")
    private @Nullable LocalDate article;

    @Option(names = "--from", paramLabel = "DAY", description = "First day of several articles.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day of several articles (default: the latest).")
    private @Nullable LocalDate to;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (article != null && (from != null || to != null)) {
            throw Errors.articleAndRange(article.toString());
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw Errors.reversedRange(from.toString(), to.toString());
        }
        return lake.reading(opened -> {
            LocalDate latest = opened.latestDay(Tables.ARTICLES)
                    .orElseThrow(() -> Errors.missingTable(Tables.ARTICLES.name(), opened.root()));
            LocalDate last = Objects.requireNonNullElse(article != null ? article : to, latest);
            LocalDate first = Objects.requireNonNullElse(from, to == null ? last : LocalDate.MIN);
            return audited(opened, first, last, latest);
        });
    }

    private int audited(Lake opened, LocalDate first, LocalDate last, LocalDate latest) {
        if (opened.days(Tables.ARTICLES).subSet(first, true, last, true).isEmpty()) {
            throw Errors.noArticles(first.toString(), last.toString(), opened.root(), latest.toString());
        }
        FactAudit.Result result = FactAudit.of(opened, first, last);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (isJson) {
            out.println(Json.of(asMap(result)));
        } else {
            result.mismatches().forEach(mismatch -> out.println(line(mismatch)));
            out.println(summary(result));
        }
        return result.mismatches().isEmpty() ? ExitCode.DONE.number() : ExitCode.INTERNAL_ERROR.number();
    }

    private static String line(FactAudit.Mismatch mismatch) {
        return "%s %s \"%s\" (%s): the article says %s, the table says %s"
                .formatted(
                        mismatch.article(),
                        mismatch.factId(),
                        mismatch.text(),
                        mismatch.source(),
                        mismatch.expected(),
                        mismatch.found());
    }

    private static String summary(FactAudit.Result result) {
        List<LocalDate> articles = result.articles();
        String which = articles.size() == 1
                ? "the article of " + articles.get(0)
                : "%d articles from %s to %s"
                        .formatted(articles.size(), articles.get(0), articles.get(articles.size() - 1));
        int wrong = result.mismatches().size();
        return "%s: %s facts looked up in %d table version%s, %s"
                .formatted(
                        which,
                        NumberFormats.count(result.facts()),
                        result.reads(),
                        result.reads() == 1 ? "" : "s",
                        (wrong > 0
                                        ? NumberFormats.counted(wrong, "mismatch", "mismatches")
                                        : result.deleted() == 0 ? "all as printed" : "all others as printed")
                                + deleted(result.deleted()));
    }

    private static String deleted(int facts) {
        return facts == 0
                ? ""
                : "; %s cannot be looked up any more: the night was run again, and reposignal maintain deleted the rows it replaced"
                        .formatted(NumberFormats.count(facts));
    }

    private static Map<String, @Nullable Object> asMap(FactAudit.Result result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("articles", result.articles().stream().map(LocalDate::toString).toList());
        map.put("facts", result.facts());
        map.put("table_versions", result.reads());
        map.put("deleted", result.deleted());
        map.put(
                "mismatches",
                result.mismatches().stream().map(VerifyArticleCommand::asMap).toList());
        return map;
    }

    private static Map<String, @Nullable Object> asMap(FactAudit.Mismatch mismatch) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("article", mismatch.article().toString());
        map.put("fact_id", mismatch.factId());
        map.put("text", mismatch.text());
        map.put("source", mismatch.source());
        map.put("expected", mismatch.expected());
        map.put("found", mismatch.found());
        return map;
    }
}
