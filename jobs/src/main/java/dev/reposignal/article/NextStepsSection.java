package dev.reposignal.article;

import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Trend;
import dev.reposignal.row.Rows.TrendMember;
import dev.reposignal.table.SubjectType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Three actions, tied to what was said, each with the question to ask. */
final class NextStepsSection {
    private static final int STEPS = 3;

    private NextStepsSection() {}

    static Section written(ArticleInputs inputs, Optional<Contradiction> contradiction, ArticleComposer composer) {
        composer.enter("what to do now");
        PhraseContext night = Thesis.night(inputs);
        List<Part> heading = composer.sentence().frame("heading-next", night).parts();
        List<Sentence> steps = new ArrayList<>();
        Set<String> said = new HashSet<>();
        Optional<Trend> lead = Thesis.leadField(inputs);
        Lead.of(inputs).ifPresent(told -> {
            Trend field = told.field();
            // Only who was introduced is recommended.
            Optional<TrendMember> carrier =
                    CarrierList.of(inputs, field).stream().findFirst();
            carrier.ifPresent(member -> said.add(member.repoKey()));
            told.leader().ifPresent(leader -> said.add(leader.repoKey()));
            PhraseContext context = told.context(night).with("carrier", carrier);
            String kind =
                    switch (told.kind()) {
                        case BROAD_UP -> "share-up";
                        case ONE_UP -> "one";
                        case DOWN -> "share-down";
                        case HELD -> "held";
                    };
            steps.add(composer.sentence().frame("do-" + kind, context).frame("ask-" + kind, context));
            if (told.isUp()) {
                inputs.aheadOf(field).stream()
                        .filter(theme -> theme.leaderRepoKey() != null && said.add(theme.leaderRepoKey()))
                        .findFirst()
                        .ifPresent(theme -> steps.add(composer.sentence()
                                .frame("do-theme", night.with("trend", theme))
                                .frame("ask-theme", night.with("trend", theme))));
            }
        });
        Thesis.leadingFall(inputs)
                .ifPresent(trend -> steps.add(composer.sentence()
                        .frame("do-contrarian", night.with("trend", trend))
                        .frame("ask-contrarian", night.with("trend", trend))));
        for (Trend trend : Thesis.shownTrends(inputs)) {
            if (lead.equals(Optional.of(trend))) {
                continue;
            }
            PhraseContext of = night.with("trend", trend);
            if (trend.subjectType().equals(SubjectType.FIELD.value())) {
                // No one thing can be tried of a whole field.
                steps.add(composer.sentence().frame("do-trend-field", of).frame("ask-trend-field", of));
                continue;
            }
            trial(inputs, trend)
                    .filter(member -> said.add(member.repoKey()))
                    .ifPresent(member -> steps.add(composer.sentence()
                            .frame(
                                    hasTrial(inputs, trend, member) ? "do-trend" : "do-trend-bare",
                                    of.with("carrier", member))
                            .frame("ask-trend", of.with("carrier", member))));
        }
        inputs.pick()
                .filter(pick -> said.add(pick.repoKey()))
                .ifPresent(pick -> steps.add(pick(pick, night.with("repo", pick), composer)));
        contradiction.ifPresent(found -> step(found)
                .ifPresent(name -> steps.add(composer.sentence()
                        .frame("do-" + name, found.context(inputs))
                        .frame("ask-" + name, found.context(inputs)))));
        inputs.nearest()
                .ifPresent(trend -> steps.add(composer.sentence()
                        .frame("do-nearest", night.with("trend", trend))
                        .frame("ask-nearest", night.with("trend", trend))));
        inputs.quietMover()
                .filter(quiet -> !Thesis.hasNews(inputs) && said.add(quiet.repoKey()))
                .ifPresent(quiet -> steps.add(composer.sentence()
                        .frame("do-quiet", night.with("repo", quiet))
                        .frame("ask-quiet", night.with("repo", quiet))));
        List<List<Part>> items = steps.stream()
                .filter(step -> !step.isEmpty())
                .limit(STEPS)
                .map(Sentence::parts)
                .toList();
        return new Section(
                heading,
                List.of(
                        items.isEmpty()
                                ? new Paragraph(composer.sentence()
                                        .frame("do-nothing", night)
                                        .parts())
                                : new Items(items)));
    }

    /** The action that follows from a contradiction; empty where there is none. */
    private static Optional<String> step(Contradiction contradiction) {
        return switch (contradiction.belief()) {
            case EVERYONE -> Optional.of("everyone");
            case LANGUAGE -> Optional.of("language");
            case SUBJECT -> Optional.of("contrarian");
            case SINGLE -> Optional.of("single");
            case REPOSITORY -> Optional.empty();
        };
    }

    /** The first repository that carries a trend and can be tried: one that says what it is, and is run, not read. */
    private static Optional<TrendMember> trial(ArticleInputs inputs, Trend trend) {
        return CarrierList.of(inputs, trend).stream()
                .filter(member -> inputs.movement(member.repoKey())
                        .filter(repo -> repo.summary() != null && !ArticleInputs.isRead(repo))
                        .isPresent())
                .findFirst();
    }

    private static boolean hasTrial(ArticleInputs inputs, Trend trend, TrendMember member) {
        return Uses.of(trend.subjectName()).isPresent()
                && inputs.movement(member.repoKey())
                        .filter(repo -> repo.summary() != null && Uses.isKind(trend.subjectName(), repo.summary()))
                        .isPresent();
    }

    /** With a trial of its kind where one is known. */
    private static Sentence pick(Movement pick, PhraseContext context, ArticleComposer composer) {
        boolean isKind = pick.subject() != null
                && pick.summary() != null
                && Uses.of(pick.subject()).isPresent()
                && Uses.isKind(pick.subject(), pick.summary());
        return composer.sentence()
                .frame(isKind ? "do-pick" : "do-pick-bare", context)
                .frame("ask-pick", context);
    }
}
