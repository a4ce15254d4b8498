package dev.reposignal.collect;

import dev.reposignal.error.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** GitHub's access token. It is shown nowhere: not in logs, files, messages or the list of processes. */
public final class Token {
    static final String VARIABLE = "GITHUB_TOKEN";

    /** Java's HTTP client prints a header it refuses, and the token with it: refused here before. */
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.~+/=-]{1,500}");

    private final String value;

    private Token(String value) {
        this.value = value;
    }

    /**
     * The token of a file, or of the environment where no file is named.
     *
     * @throws dev.reposignal.error.UserException where there is none, or it cannot be one
     */
    public static Token of(@Nullable Path file, Map<String, String> environment) {
        if (file == null) {
            String text = environment.getOrDefault(VARIABLE, "").strip();
            if (text.isEmpty()) {
                throw Errors.noToken(VARIABLE);
            }
            return checked(text, "the environment variable " + VARIABLE);
        }
        try {
            return checked(Files.readString(file).strip(), "the file " + file);
        } catch (IOException e) {
            throw Errors.unreadableToken(file.toString(), e.getClass().getSimpleName());
        }
    }

    private static Token checked(String text, String where) {
        if (!VALID.matcher(text).matches()) {
            throw Errors.invalidToken(where);
        }
        return new Token(text);
    }

    String authorization() {
        return "Bearer " + value;
    }

    /** Stars in place of the token. */
    @Override
    public String toString() {
        return "***";
    }
}
