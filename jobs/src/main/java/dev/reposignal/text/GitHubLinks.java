package dev.reposignal.text;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses on GitHub, made only from names that GitHub allows. */
public final class GitHubLinks {
    private static final Pattern FULL_NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    private GitHubLinks() {}

    /** The page of a repository; empty where the name is not one. */
    public static Optional<String> page(String fullName) {
        return FULL_NAME.matcher(fullName).matches() ? Optional.of("https://github.com/" + fullName) : Optional.empty();
    }
}
