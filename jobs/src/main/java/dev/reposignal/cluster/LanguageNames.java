package dev.reposignal.cluster;

import java.util.regex.Pattern;

/**
 * Takes the names of programming languages out of a text, with the words that tie them to it: "parser for Go" is "parser".
 *
 * <p>A sentence model takes "for Go" for half of what a short description says, so texts would be grouped by their language
 * and not by their subject.
 */
final class LanguageNames {
    private static final String NAMES =
            "golang|go|python|java(?!\\s*script)|javascript|typescript|rust|php|ruby|c\\+\\+|c#"
                    + "|\\.net|swift|kotlin|scala|elixir|haskell|clojure|perl|dart|node\\.?js";
    private static final String BEGIN = "(?<![\\w.#+/-])";
    private static final String END = "(?![\\w#+/]|-\\w|\\.\\w)";
    private static final Pattern NAMED = Pattern.compile(
            BEGIN + "(?:(?:(?:written|implemented|developed|built|based)\\s+)?(?:for|in|using|with|on|by)\\s+)?"
                    + "(?:the\\s+)?(?:pure(?:ly)?[\\s-]+)?(?:" + NAMES + ")" + END
                    + "(?!\\s+(?:to|through|back)\\b)(?:\\s+(?:programming\\s+)?language" + END + ")?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern LOOSE_MARKS = Pattern.compile(" ([,.;:!?])");
    private static final Pattern DOUBLE_MARKS = Pattern.compile("([,.;:])(?:\\s*[,.;:])+");
    private static final Pattern EDGES = Pattern.compile("^[ ,;:]+|[ ,;:]+$");
    private static final Pattern WORD = Pattern.compile("\\w{2,}");
    /** A text of fewer words is about the language. */
    private static final int FEWEST_WORDS = 3;

    private LanguageNames() {}

    /** The text without them; as it is where too little else would be left. */
    static String removed(String text) {
        String without = BLANKS.matcher(NAMED.matcher(text).replaceAll(" ")).replaceAll(" ");
        without = LOOSE_MARKS.matcher(without).replaceAll("$1");
        without = DOUBLE_MARKS.matcher(without).replaceAll("$1");
        without = EDGES.matcher(without).replaceAll("");
        return WORD.matcher(without).results().limit(FEWEST_WORDS).count() == FEWEST_WORDS ? without : text;
    }
}
