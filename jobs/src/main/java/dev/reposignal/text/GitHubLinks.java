package dev.reposignal.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses on GitHub, made only from names that GitHub allows. */
public final class GitHubLinks {
    private static final Pattern FULL_NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    private static final Pattern NAME_OR_ADDRESS = Pattern.compile(
            "(?:https?://)?(?:www\\.)?(?:github\\.com/)?([A-Za-z0-9_-]{1,100}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}?)(?:\\.git)?/?");

    private GitHubLinks() {}

    /** The owner/name of a repository as people name it, by name or address; empty where the text is neither. */
    public static Optional<String> fullName(String nameOrAddress) {
        Matcher matcher = NAME_OR_ADDRESS.matcher(nameOrAddress);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The page of a repository; empty where the name is not one. */
    public static Optional<String> page(String fullName) {
        return FULL_NAME.matcher(fullName).matches() ? Optional.of("https://github.com/" + fullName) : Optional.empty();
    }
}
