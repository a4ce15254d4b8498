package dev.reposignal.error;

/**
 * Something that the user or the operator of the machine can fix. The command line prints only the message and ends with the
 * exit code of its kind; every other exception is an internal error, printed with its stack trace. Create it with
 * {@link Errors}.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private boolean isAboutToken;

    UserException(String message) {
        this(ExitCode.BAD_INPUT, message);
    }

    UserException(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = ExitCode.BAD_INPUT;
    }

    UserException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    UserException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The same message where the command ends otherwise. */
    public UserException endingWith(ExitCode other) {
        UserException changed = new UserException(other, String.valueOf(getMessage()), this);
        changed.isAboutToken = isAboutToken;
        return changed;
    }

    /** The same of the access token of GitHub. */
    UserException aboutToken() {
        isAboutToken = true;
        return this;
    }

    /** Whether the access token of GitHub is missing, unreadable or refused. */
    public boolean isAboutToken() {
        return isAboutToken;
    }

    /** How the command ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
