package dev.reposignal.article;

import dev.reposignal.article.Rows.Cluster;
import dev.reposignal.article.Rows.LanguageShare;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Title and standfirst, from what the night has to show. */
final class Headline {
    private Headline() {}

    static Sentence title(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("title");
        Optional<LanguageShare> largest = LanguageSection.largest(inputs);
        Optional<LanguageShare> rising = LanguageSection.overRepresented(inputs);
        Optional<Cluster> forming = inputs.forming().stream().findFirst();
        Optional<RepoSignal> fastest = BoardSection.fastest(inputs);

        List<Scribe.Frame> frames = new ArrayList<>();
        if (largest.isPresent() && rising.isPresent()) {
            frames.add(s -> s.say("The Signal Says ")
                    .headline(largest.get(), "language")
                    .say(" Owns the Board, but ")
                    .headline(rising.get(), "language")
                    .say(" Is the Real Story"));
        }
        if (forming.isPresent() && largest.isPresent()) {
            frames.add(s -> s.say("While ")
                    .headline(largest.get(), "language")
                    .say(" Holds the Board, the Owners Gather Around ")
                    .headline(forming.get(), "label"));
        }
        if (forming.isPresent() && fastest.isPresent()) {
            frames.add(s -> s.headline(forming.get(), "label")
                    .say(" Is Forming, and ")
                    .shortName(fastest.get())
                    .say(" Is Not Waiting"));
        }
        if (fastest.isPresent() && largest.isPresent()) {
            frames.add(s -> s.say("The Stars Say ")
                    .headline(largest.get(), "language")
                    .say(", the Velocity Says ")
                    .shortName(fastest.get()));
        }
        if (frames.isEmpty()) {
            return scribe.sentence().say("A Night Without a Headline, and Why That Is Worth Printing");
        }
        return scribe.chooseAvailable("title", frames).write(scribe.sentence());
    }

    static Sentence standfirst(ArticleInputs inputs, Scribe scribe) {
        scribe.enter("standfirst");
        List<Scribe.Frame> clauses = new ArrayList<>();
        LanguageSection.largest(inputs)
                .ifPresent(share -> clauses.add(s -> s.name(share, "language")
                        .say(" holds ")
                        .percent(share, "share")
                        .say(" of the board")));
        inputs.forming().stream()
                .findFirst()
                .ifPresent(cluster -> clauses.add(s -> s.name(cluster, "label")
                        .say(" speeds up across ")
                        .count(cluster, "accelerating_owners", "owner", "owners")));
        QuietMoverSection.chosen(inputs)
                .ifPresent(signal -> clauses.add(s -> s.shortName(signal).say(" climbs without making a sound")));
        Sentence sentence = scribe.sentence();
        if (clauses.isEmpty()) {
            return sentence.say("I read ")
                    .count(inputs.summary(), "repos_observed", "repo", "repos")
                    .say(" and found nothing that deserves a claim.");
        }
        return sentence.list(clauses, (s, clause) -> clause.write(s))
                .frame(
                        "standfirst",
                        s -> s.say(". I've got the data."),
                        s -> s.say(". Every number here can be looked up."),
                        s -> s.say(". The data is open beside me."),
                        s -> s.say(". Here is what I make of it."));
    }
}
